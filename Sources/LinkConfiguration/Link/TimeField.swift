public import CCSDS

/// Where an on-board time stands in a packet or a frame, and how to read it.
public struct TimeField: Sendable, Equatable {
    /// What carries the time.
    public enum Place: Sendable, Equatable {
        /// Space packets of one application process.
        case packet(ApplicationProcessIdentifier, Segments)
        /// The secondary header of every TM frame.
        case secondaryHeader
        /// The insert zone of every AOS frame.
        case insertZone
    }

    /// Which packets of an application process carry the time.
    public enum Segments: Sendable, Equatable {
        /// Every packet.
        case all
        /// Only unsegmented packets and first segments (sequence flags `11` and `01`,
        /// CCSDS 133.0-B-2 §4.1.3.4.2): continuations have data at that place.
        case first
    }

    /// Form of the time (CCSDS 301.0-B-4). But for `preamble`, no P-field is read: this is what it
    /// would say.
    public enum Code: Sendable, Equatable {
        /// CUC: octets of seconds and of their binary fraction (§3.2).
        case unsegmented(basic: Int, fraction: Int)
        /// CDS: octets of days (2 or 3), 4 octets of milliseconds of the day, octets of the
        /// sub-millisecond (0, 2 for microseconds, 4 for picoseconds) (§3.3).
        case daySegmented(days: Int, subMilliseconds: Int)
        /// CCS: decimal digits of a date, by the day of the year or by month and day, of a time,
        /// and octets of the second's fraction (§3.4).
        case calendarSegmented(hasDayOfYear: Bool, fraction: Int)
        /// ASCII code A or B, whichever it is, in so many octets (§3.5).
        case ascii(octets: Int)
        /// A P-field stands in front, and says what the time is.
        case preamble
        /// 4 octets of seconds and 2 of parts of 2⁻¹⁶ s, each with its own octet order: the message
        /// header of NASA's core Flight System.
        case coreFlight
    }

    /// What the count begins with: a reading of the clock that ``TimeField/scale`` names.
    public enum Epoch: Sendable, Equatable {
        /// 1958-01-01T00:00:00, the CCSDS epoch.
        case ccsds
        /// 1970-01-01T00:00:00.
        case unix
        /// 1980-01-06T00:00:00.
        case gps
        /// 2000-01-01T12:00:00; with scale `tai` that of terrestrial time.
        case j2000
        /// Known to the mission only: the time is a number of seconds.
        case agency
        /// Any other date.
        case date(secondsSince1970: Int64)
    }

    /// Order of the octets of the whole field.
    public enum ByteOrder: Sendable, Equatable {
        /// Most significant octet first.
        case big
        /// Least significant octet first.
        case little
    }

    /// What carries it.
    public var place: Place
    /// First octet of the time, counted from the first octet of the packet or frame.
    public var offset: Int
    /// How it is coded.
    public var code: Code
    /// What it counts from.
    public var epoch = Epoch.ccsds
    /// The clock that shows the epoch, and counts.
    public var scale = TimeScale.tai
    /// Order of its octets.
    public var byteOrder = ByteOrder.big

    /// CCSDS epoch, TAI, big-endian.
    public init(place: Place, offset: Int, code: Code) {
        self.place = place
        self.offset = offset
        self.code = code
    }

    /// Octets of the time; of one with a P-field, the fewest it can have.
    public var length: Int {
        switch code {
        case .unsegmented(let basic, let fraction): basic + fraction
        case .daySegmented(let days, let subMilliseconds): days + 4 + subMilliseconds
        case .calendarSegmented(_, let fraction): 7 + fraction
        case .ascii(let octets): octets
        case .preamble: 2
        case .coreFlight: 6
        }
    }
}
