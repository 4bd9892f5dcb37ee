public import TelemetryPipeline

/// Where packets are sent, or handed out, over a network.
public struct ForwarderConfiguration: Sendable {
    /// Name of the forwarder in events.
    public var name: String
    /// Name or address: of the receiver (UDP), or to listen on (TCP).
    public var host: String
    /// Port; 0 lets the system choose (TCP only).
    public var port: UInt16
    /// Which packets.
    public var filter = PacketFilter.everything
    /// What may wait in front of the forwarder.
    public var queue = QueueLimits()

    /// A forwarder of every packet that is not idle.
    public init(name: String, host: String, port: UInt16) {
        self.name = name
        self.host = host
        self.port = port
    }
}

/// What a forwarder did.
public struct ForwarderStatistics: Sendable, Hashable {
    /// Packets that passed the filter. UDP: `received = sent + dropped`.
    public var received: UInt64 = 0
    /// Packets handed to the kernel whole; of a TCP server, to each client.
    public var sent: UInt64 = 0
    /// Packets that could not be sent; of a TCP server, for each client that lost them.
    public var dropped: UInt64 = 0
    /// Packets lost in front of the forwarder, because it was too slow; not in `received`.
    public var droppedInQueue: UInt64 = 0
    /// Clients now (TCP).
    public var clients = 0

    /// Nothing done.
    public init() {}
}

/// Why a forwarder could not start.
public enum ForwarderError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The name or address means nothing to this machine.
    case unknownHost(String, reason: String)
    /// A system call failed.
    case system(operation: String, reason: String)
    /// No descriptors, threads or subscriptions left.
    case noRoom

    /// A sentence for people.
    public var description: String {
        switch self {
        case .unknownHost(let host, let reason): "\(host): \(reason)"
        case .system(let operation, let reason): "\(operation): \(reason)"
        case .noRoom: "no room for another subscriber, thread or descriptor"
        }
    }
}
