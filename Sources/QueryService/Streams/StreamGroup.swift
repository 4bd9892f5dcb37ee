import NIOCore
import TelemetryPipeline

/// All live streams with the same filter, classes and format: each packet is encoded once for
/// all of them.
///
/// Lives on the service's event loop.
final class StreamGroup {
    struct Key: Hashable {
        var interest: PacketInterest
        var format: StreamFormat
    }

    /// Batches encoded in one turn of the event loop, so that other clients get theirs.
    static let maximumBatchesPerTurn = 64

    let key: Key
    private let loop: any EventLoop
    private let gather: TimeAmount
    private let patience: TimeAmount
    private let statistics: QueryStatistics
    private var subscription: PacketSubscription?
    private var encoder: ChunkEncoder
    private var streams: [PacketStream] = []
    private var closing: Scheduled<Void>?
    private var holding: Scheduled<Void>?

    init(
        _ key: Key, loop: any EventLoop, timeouts: QueryServiceConfiguration.Timeouts,
        statistics: QueryStatistics
    ) {
        self.key = key
        self.loop = loop
        self.statistics = statistics
        gather = TimeAmount(timeouts.gather)
        patience = TimeAmount(timeouts.patience)
        encoder = ChunkEncoder(key.interest, key.format)
    }

    /// - Returns: `false` when the router takes no more subscribers.
    func subscribe(to router: PacketRouter, limits: QueueLimits) -> Bool {
        let bound = NIOLoopBound(self, eventLoop: loop)
        let loop = loop
        subscription = router.subscribe(key.interest, limits: limits) {
            loop.execute { bound.value.drain() }
        }
        return subscription != nil
    }

    var isEmpty: Bool { streams.isEmpty }

    /// Adds a stream; it gets what is published from now on.
    func add(_ stream: PacketStream) {
        let earlier = streams
        // First: a group that its last other stream leaves now would end.
        streams.append(stream)
        if let chunk = encoder.close() { send(chunk, to: earlier) }
        flush()
    }

    func remove(_ stream: PacketStream) {
        streams.removeAll { $0 === stream }
    }

    /// Ends everything: the producer first.
    func close() {
        subscription?.cancel()
        subscription = nil
        closing?.cancel()
        holding?.cancel()
        sendGathered()
        for stream in streams { stream.end() }
        streams = []
    }

    func heartbeat(_ line: ByteBuffer, silentSince deadline: NIODeadline, now: NIODeadline) {
        for stream in streams where stream.lastWrite <= deadline {
            stream.heartbeat(line, now: now)
        }
    }

    /// Encodes and sends what waits in the queue.
    func drain() {
        guard let subscription else { return }
        var endsInput = true
        for _ in 0..<StreamGroup.maximumBatchesPerTurn {
            if waitsForStreams() { return flush() }
            switch subscription.next() {
            case .batch(let routed)?:
                encode(routed)
                endsInput = routed.endsInput
                if endsInput { sendGathered() }
            case .dropped(let count)?:
                sendGathered()
                lose(count)
            case .finished?, .disconnected?: return close()
            case nil:
                if !endsInput { closeSoon() }
                return flush()
            }
        }
        flush()
        loop.assumeIsolated().execute { self.drain() }
    }

    /// A stream of the group can be written again.
    func resume() {
        holding?.cancel()
        holding = nil
        drain()
    }

    /// Somebody has only just fallen behind, or nobody could take anything: then the packets
    /// wait in the queue, where there is room.
    private func waitsForStreams() -> Bool {
        guard !streams.isEmpty else { return false }
        let now = NIODeadline.now()
        var isHeld = false
        for stream in streams where stream.holdsGroup(now: now, patience: patience) {
            isHeld = true
        }
        if isHeld, holding == nil {
            holding = loop.assumeIsolated().scheduleTask(in: patience) { self.resume() }
        }
        return isHeld || !streams.contains(where: \.isWritable)
    }

    private func encode(_ routed: RoutedBatch) {
        // Full chunks go at once; they are collected first, because sending ends streams.
        var full: [StreamChunk] = []
        encoder.encode(routed) { full.append($0) }
        for chunk in full { send(chunk, to: streams) }
    }

    private func sendGathered() {
        closing?.cancel()
        closing = nil
        if let chunk = encoder.close() { send(chunk, to: streams) }
    }

    private func closeSoon() {
        guard closing == nil, !encoder.isEmpty else { return }
        closing = loop.assumeIsolated().scheduleTask(in: gather) {
            self.closing = nil
            self.sendGathered()
            self.flush()
        }
    }

    private func send(_ chunk: StreamChunk, to receivers: [PacketStream]) {
        let now = NIODeadline.now()
        // A write that fails ends its stream while this goes on: `receivers` is a copy.
        for stream in receivers {
            let lost = stream.deliver(chunk, now: now)
            if !lost.isEmpty { statistics.dropped(lost) }
        }
    }

    private func lose(_ count: DropCount) {
        for stream in streams {
            stream.note(dropped: count)
            statistics.dropped(count)
        }
    }

    private func flush() {
        for stream in streams { stream.flush() }
    }
}

extension TimeAmount {
    init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self = .nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
}
