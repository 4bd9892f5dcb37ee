public import TelemetryPipeline

/// Where the query service listens, and its limits.
public struct QueryServiceConfiguration: Sendable {
    /// How the service comes by its socket.
    public enum Socket: Sendable {
        /// It binds this path, guarded by a lock on `path.lock`.
        case path(String)
        /// Somebody (systemd) bound it and listens; the service takes the descriptor.
        case inherited(descriptor: CInt)
    }

    /// The socket.
    public var socket: Socket
    /// Mode of a socket that the service binds: the owner and the group.
    public var mode: UInt32 = 0o660
    /// Group that a socket which the service binds is given; `nil` leaves the process's own.
    public var group: String?
    /// What `GET /v1/version` says.
    public var version = "0"
    /// How long is too long.
    public var timeouts = Timeouts()
    /// How much is too much.
    public var limits = Limits()

    /// Settings for a service on `socket`, everything else as usual.
    public init(socket: Socket) {
        self.socket = socket
    }

    /// Times after which the service does something by itself.
    public struct Timeouts: Sendable {
        /// From the first octet of a request to the end of its head: a client on the same machine
        /// that needs longer is none.
        public var head = Duration.seconds(5)
        /// Between two requests on one connection, as most HTTP servers have it.
        public var keepAlive = Duration.seconds(60)
        /// A client that has taken no octet for this long, with octets waiting, is gone.
        public var writeStall = Duration.seconds(30)
        /// A stream with nothing to say says so, so that a reader can tell quiet from dead.
        public var heartbeat = Duration.seconds(10)
        /// Packets wait for others to share their chunk at most this long.
        public var gather = Duration.milliseconds(5)
        /// A stream that has just fallen behind may hold the others of its filter back for this
        /// long, once a second: bursts pass without loss, and a stalled client costs a tenth.
        public var patience = Duration.milliseconds(100)
        /// At shutdown, for clients to take what is written.
        public var shutdown = Duration.seconds(1)

        /// The usual times.
        public init() {}
    }

    /// Sizes that are never exceeded.
    public struct Limits: Sendable {
        /// Connections at once; each costs a descriptor and up to a socket buffer.
        public var connections = 1_024
        /// Octets of one header field, and of the request target: a filter of 2,700 octets
        /// fits, were every one of them percent-encoded.
        public var headerField = 8 * 1_024
        /// Octets of all header fields together, as web servers have it.
        public var headerList = 32 * 1_024
        /// Header fields: browsers send about twenty.
        public var headerFields = 100
        /// Different (filter, classes, format) of live streams at once: each is encoded on its
        /// own.
        public var distinctStreams = 256
        /// A client that fell behind gets packets again when less than this waits for it.
        public var writeBufferLow = 256 * 1_024
        /// Octets that may wait for a client; beyond, its packets are dropped and counted.
        public var writeBufferHigh = 1_024 * 1_024
        /// Kernel's send buffer, as large as it grants.
        public var sendBuffer = 1_024 * 1_024
        /// What may wait in front of an encoder.
        public var streamQueue = QueueLimits()
        /// Packets that are kept of each link for `follow=false`.
        public var historyPackets = 4_096
        /// Octets of those packets: a link costs no more memory than this and its records.
        public var historyOctets = 2 << 20

        /// The usual limits.
        public init() {}
    }
}

/// What the service answers from, besides packets. Called on the service's event loop: they must
/// return at once.
public struct QueryProviders: Sendable {
    /// Members of the object that `GET /v1/status` answers.
    public var status: @Sendable () -> JSONObject
    /// One object for each link, for `GET /v1/links`.
    public var links: @Sendable () -> [JSONObject]

    /// The two sources.
    public init(
        status: @escaping @Sendable () -> JSONObject,
        links: @escaping @Sendable () -> [JSONObject]
    ) {
        self.status = status
        self.links = links
    }
}
