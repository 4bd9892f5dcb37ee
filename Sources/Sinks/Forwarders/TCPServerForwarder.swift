import Glibc
import Synchronization
public import TelemetryPipeline

/// What happens to a client of a TCP forwarder that does not read fast enough.
public enum SlowClientPolicy: Sendable, Hashable {
    /// Whole packets are left out, counted.
    case skipPackets
    /// It is cut off.
    case disconnect
}

/// Hands packets, back to back and nothing between them, to every client that connects: how
/// Yamcs and OpenC3 COSMOS take a stream of space packets.
///
/// Works on a thread of its own. A client never gets a part of a packet, unless its connection
/// ends in the middle of one.
public final class TCPServerForwarder: Sendable {
    /// How many clients, and how much may wait for each.
    public struct ClientLimits: Sendable, Hashable {
        /// Clients at once.
        public var clients = 16
        /// Octets that may wait for one client.
        public var octets = 4 << 20
        /// What happens beyond.
        public var policy = SlowClientPolicy.skipPackets

        /// The usual limits.
        public init() {}
    }

    private struct State {
        var thread: SinkThread?
        var subscription: PacketSubscription?
        var statistics = ForwarderStatistics()
        var port: UInt16?
    }

    private let configuration: ForwarderConfiguration
    private let limits: ClientLimits
    private let report: @Sendable (SinkEvent) -> Void
    private let pipe: WakePipe
    private let isStopping = Atomic(false)
    private let state = Mutex(State())

    /// A forwarder that is not started.
    ///
    /// - Returns: `nil` when the process has no descriptors left.
    public init?(
        _ configuration: ForwarderConfiguration, limits: ClientLimits = ClientLimits(),
        report: @escaping @Sendable (SinkEvent) -> Void
    ) {
        guard let pipe = WakePipe() else { return nil }
        self.pipe = pipe
        self.configuration = configuration
        self.limits = limits
        self.report = report
    }

    /// What was done so far.
    public var statistics: ForwarderStatistics { state.withLock { $0.statistics } }

    /// The port that it listens on; `nil` before ``start(_:)``.
    public var port: UInt16? { state.withLock { $0.port } }

    /// Listens, and hands out what the router brings until ``stop()``.
    public func start(_ router: PacketRouter) throws(ForwarderError) {
        let listener = try SocketOpening.listening(on: configuration.host, configuration.port)
        let pipe = pipe
        let interest = PacketInterest(configuration.filter)
        let subscribed = router.subscribe(interest, limits: configuration.queue) { pipe.wake() }
        guard let subscription = subscribed,
            let thread = SinkThread({ self.run(listener, subscription) })
        else {
            subscribed?.cancel()
            close(listener)
            throw .noRoom
        }
        state.withLock { state in
            state.thread = thread
            state.subscription = subscription
            state.port = SocketOpening.port(of: listener)
        }
    }

    /// Closes all connections and ends. What clients have not taken by then is lost to them.
    public func stop() {
        isStopping.store(true, ordering: .sequentiallyConsistent)
        pipe.wake()
        let (thread, subscription) = state.withLock { ($0.thread, $0.subscription) }
        thread?.join()
        subscription?.cancel()
    }

    private func run(_ listener: CInt, _ subscription: PacketSubscription) {
        var server = ClientServer(listener, configuration, limits, report: report)
        var isOver = false
        while !isOver {
            isOver = isStopping.load(ordering: .sequentiallyConsistent)
            pipe.clear()
            while let delivery = subscription.next() {
                switch delivery {
                case .batch(let routed): server.hand(out: routed)
                case .dropped(let count): server.count(droppedInQueue: count.packets)
                case .finished, .disconnected: isOver = true
                }
                if isOver, subscription.queuedPackets == 0 { break }
            }
            let statistics = server.statistics
            state.withLock { $0.statistics = statistics }
            if isOver { break }
            server.wait(orFor: pipe)
            let served = server.statistics
            state.withLock { $0.statistics = served }
        }
        server.close()
        let statistics = server.statistics
        state.withLock { $0.statistics = statistics }
    }
}
