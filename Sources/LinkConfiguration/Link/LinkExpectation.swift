/// How often something must come on a link that is open, so that one that is quiet can be told from
/// one that is dead.
public struct LinkExpectation: Sendable, Equatable {
    /// Longest time without octets; `nil`: silence says nothing.
    public var octets: Duration?
    /// Longest time without a good frame, or a packet where the link has no frames; `nil`: as
    /// above.
    public var frames: Duration?

    /// Nothing is expected.
    public init() {}
}

extension LinkExpectation {
    /// 100 ms, some ticks of a busy system, to 30 days.
    private static let times: ClosedRange<UInt64> = 100_000_000...2_592_000_000_000_000

    init(_ section: Section<ExpectKey>) {
        octets = section.quantity(.octets, .time, in: Self.times).map { .nanoseconds(Int64($0)) }
        frames = section.quantity(.frames, .time, in: Self.times).map { .nanoseconds(Int64($0)) }
    }
}
