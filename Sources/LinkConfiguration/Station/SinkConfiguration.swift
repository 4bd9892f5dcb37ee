/// One place where packets go.
public struct SinkConfiguration: Sendable, Equatable {
    /// How packets leave.
    public enum Kind: Sendable, Equatable {
        /// Files.
        case packetFiles(PacketFilesConfiguration)
        /// Datagrams to one receiver.
        case udp(UDPSinkConfiguration)
        /// A stream to each client.
        case tcpServer(TCPServerConfiguration)
    }

    /// Name in status and events; another file replaces a sink by its name.
    public var name: Located<String>?
    /// What it is.
    public var kind: Kind
    /// Which packets; all where there is none. Not parsed here.
    public var filter: Located<String>?
    /// Where the sink is written, for errors of opening it.
    public var position: SourcePosition
}

/// Packets back to back in files.
public struct PacketFilesConfiguration: Sendable, Equatable {
    /// Top of the tree of files.
    public var directory: String
    /// A directory for each virtual channel.
    public var splitsChannels = false
    /// A directory for each application process.
    public var splitsApplications = false
    /// Keep idle packets too.
    public var keepsIdle = false

    /// One directory per link and spacecraft, no idle packets.
    public init(directory: String) {
        self.directory = directory
    }
}

/// Packets as datagrams, one each.
public struct UDPSinkConfiguration: Sendable, Equatable {
    /// The receiver.
    public var to: HostAndPort
    /// Packets that may wait; the oldest is dropped, and counted, for one more.
    public var queue: Int

    /// A sink to `to`.
    public init(to: HostAndPort, queue: Int = SinkConfiguration.defaultQueue) {
        self.to = to
        self.queue = queue
    }
}

/// Packets back to back to everybody who connects.
public struct TCPServerConfiguration: Sendable, Equatable {
    /// Where it listens.
    public var listen: HostAndPort
    /// Packets that may wait for each client.
    public var queue: Int
    /// Clients at a time; one more is refused.
    public var clients: Int

    /// A server at `listen`.
    public init(
        listen: HostAndPort, queue: Int = SinkConfiguration.defaultQueue,
        clients: Int = SinkConfiguration.defaultClients
    ) {
        self.listen = listen
        self.queue = queue
        self.clients = clients
    }
}

extension SinkConfiguration {
    /// What a sink's queue may hold: from one batch to some ten seconds of the fastest links.
    static let queues = 256...1_048_576
    /// Packets that may wait, unless the file says otherwise.
    public static let defaultQueue = 16_384
    /// Clients of a server at a time, unless the file says otherwise.
    public static let defaultClients = 16
}
