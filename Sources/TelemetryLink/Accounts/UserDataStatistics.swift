/// Counts of segmented user data.
public struct UserDataStatistics: Sendable, Equatable {
    /// Delivered whole.
    public internal(set) var delivered: UInt64 = 0
    /// Octets of those.
    public internal(set) var octets: UInt64 = 0
    /// Begun and dropped, by reason.
    public internal(set) var dropped = ReasonCounts<UserDataDropReason>()
    /// Packets with a later segment of user data whose beginning is not there.
    public internal(set) var orphanSegments: UInt64 = 0

    /// Nothing counted yet.
    public init() {}
}
