public import TelemetryLink

/// What kind of event it is (§3, `TG_CODE`); the list is open.
public struct CaptureEventCode: RawRepresentable, Hashable, Sendable {
    /// The word in the file.
    public let rawValue: String

    /// The code with this word.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// A pass begins.
    public static let passStart = CaptureEventCode(rawValue: "pass.start")
    /// A pass is over.
    public static let passEnd = CaptureEventCode(rawValue: "pass.end")
    /// A link's device was opened.
    public static let linkOpen = CaptureEventCode(rawValue: "link.open")
    /// A link's device was closed.
    public static let linkClose = CaptureEventCode(rawValue: "link.close")
    /// A link's device went away.
    public static let linkUnplug = CaptureEventCode(rawValue: "link.unplug")
    /// A link's source is back after it was gone: from which octets to which nothing came.
    public static let linkOutage = CaptureEventCode(rawValue: "link.outage")
    /// A link goes on at another rate of its line: `TG_LINE_RATE`, bits per second, eight to an
    /// octet. First bits of what follows are dated by it.
    public static let linkRate = CaptureEventCode(rawValue: "link.rate")
    /// Characters of a serial line were garbled, and marked.
    public static let linkMarks = CaptureEventCode(rawValue: "link.marks")
    /// A driver lost octets.
    public static let linkOverrun = CaptureEventCode(rawValue: "link.overrun")
    /// The decoder of a link changed its state.
    public static let linkState = CaptureEventCode(rawValue: "link.state")
    /// A link's device reported an error.
    public static let linkError = CaptureEventCode(rawValue: "link.error")
    /// The clock was set.
    public static let clockStep = CaptureEventCode(rawValue: "clock.step")
    /// The clock got or lost its reference.
    public static let clockSync = CaptureEventCode(rawValue: "clock.sync")
    /// The configuration changed.
    public static let configChange = CaptureEventCode(rawValue: "config.change")
    /// Little room is left.
    public static let diskLow = CaptureEventCode(rawValue: "disk.low")
    /// No room is left, or there is room again.
    public static let diskFull = CaptureEventCode(rawValue: "disk.full")
    /// The disk failed.
    public static let ioError = CaptureEventCode(rawValue: "io.error")
    /// Octets were lost in front of the disk.
    public static let dropSink = CaptureEventCode(rawValue: "drop.sink")
    /// The segment before was not closed properly.
    public static let writerRecover = CaptureEventCode(rawValue: "writer.recover")
    /// A person wrote this.
    public static let operatorNote = CaptureEventCode(rawValue: "operator.note")
}

/// Something that happened, with place and time; it stands in the capture among the chunks.
public struct CaptureEvent: Hashable, Sendable {
    /// A named value of an event.
    public struct Field: Hashable, Sendable {
        /// Its name; in the file `TG_` and the name in upper case.
        public var name: String
        /// Its value.
        public var value: String

        /// The field `name` with `value`.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// What kind of event it is.
    public var code: CaptureEventCode
    /// One sentence for a person; what is longer than 2,048 octets is cut off.
    public var message: String
    /// Severity as syslog counts it: 0 emergency … 6 information, 7 debug.
    public var priority: Int
    /// Number of the link that it is about.
    public var link: Int?
    /// When it happened.
    public var time: ReceptionTime
    /// More values, at most 32.
    public var fields: [Field]

    /// An event at `time`.
    public init(
        code: CaptureEventCode, message: String, priority: Int = 6, link: Int? = nil,
        time: ReceptionTime, fields: [Field] = []
    ) {
        self.code = code
        self.message = message
        self.priority = priority
        self.link = link
        self.time = time
        self.fields = fields
    }
}
