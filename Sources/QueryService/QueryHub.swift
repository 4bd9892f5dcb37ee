import Glibc
import NIOCore
import TelemetryPipeline

/// Everything that the connections share: streams, history, providers, timers.
///
/// Lives on the service's one event loop, so it has no lock.
final class QueryHub {
    let history: PacketHistory
    let statistics: QueryStatistics
    /// How long packets wait until they are kept.
    private static let historyDelay = TimeAmount.milliseconds(20)
    /// What may wait: some times what comes meanwhile, of as many links as have a history.
    private static let historyQueue = QueueLimits(batches: 8_192)

    private let configuration: QueryServiceConfiguration
    private let providers: QueryProviders
    private let router: PacketRouter
    private let loop: any EventLoop
    private var connections: [ObjectIdentifier: QueryConnection] = [:]
    private var groups: [StreamGroup.Key: StreamGroup] = [:]
    private var historySubscription: PacketSubscription?
    private var sweeping: RepeatedTask?
    private var isShuttingDown = false
    private var whenEmpty: EventLoopPromise<Void>?

    init(
        _ configuration: QueryServiceConfiguration, providers: QueryProviders,
        router: PacketRouter, statistics: QueryStatistics, loop: any EventLoop
    ) {
        self.configuration = configuration
        self.providers = providers
        self.router = router
        self.statistics = statistics
        self.loop = loop
        history = PacketHistory(
            packets: configuration.limits.historyPackets,
            octets: configuration.limits.historyOctets)
    }

    /// Begins to keep packets and to watch the clock.
    func start() {
        let bound = NIOLoopBound(self, eventLoop: loop)
        let loop = loop
        historySubscription = router.subscribe(
            PacketInterest(.everything), limits: QueryHub.historyQueue
        ) {
            loop.execute { bound.value.keepHistorySoon() }
        }
        let interval = sweepInterval
        sweeping = loop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in
            bound.value.sweep()
        }
    }

    /// A quarter of the shortest timeout, so that none is missed by more; a second at most, and
    /// not less than 5 ms.
    private var sweepInterval: TimeAmount {
        let timeouts = configuration.timeouts
        let shortest =
            [
                timeouts.head, timeouts.keepAlive, timeouts.writeStall, timeouts.heartbeat,
            ].map { TimeAmount($0).nanoseconds }.min() ?? 0
        return .nanoseconds(min(1_000_000_000, max(5_000_000, shortest / 4)))
    }

    /// Packets wait in the queue for a while: of a fast link most are displaced by later ones
    /// before anybody asks, and need not be copied.
    private func keepHistorySoon() {
        let bound = NIOLoopBound(self, eventLoop: loop)
        _ = loop.assumeIsolated().scheduleTask(in: QueryHub.historyDelay) {
            bound.value.keepHistory()
        }
    }

    /// Keeps what waits; before every answer out of the history.
    private func keepHistory() {
        guard let subscription = historySubscription else { return }
        var waiting: [RoutedBatch] = []
        while waiting.count < QueryHub.historyQueue.batches {
            switch subscription.next() {
            case .batch(let routed)?: waiting.append(routed)
            // The history is the last that was seen; what streams lose they say themselves.
            case .dropped?: break
            case .finished?, .disconnected?, nil: return history.append(waiting)
            }
        }
        history.append(waiting)
        keepHistorySoon()
    }

    private func sweep() {
        let now = NIODeadline.now()
        for connection in Array(connections.values) {
            connection.sweep(configuration.timeouts, now: now)
        }
        guard !groups.isEmpty else { return }
        let line = StreamChunk.object(.heartbeat(at: WallClock.now()))
        let deadline = now - TimeAmount(configuration.timeouts.heartbeat)
        for group in Array(groups.values) {
            group.heartbeat(line, silentSince: deadline, now: now)
        }
    }
}

// MARK: - Connections and streams

extension QueryHub {
    /// - Returns: `false` when there are too many already.
    func add(_ connection: QueryConnection) -> Bool {
        guard connections.count < configuration.limits.connections, !isShuttingDown else {
            statistics.refused()
            return false
        }
        connections[ObjectIdentifier(connection)] = connection
        statistics.connected(1)
        return true
    }

    func remove(_ connection: QueryConnection) {
        guard connections.removeValue(forKey: ObjectIdentifier(connection)) != nil else { return }
        statistics.connected(-1)
        guard connections.isEmpty else { return }
        whenEmpty?.succeed()
        whenEmpty = nil
    }

    /// The group whose streams ask the same; `nil` when there are too many different ones.
    func group(for query: PacketsQuery) -> StreamGroup? {
        let key = StreamGroup.Key(interest: query.interest, format: query.format)
        if let group = groups[key] { return group }
        guard groups.count < configuration.limits.distinctStreams, !isShuttingDown else {
            return nil
        }
        let group = StreamGroup(
            key, loop: loop, timeouts: configuration.timeouts, statistics: statistics)
        guard group.subscribe(to: router, limits: configuration.limits.streamQueue) else {
            return nil
        }
        groups[key] = group
        return group
    }

    /// A stream of the group ended: without streams it ends too.
    func leave(_ group: StreamGroup) {
        guard group.isEmpty, groups[group.key] === group else { return }
        groups[group.key] = nil
        group.close()
    }

    func replay(_ query: PacketsQuery) -> HistoryReplay {
        keepHistory()
        return HistoryReplay(query, history: history)
    }

    /// Ends producers, then streams, then connections.
    ///
    /// - Returns: succeeds when all connections are gone.
    func shutDown() -> EventLoopFuture<Void> {
        isShuttingDown = true
        sweeping?.cancel()
        historySubscription?.cancel()
        historySubscription = nil
        let ending = groups
        groups = [:]
        for connection in Array(connections.values) { connection.announceShutdown() }
        for group in ending.values { group.close() }
        for connection in Array(connections.values) { connection.shutDown() }
        let promise = loop.makePromise(of: Void.self)
        if connections.isEmpty { promise.succeed() } else { whenEmpty = promise }
        let timeout = TimeAmount(configuration.timeouts.shutdown)
        loop.assumeIsolated().scheduleTask(in: timeout) { self.closeAll() }
        return promise.futureResult
    }

    private func closeAll() {
        for connection in Array(connections.values) { connection.close() }
    }
}

// MARK: - Objects

extension QueryHub {
    func statusObject() -> JSONObject { .status(providers.status()) }

    func linksObject() -> JSONObject {
        var object = JSONObject(class: "LINKS")
        object.add("links", providers.links())
        return object
    }

    func versionObject() -> JSONObject {
        var object = JSONObject(class: "VERSION")
        object.add("name", "feedhorn")
        object.add("version", configuration.version)
        object.add("api", 1)
        return object
    }
}

/// The station's clock.
enum WallClock {
    /// ns since 1970 UTC.
    static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return UInt64(max(0, time.tv_sec)) &* 1_000_000_000 &+ UInt64(max(0, time.tv_nsec))
    }
}
