/// What the daemon runs: a station, its links, and what becomes of their data.
public struct StationConfiguration: Sendable, Equatable {
    /// Who we are.
    public var station: StationIdentity
    /// How received octets are kept.
    public var capture: CaptureConfiguration
    /// The query socket.
    public var query: QueryConfiguration
    /// Where packets go, besides the query socket.
    public var sinks: [SinkConfiguration]
    /// In the order of the files; names differ.
    public var links: [LinkFile]
    /// Every file that was read, in order: what a reload has to read again.
    public var files: [String]

    /// Where the daemon looks when it is not told.
    public static let defaultPath = "/etc/feedhorn/feedhorn.yaml"
}

/// Who we are.
public struct StationIdentity: Sendable, Equatable {
    /// Short name; it begins the names of capture files.
    public var name: String
    /// Text for people.
    public var description: String?
    /// Who runs the station.
    public var agency: String?
}

/// How received octets are kept.
public struct CaptureConfiguration: Sendable, Equatable {
    /// Off only where another capture exists: without it nothing can be decoded again.
    public var isEnabled = true
    /// Where the segments go.
    public var directory = "/var/lib/feedhorn/capture"
    /// Octets after which a new segment begins.
    public var segmentSize: UInt64 = 1 << 30
    /// Time after which a new segment begins.
    public var segmentTime = Duration.seconds(3600)
    /// Time between checkpoints: what a power cut can cost.
    public var checkpoint = Duration.seconds(1)
    /// Where the directory is written, for errors of opening it.
    public var position: SourcePosition

    /// The defaults.
    public init(position: SourcePosition) {
        self.position = position
    }
}

/// The query socket.
public struct QueryConfiguration: Sendable, Equatable {
    /// Somebody may ask.
    public var isEnabled = true
    /// Path of the Unix socket.
    public var socket = "/run/feedhorn/query.sock"
    /// Group that owns the socket; `nil` leaves the group of the process.
    public var group: Located<String>?
    /// File mode of the socket.
    public var mode: UInt16 = 0o660
    /// Where the socket is written, for errors of opening it.
    public var position: SourcePosition

    /// The defaults.
    public init(position: SourcePosition) {
        self.position = position
    }
}
