import Synchronization

/// What happens when a subscriber's queue is full.
public enum OverflowPolicy: Hashable, Sendable {
    /// The oldest batches go, counted.
    case dropOldest
    /// The subscriber gets nothing more, and is told so.
    case disconnect
}

/// What a subscriber finds in its queue.
public enum PacketDelivery: Sendable {
    /// The next batch; not every packet in it need pass the filter.
    case batch(RoutedBatch)
    /// Here so many records are missing, because the subscriber was too slow.
    case dropped(DropCount)
    /// It was too slow once, and its policy is to be cut off. Nothing follows.
    case disconnected(DropCount)
    /// The router was closed. Nothing follows.
    case finished
}

/// One subscriber's queue of batches. Publishers fill it without ever waiting; one consumer
/// empties it.
public final class PacketSubscription: Sendable {
    /// What it wants.
    public let interest: PacketInterest

    private struct State {
        var queue: BatchQueue
        /// Dropped in front of what is queued, not yet told.
        var dropped = DropCount()
        var totalDropped = DropCount()
        var isCutOff = false
        var isFinished = false
        var isCancelled = false
        /// The consumer found the queue empty (or has never looked): the next arrival wakes it.
        var wantsWake = true

        /// Whether the consumer is to be woken now.
        mutating func takeWake() -> Bool {
            defer { wantsWake = false }
            return wantsWake
        }
    }

    private let state: Mutex<State>
    private let policy: OverflowPolicy
    private let onReady: @Sendable () -> Void
    /// Held while the subscriber is woken, so that `cancel` can promise what it promises; whether
    /// it has promised. Not the lock of the state: the woken asks for that one at once, and two
    /// threads that meet at a lock cost more than all else that is done for a packet.
    private let isCancelled = Mutex(false)

    init(
        interest: PacketInterest, limits: QueueLimits, policy: OverflowPolicy,
        onReady: @escaping @Sendable () -> Void
    ) {
        self.interest = interest
        self.policy = policy
        self.onReady = onReady
        state = Mutex(State(queue: BatchQueue(limits: limits)))
    }

    /// Takes the next thing out of the queue; `nil` when it is empty now. After `nil` the
    /// subscriber is woken once when something arrives.
    public func next() -> PacketDelivery? {
        state.withLock { state in
            if state.isCutOff { return .disconnected(state.totalDropped) }
            if !state.dropped.isEmpty {
                defer { state.dropped = DropCount() }
                return .dropped(state.dropped)
            }
            if let routed = state.queue.popFirst() { return .batch(routed) }
            if state.isFinished { return .finished }
            state.wantsWake = true
            return nil
        }
    }

    /// Everything that was ever dropped here.
    public var totalDropped: DropCount { state.withLock { $0.totalDropped } }

    /// Packets that wait, passing the filter or not.
    public var queuedPackets: Int { state.withLock { $0.queue.packets } }

    /// Ends the subscription. When this returns, `onReady` is not running and never runs again.
    public func cancel() {
        state.withLock { state in
            state.isCancelled = true
            state.queue = BatchQueue(limits: state.queue.limits)
        }
        isCancelled.withLock { $0 = true }
    }

    var isOver: Bool { state.withLock { $0.isCancelled || $0.isCutOff } }

    func offer(_ routed: RoutedBatch) {
        guard interest.mayConcern(routed) else { return }
        let wakes = state.withLock { state in
            guard !state.isCancelled, !state.isCutOff, !state.isFinished else { return false }
            if !state.queue.hasRoom(for: routed) { makeRoom(for: routed, &state) }
            if !state.isCutOff, state.queue.hasRoom(for: routed) {
                state.queue.append(routed)
            } else {
                drop(routed, &state)
            }
            return state.takeWake()
        }
        if wakes { wake() }
    }

    func finish() {
        let wakes = state.withLock { state in
            guard !state.isCancelled else { return false }
            state.isFinished = true
            return state.takeWake()
        }
        if wakes { wake() }
    }

    private func makeRoom(for routed: RoutedBatch, _ state: inout State) {
        if policy == .disconnect { state.isCutOff = true }
        // Ends: each step takes one batch out.
        while state.isCutOff || !state.queue.hasRoom(for: routed) {
            guard let oldest = state.queue.popFirst() else { return }
            drop(oldest, &state)
        }
    }

    private func drop(_ routed: RoutedBatch, _ state: inout State) {
        let count = interest.count(in: routed)
        state.dropped += count
        state.totalDropped += count
    }

    private func wake() {
        isCancelled.withLock { isCancelled in
            if !isCancelled { onReady() }
        }
    }
}
