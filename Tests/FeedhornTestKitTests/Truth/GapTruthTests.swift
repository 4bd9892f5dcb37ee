import FeedhornTestKit
import Testing

@Suite("Are gaps counted frame by frame what they are by the counter?")
struct GapTruthTests {
    private func link(frames: Int) -> SmallLink {
        var link = SmallLink(firstCount: 250)
        link.queue(10, 10, 10)
        link.packetFrames(frames)
        return link
    }

    private func truth(_ faults: [PlacedFault], frames: Int = 20) -> StreamTruth {
        var builder = StreamBuilder(channel: .fixed(), generator: SeededGenerator(seed: 2))
        builder.acceptedSpacecraft = [5]
        return builder.build(link(frames: frames).frames, faults: FaultPlan(faults)).truth
    }

    @Test func everyReason() {
        let truth = truth([
            PlacedFault(0, .missing), PlacedFault(4, .missing), PlacedFault(5, .badErrorControl),
            PlacedFault(6, .wrongSpacecraft(6)), PlacedFault(10, .repeated(2)),
            PlacedFault(12, .missing), PlacedFault(19, .missing),
        ])
        let gaps = truth.gaps(in: truth.expected)
        // Before the first frame and behind the last nothing shows.
        #expect(gaps.map(\.first) == [254, 6] && gaps.map(\.last) == [0, 6])
        #expect(gaps.map(\.count) == [3, 1])
        let steps = truth.expected.channelSteps.filter { $0.kind != .duplicate }
        #expect(steps.map(\.frame) == gaps.map(\.frame))
        #expect(steps.map(\.missing) == gaps.map(\.count))
    }

    /// More than a cycle of the count: the counter says less.
    @Test func overACycle() {
        let truth = truth((10..<280).map { PlacedFault($0, .missing) }, frames: 300)
        #expect(truth.gaps(in: truth.expected).map(\.count) == [270])
        #expect(truth.expected.channelSteps.map(\.kind) == [.gap(missing: 14)])
    }

    @Test func resets() {
        #expect(truth([PlacedFault(3, .missing)]).hasHonestCounts)
        #expect(!truth([PlacedFault(3, .countReset(7))]).hasHonestCounts)
    }
}
