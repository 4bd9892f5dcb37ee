/// How long to wait between attempts: a little at first, then longer and longer up to a limit, so
/// that a server that is down is neither missed for long when it returns nor hammered.
public struct Backoff: Hashable, Sendable {
    /// The wait after the first failure.
    public var initial: Duration
    /// The longest wait.
    public var maximum: Duration
    /// By how much each wait is longer than the one before.
    public var factor: Int

    private var next: Duration?

    /// From half a second to half a minute, doubling, unless given otherwise.
    public init(
        initial: Duration = .milliseconds(500), maximum: Duration = .seconds(30), factor: Int = 2
    ) {
        self.initial = initial
        self.maximum = maximum
        self.factor = factor
    }

    /// The wait after one more failure.
    mutating func take() -> Duration {
        let wait = min(next ?? initial, maximum)
        // A wait that has reached the limit grows no more, so the product stays small.
        next = wait < maximum ? wait * max(1, factor) : maximum
        return wait
    }

    /// Forgets the failures so far.
    mutating func reset() {
        next = nil
    }
}
