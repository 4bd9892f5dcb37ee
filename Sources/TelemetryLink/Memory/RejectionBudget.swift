/// How many octets of rejected frames are kept: markers that stand closer together than frames are
/// long (a stream of nothing but markers) give frames that overlap, many times the octets that were
/// received, and a batch can name only so many slabs.
///
/// What is kept depends on the stream alone, never on how it was cut into chunks.
struct RejectionBudget: Sendable {
    /// Octets of rejected frames for each octet of the stream.
    private static let share = 4
    /// Frames that are kept whatever is around them.
    private static let frames = 16
    /// Unless they are that long together.
    private static let most = 16 << 20

    private let limit: Int
    private var credit: Int
    private var position: UInt64 = 0

    /// - Parameter frameLength: octets of the longest frame, with its parity.
    init(frameLength: Int) {
        limit = max(frameLength, min(RejectionBudget.frames * frameLength, RejectionBudget.most))
        credit = limit
    }

    /// Whether the octets of a rejected frame are kept.
    ///
    /// - Parameter position: bits of the stream that have their owner.
    mutating func keeps(_ length: Int, at position: UInt64) -> Bool {
        let octets = Int(clamping: (position - self.position) / 8)
        self.position += UInt64(octets) * 8
        credit = min(limit, credit + min(octets, limit) * RejectionBudget.share)
        guard length <= credit else { return false }
        credit -= length
        return true
    }
}
