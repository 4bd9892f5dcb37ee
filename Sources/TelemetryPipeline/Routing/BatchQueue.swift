import TelemetryLink

/// How much a subscriber may have waiting.
public struct QueueLimits: Hashable, Sendable {
    /// Batches: bounds the slabs that a slow subscriber keeps from their pool.
    public var batches: Int
    /// Packets of those batches, passing or not.
    public var packets: Int
    /// Octets of packets and frames of those batches.
    public var octets: Int

    /// Limits of a queue, each at least 1.
    public init(batches: Int = 1_024, packets: Int = 262_144, octets: Int = 64 << 20) {
        precondition(batches > 0 && packets > 0 && octets > 0, "a queue needs room")
        self.batches = batches
        self.packets = packets
        self.octets = octets
    }
}

/// First in, first out, in a ring that grows up to the limit and then stays.
struct BatchQueue {
    let limits: QueueLimits
    private(set) var count = 0
    private(set) var packets = 0
    private(set) var octets = 0

    private var ring: [RoutedBatch?] = []
    private var head = 0

    init(limits: QueueLimits) {
        self.limits = limits
    }

    /// Whether there is room for `routed` besides what is queued.
    func hasRoom(for routed: RoutedBatch) -> Bool {
        count < limits.batches && packets + routed.batch.packets.count <= limits.packets
            && octets + routed.octetCount <= limits.octets
    }

    mutating func append(_ routed: RoutedBatch) {
        assert(hasRoom(for: routed))
        if count == ring.count { grow() }
        let end = head + count
        ring[end < ring.count ? end : end - ring.count] = routed
        count += 1
        packets += routed.batch.packets.count
        octets += routed.octetCount
    }

    mutating func popFirst() -> RoutedBatch? {
        guard count > 0, let routed = ring[head] else { return nil }
        ring[head] = nil
        head = head + 1 < ring.count ? head + 1 : 0
        count -= 1
        packets -= routed.batch.packets.count
        octets -= routed.octetCount
        return routed
    }

    private mutating func grow() {
        let old = ring
        let room = min(limits.batches, max(16, old.count * 2))
        ring = (0..<count).map { old[(head + $0) % old.count] }
        ring += [RoutedBatch?](repeating: nil, count: room - count)
        head = 0
    }
}
