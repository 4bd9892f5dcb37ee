import Glibc
import Synchronization
public import TelemetryPipeline

/// Writes packets to files, as `docs/query.md` and the design describe them: space packets of
/// one spacecraft back to back, encapsulation packets beside them.
///
/// Works on a thread of its own. A disk that fails costs the packets of the files on it, counted,
/// and nobody else anything.
public final class PacketFileSink: Sendable {
    private struct State {
        var thread: SinkThread?
        var subscription: PacketSubscription?
        var statistics = PacketFileStatistics()
    }

    private let configuration: PacketFileConfiguration
    private let calls: FileSystemCalls
    private let report: @Sendable (SinkEvent) -> Void
    private let pipe: WakePipe
    private let isStopping = Atomic(false)
    private let state = Mutex(State())

    /// A sink that is not started.
    ///
    /// - Parameter report: hears of everything worth an operator's eye, on the sink's thread.
    /// - Returns: `nil` when the process has no descriptors left.
    public convenience init?(
        _ configuration: PacketFileConfiguration,
        report: @escaping @Sendable (SinkEvent) -> Void
    ) {
        self.init(configuration, calls: .system, report: report)
    }

    init?(
        _ configuration: PacketFileConfiguration, calls: FileSystemCalls,
        report: @escaping @Sendable (SinkEvent) -> Void
    ) {
        guard let pipe = WakePipe() else { return nil }
        self.pipe = pipe
        self.configuration = configuration
        self.calls = calls
        self.report = report
    }

    /// What was done so far.
    public var statistics: PacketFileStatistics { state.withLock { $0.statistics } }

    /// Finishes left-over files, then writes what the router brings, until ``stop()``. Packets
    /// published after this returns are not missed.
    ///
    /// - Returns: `false` when there is no room for another subscriber or thread.
    public func start(_ router: PacketRouter) -> Bool {
        let pipe = pipe
        let interest = PacketInterest(configuration.filter)
        let subscribed = router.subscribe(interest, limits: configuration.queue) { pipe.wake() }
        guard let subscription = subscribed else { return false }
        let thread = SinkThread { self.run(subscription) }
        state.withLock { state in
            state.thread = thread
            state.subscription = subscription
        }
        if thread == nil { subscription.cancel() }
        return thread != nil
    }

    /// Writes what is queued, finishes all files and ends. Returns when that is done.
    public func stop() {
        isStopping.store(true, ordering: .sequentiallyConsistent)
        pipe.wake()
        let (thread, subscription) = state.withLock { ($0.thread, $0.subscription) }
        thread?.join()
        subscription?.cancel()
    }

    private func run(_ subscription: PacketSubscription) {
        PacketFileRecovery(report: report).recover(root: configuration.root)
        var files = PacketFileSet(configuration, calls: calls, report: report)
        var isOver = false
        while !isOver {
            // Read first: what was published before `stop` is in the queue then.
            isOver = isStopping.load(ordering: .sequentiallyConsistent)
            pipe.clear()
            isOver = drain(subscription, into: &files) || isOver
            files.tick(now: MonotonicClock.now())
            publish(files)
            if isOver { break }
            var descriptor = pollfd(fd: pipe.readEnd, events: Int16(POLLIN), revents: 0)
            poll(&descriptor, 1, MonotonicClock.milliseconds(until: files.deadline()))
        }
        files.finishAll(now: MonotonicClock.now())
        publish(files)
    }

    /// - Returns: `true` when nothing will follow.
    private func drain(
        _ subscription: PacketSubscription, into files: inout PacketFileSet
    ) -> Bool {
        while let delivery = subscription.next() {
            let now = MonotonicClock.now()
            switch delivery {
            case .batch(let routed): files.consume(routed, now: now)
            case .dropped(let count):
                files.count(droppedInQueue: count.packets)
                report(.queueDropped(sink: "packet files", packets: count.packets))
            case .finished, .disconnected: return true
            }
            // A steady stream must not keep the clock from being looked at.
            if let deadline = files.deadline(), now >= deadline { files.tick(now: now) }
        }
        return false
    }

    private func publish(_ files: PacketFileSet) {
        state.withLock { $0.statistics = files.statistics }
    }
}
