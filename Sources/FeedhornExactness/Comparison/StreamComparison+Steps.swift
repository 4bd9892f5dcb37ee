import CCSDS
import FeedhornTestKit
import TelemetryLink

/// Counter steps: by what the counts say, and by which frames are really missing.
extension StreamComparison {
    /// One step, in words that both sides can say.
    private struct Step: Hashable {
        let spacecraft: UInt16
        /// `nil`: the master channel.
        let virtualChannel: UInt8?
        let kind: CounterStep
        let last: UInt64
        let found: UInt64
        let modulus: UInt64
        let place: UInt64
    }

    mutating func compareSteps(_ expected: DeliveredTruth) {
        let sent = (expected.channelSteps + expected.masterSteps).map { step in
            Step(
                spacecraft: step.spacecraft, virtualChannel: step.virtualChannel,
                kind: step.kind.step, last: step.last, found: step.found, modulus: step.modulus,
                place: place(of: step.frame))
        }
        let found = decoded.gaps.compactMap(step)
        count.gaps += sent.count
        note(Set(found).symmetricDifference(sent), found.count - sent.count, "steps")
        compareGaps(expected)
    }

    private func step(_ gap: CounterGap) -> Step? {
        let spacecraft: UInt16
        let virtualChannel: UInt8?
        switch gap.scope {
        case .application: return nil
        case .masterChannel(_, let identifier):
            (spacecraft, virtualChannel) = (identifier.rawValue, nil)
        case .virtualChannel(let channel):
            (spacecraft, virtualChannel) = (
                channel.spacecraft.rawValue, channel.virtualChannel.rawValue
            )
        }
        return Step(
            spacecraft: spacecraft, virtualChannel: virtualChannel, kind: gap.step,
            last: gap.last, found: gap.found, modulus: gap.modulus, place: gap.streamOffset)
    }

    private func place(of frame: Int) -> UInt64 {
        UInt64(truth.frames[frame].bits?.lowerBound ?? 0)
    }

    private struct Gap: Hashable {
        let virtualChannel: UInt8
        let first: UInt64
        let last: UInt64
        let count: UInt64
        let place: UInt64
    }

    /// Which frames are missing, from, to and how many, counted without a counter: where counts
    /// can know it, because none was reset and none came round.
    private mutating func compareGaps(_ expected: DeliveredTruth) {
        let modulus = truth.frames.first?.frame.format.countModulus ?? 1
        let gaps = truth.gaps(in: expected)
        guard truth.hasHonestCounts, modulus > 1, gaps.allSatisfy({ $0.count < modulus }) else {
            return
        }
        let sent = gaps.map {
            Gap(
                virtualChannel: $0.channel.virtualChannel, first: $0.first, last: $0.last,
                count: $0.count, place: place(of: $0.frame))
        }
        let found = decoded.gaps.compactMap { gap -> Gap? in
            guard case .virtualChannel(let channel) = gap.scope, case .gap(let missing) = gap.step,
                let range = gap.missingRange
            else { return nil }
            return Gap(
                virtualChannel: channel.virtualChannel.rawValue, first: range.first,
                last: range.last, count: missing, place: gap.streamOffset)
        }
        note(Set(found).symmetricDifference(sent), found.count - sent.count, "gaps")
    }

    private mutating func note(
        _ difference: Set<some Hashable>, _ surplus: Int, _ what: String
    ) {
        guard !difference.isEmpty || surplus != 0 else { return }
        count.gapsWrong += max(difference.count, abs(surplus))
        count.note("\(name): \(what) that only one side has: \(Array(difference.prefix(2)))")
    }
}
