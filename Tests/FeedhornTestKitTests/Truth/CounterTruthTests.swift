import FeedhornTestKit
import Testing

@Suite("What do steps of the frame counts mean?")
struct CounterTruthTests {
    private func link(firstCount: UInt64 = 0, frames: Int) -> SmallLink {
        var link = SmallLink(firstCount: firstCount)
        for count in 0..<frames { link.queue(24, first: UInt16(count)) }
        link.packetFrames(frames)
        return link
    }

    @Test func roundTheCycle() {
        let delivered = link(firstCount: 254, frames: 4).delivered()
        #expect(delivered.channelSteps.isEmpty)
        #expect(delivered.counts == [0, 1, 2, 3])
    }

    @Test func gapAcrossTheCycle() {
        let delivered = link(firstCount: 254, frames: 4).delivered([
            PlacedFault(1, .missing), PlacedFault(2, .missing),
        ])
        let step = delivered.channelSteps.first
        #expect(step?.last == 254 && step?.found == 1 && step?.kind == .gap(missing: 2))
        #expect(step?.missing == 2)
    }

    @Test func reset() {
        let delivered = link(frames: 4).delivered([PlacedFault(2, .countReset(100))])
        #expect(delivered.channelSteps.map(\.last) == [1])
        #expect(delivered.channelSteps.map(\.found) == [100])
        #expect(delivered.channelSteps.map(\.kind) == [.gap(missing: 98)])
        #expect(delivered.masterSteps.isEmpty)
        #expect(delivered.counts == [0, 1, 2, 3])
    }

    @Test func twoSpacecraft() {
        var generator = SeededGenerator(seed: 8)
        var plans = [5, 6].map { (spacecraft: UInt16) in
            let builder = FrameBuilder(
                format: FrameFormat(.tm, length: 32), spacecraft: spacecraft,
                generator: generator.fork())
            return TrafficPlan(
                builder: builder,
                channels: [TrafficPlan.Channel(virtualChannel: 0, service: .onlyIdleData)],
                generator: generator.fork())
        }
        let frames = TrafficPlan.interleaved(&plans, 20, using: &generator)
        let faults = FaultPlan([PlacedFault(10, .missing)])
        let builder = StreamBuilder(channel: .fixed(), generator: generator)
        let delivered = builder.build(frames, faults: faults).truth.expected
        let channel = ChannelIdentity(
            spacecraft: frames[10].spacecraft, virtualChannel: 0)
        #expect(delivered.steps(on: channel) == delivered.channelSteps)
        #expect(delivered.channelSteps.map(\.kind) == [.gap(missing: 1)])
    }

    /// 256 frames less, and the count goes on as if nothing were.
    @Test func hiddenGap() {
        var link = SmallLink()
        link.queue(30, 24 * 256 - 12, 30)
        link.packetFrames(260)
        let faults = (1..<257).map { PlacedFault($0, .missing) }
        let delivered = link.delivered(faults)
        #expect(delivered.channelSteps.isEmpty)
        #expect(delivered.hasHiddenGap)
    }

    /// Frame 1 holds the middle of packet 1; frame 2 its end, and packet 2.
    @Test(arguments: [
        (DuplicateTreatment.drop, [0, 1, 2]), (.keep, [0, 2]), (.keepAndContinue, [0, 1, 2]),
    ])
    func repeatedMiddle(treatment: DuplicateTreatment, left: [UInt16]) {
        var link = SmallLink()
        link.queue(12, 48, 12)
        link.packetFrames(3)
        let delivered = link.delivered([PlacedFault(1, .repeated(1))], duplicates: treatment)
        #expect(delivered.counts == left)
        #expect(delivered.droppedDuplicates.count == (treatment == .drop ? 1 : 0))
        let steps = treatment == .drop ? [] : [CounterStepTruth.Kind.duplicate]
        #expect(delivered.channelSteps.map(\.kind) == steps)
    }

    /// Frame 0 holds packet 0 whole and the beginning of packet 1.
    @Test(arguments: [
        (DuplicateTreatment.drop, [0, 1]), (.keep, [0, 0, 1]), (.keepAndContinue, [0, 0, 1]),
    ])
    func repeatedBeginning(treatment: DuplicateTreatment, left: [UInt16]) {
        var link = SmallLink()
        link.queue(12, 36)
        link.packetFrames(2)
        let delivered = link.delivered([PlacedFault(0, .repeated(1))], duplicates: treatment)
        #expect(delivered.counts == left)
    }
}
