import Glibc
import Synchronization
import TelemetryLink
public import TelemetryPipeline

/// Sends packets to one receiver, each in a datagram of its own.
///
/// Works on a thread of its own; what can't be sent is dropped and counted.
public final class UDPForwarder: Sendable {
    private struct State {
        var thread: SinkThread?
        var subscription: PacketSubscription?
        var statistics = ForwarderStatistics()
    }

    private let configuration: ForwarderConfiguration
    private let report: @Sendable (SinkEvent) -> Void
    private let pipe: WakePipe
    private let isStopping = Atomic(false)
    private let state = Mutex(State())

    /// A forwarder that is not started.
    ///
    /// - Returns: `nil` when the process has no descriptors left.
    public init?(
        _ configuration: ForwarderConfiguration, report: @escaping @Sendable (SinkEvent) -> Void
    ) {
        guard let pipe = WakePipe() else { return nil }
        self.pipe = pipe
        self.configuration = configuration
        self.report = report
    }

    /// What was done so far.
    public var statistics: ForwarderStatistics { state.withLock { $0.statistics } }

    /// Sends what the router brings, until ``stop()``. The receiver need not be there yet: its
    /// name is looked up on the forwarder's thread, again and again if need be.
    public func start(_ router: PacketRouter) throws(ForwarderError) {
        let pipe = pipe
        let interest = PacketInterest(configuration.filter)
        let subscribed = router.subscribe(interest, limits: configuration.queue) { pipe.wake() }
        guard let subscription = subscribed else { throw .noRoom }
        guard let thread = SinkThread({ self.run(subscription) }) else {
            subscription.cancel()
            throw .noRoom
        }
        state.withLock { state in
            state.thread = thread
            state.subscription = subscription
        }
    }

    /// Sends what is queued, and ends. Returns when that is done.
    public func stop() {
        isStopping.store(true, ordering: .sequentiallyConsistent)
        pipe.wake()
        let (thread, subscription) = state.withLock { ($0.thread, $0.subscription) }
        thread?.join()
        subscription?.cancel()
    }

    private func run(_ subscription: PacketSubscription) {
        var sender = DatagramSender(configuration, report: report)
        var isOver = false
        while !isOver {
            isOver = isStopping.load(ordering: .sequentiallyConsistent)
            pipe.clear()
            while let delivery = subscription.next() {
                switch delivery {
                case .batch(let routed): sender.send(routed, now: MonotonicClock.now())
                case .dropped(let count): sender.count(droppedInQueue: count.packets)
                case .finished, .disconnected: isOver = true
                }
                if isOver, subscription.queuedPackets == 0 { break }
            }
            let statistics = sender.statistics
            state.withLock { $0.statistics = statistics }
            if isOver { break }
            var descriptor = pollfd(fd: pipe.readEnd, events: Int16(POLLIN), revents: 0)
            poll(&descriptor, 1, -1)
        }
        sender.close()
    }
}

/// The socket of a UDP forwarder and what happens when it fails.
struct DatagramSender {
    /// Longest wait for room in the socket, in milliseconds, before a packet is dropped.
    static let patience: CInt = 100

    private(set) var statistics = ForwarderStatistics()
    private let configuration: ForwarderConfiguration
    private let report: (SinkEvent) -> Void
    private var descriptor: CInt = -1
    private var retry = RetryDelay()
    private var lost: UInt64 = 0
    private var selection: [Int] = []

    init(_ configuration: ForwarderConfiguration, report: @escaping (SinkEvent) -> Void) {
        self.configuration = configuration
        self.report = report
    }

    mutating func send(_ routed: RoutedBatch, now: UInt64) {
        let batch = routed.batch
        configuration.filter.bound(to: routed.link).select(from: batch, into: &selection)
        statistics.received += UInt64(selection.count)
        openIfNeeded(now: now)
        for index in selection {
            let isSent = batch.octets(of: batch.packets[index]).withUnsafeBytes { octets in
                send(octets, now: now)
            }
            if isSent {
                statistics.sent += 1
            } else {
                statistics.dropped += 1
                lost += 1
            }
        }
    }

    mutating func count(droppedInQueue packets: UInt64) {
        statistics.droppedInQueue += packets
        report(.queueDropped(sink: configuration.name, packets: packets))
    }

    mutating func close() {
        if descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
    }

    private mutating func openIfNeeded(now: UInt64) {
        guard descriptor < 0, now >= retry.until else { return }
        do {
            descriptor = try SocketOpening.datagram(to: configuration.host, configuration.port)
        } catch {
            failed("open", error.description, now: now)
        }
    }

    private mutating func failed(_ operation: String, _ reason: String, now: UInt64) {
        report(.forwarderFailed(sink: configuration.name, operation: operation, reason: reason))
        retry.failed(at: now)
        close()
    }

    private mutating func send(_ octets: UnsafeRawBufferPointer, now: UInt64) -> Bool {
        guard descriptor >= 0 else { return false }
        var code = sendOnce(octets)
        // An earlier datagram found nobody listening; the error is told once, here.
        if code == ECONNREFUSED { code = sendOnce(octets) }
        if code == EAGAIN || code == ENOBUFS {
            var writable = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            poll(&writable, 1, DatagramSender.patience)
            code = sendOnce(octets)
        }
        switch code {
        case 0:
            if lost > 0 { report(.forwarderRecovered(sink: configuration.name, lost: lost)) }
            lost = 0
            retry.succeeded()
            return true
        // Too long for a datagram, nobody there now, no room: this packet only.
        case EMSGSIZE, ECONNREFUSED, EAGAIN, ENOBUFS: return false
        default:
            failed("send", String(cString: strerror(code)), now: now)
            return false
        }
    }

    private func sendOnce(_ octets: UnsafeRawBufferPointer) -> CInt {
        var count = -1
        // Interrupted by a signal: the datagram was not sent. Signals end.
        repeat {
            count = Glibc.send(descriptor, octets.baseAddress, octets.count, CInt(MSG_NOSIGNAL))
        } while count < 0 && errno == EINTR
        return count < 0 ? errno : 0
    }
}
