public import TelemetryLink
import Synchronization

/// Hands the batches of all links to everybody who subscribed.
///
/// Publishing never waits: each subscriber has a bounded queue of its own, and what does not fit
/// is dropped there and counted. A batch is shared, never copied.
public final class PacketRouter: Sendable {
    /// Most subscriptions: bounds what a publish costs its receiver thread.
    public static let maximumSubscriptions = 1_024

    private struct State {
        var subscriptions: [PacketSubscription] = []
        var isClosed = false
    }

    private let state = Mutex(State())

    /// A router without subscribers.
    public init() {}

    /// Adds a subscriber.
    ///
    /// - Parameter onReady: called when something arrives in a queue that was found empty. It
    ///   runs on the publisher's thread with the queue locked: it must only wake somebody (an
    ///   event loop, a pipe), and must not touch the subscription.
    /// - Returns: `nil` when there are ``maximumSubscriptions``, or the router is closed.
    public func subscribe(
        _ interest: PacketInterest, limits: QueueLimits = QueueLimits(),
        policy: OverflowPolicy = .dropOldest, onReady: @escaping @Sendable () -> Void
    ) -> PacketSubscription? {
        let subscription = PacketSubscription(
            interest: interest, limits: limits, policy: policy, onReady: onReady)
        return state.withLock { state in
            state.subscriptions.removeAll(where: \.isOver)
            guard !state.isClosed,
                state.subscriptions.count < PacketRouter.maximumSubscriptions
            else { return nil }
            state.subscriptions.append(subscription)
            return subscription
        }
    }

    /// Hands a batch to all subscribers.
    ///
    /// - Parameter endsInput: the link has nothing more to read now.
    public func publish(_ batch: PacketBatch, from link: LinkName, endsInput: Bool = true) {
        guard !batch.isEmpty else { return }
        publish(RoutedBatch(batch, from: link, endsInput: endsInput))
    }

    /// Hands a notice of the station to all subscribers.
    public func publish(_ notice: LinkNotice, from link: LinkName) {
        publish(RoutedBatch(PacketBatch(), from: link, notices: [notice]))
    }

    /// Hands a batch to all subscribers.
    public func publish(_ routed: RoutedBatch) {
        let subscriptions = state.withLock { $0.subscriptions }
        // The last comer first: clients that wait for it stand behind what keeps history and files.
        for subscription in subscriptions.reversed() { subscription.offer(routed) }
    }

    /// Ends every subscription after what is queued, and refuses new ones.
    public func close() {
        let subscriptions = state.withLock { state in
            state.isClosed = true
            defer { state.subscriptions = [] }
            return state.subscriptions
        }
        for subscription in subscriptions { subscription.finish() }
    }

    /// Subscriptions that are not over.
    public var subscriptionCount: Int {
        state.withLock { $0.subscriptions.count { !$0.isOver } }
    }
}
