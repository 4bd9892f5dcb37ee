/// Frames of a virtual channel that were sent, or should have been, and not delivered: between two
/// that were.
///
/// Counted one by one, by what the generator knows of each frame; no counter is read.
public struct GapTruth: Sendable, Equatable {
    /// The channel.
    public let channel: ChannelIdentity
    /// Count of the first frame that is missing.
    public let first: UInt64
    /// Count of the last frame that is missing.
    public let last: UInt64
    /// How many are missing.
    public let count: UInt64
    /// Index in `StreamTruth.frames` of the frame behind the gap.
    public let frame: Int
}

extension StreamTruth {
    /// The gaps between the frames of `delivered`, in the order in which they show.
    public func gaps(in delivered: DeliveredTruth) -> [GapTruth] {
        struct Open {
            var counts: [UInt64] = []
            /// A frame of the channel was delivered before.
            var hasBegun = false
        }
        let taken = Set(delivered.frames).union(delivered.droppedDuplicates)
        let sources = Set(taken.map { frames[$0].source })
        var open: [ChannelIdentity: Open] = [:]
        var gaps: [GapTruth] = []
        for (index, frame) in frames.enumerated() {
            var state = open[frame.home] ?? Open()
            if taken.contains(index) {
                if state.hasBegun, let first = state.counts.first, let last = state.counts.last {
                    gaps.append(
                        GapTruth(
                            channel: frame.home, first: first, last: last,
                            count: UInt64(state.counts.count), frame: index))
                }
                state = Open(hasBegun: true)
            } else if frame.copy == 0, !sources.contains(frame.source) {
                state.counts.append(frame.frame.channelCount)
            }
            open[frame.home] = state
        }
        return gaps
    }

    /// No count was reset: then every step of a count is one of `gaps`, or a repeated frame.
    public var hasHonestCounts: Bool {
        !faults.contains { placed in
            if case .countReset = placed.fault { true } else { false }
        }
    }
}
