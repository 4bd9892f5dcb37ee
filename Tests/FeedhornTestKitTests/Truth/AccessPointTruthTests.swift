import FeedhornTestKit
import Testing

@Suite("Do packets of two access points share a count, and nothing else?")
struct AccessPointTruthTests {
    /// Frames of 40 octets of packets; a packet of 70 on each of two access points, in turn.
    private func frames() -> [GeneratedFrame] {
        var format = FrameFormat(.uslp, length: 40 + 7 + 2 + 3 + 2)
        format.countOctets = 2
        var builder = FrameBuilder(
            format: format, spacecraft: 9, generator: SeededGenerator(seed: 1))
        builder.setChannelCount(0xFFFF, on: 1)
        for accessPoint: UInt8 in [2, 7] {
            builder.enqueue(
                .space(
                    application: UInt16(accessPoint), sequenceCount: 0,
                    data: [UInt8](repeating: accessPoint, count: 64)),
                on: 1, accessPoint: accessPoint)
        }
        return [2, 7, 2, 7].map { builder.packetFrame(on: 1, accessPoint: $0) }
    }

    private func truth(_ faults: [PlacedFault]) -> StreamTruth {
        StreamBuilder(channel: .fixed(), generator: SeededGenerator(seed: 2))
            .build(frames(), faults: FaultPlan(faults)).truth
    }

    @Test func whole() {
        let truth = truth([])
        let packets = truth.expected.packets.filter { $0.packet.kind == .space }
        #expect(packets.map(\.accessPoint) == [2, 7])
        #expect(packets.map(\.firstFrame) == [0, 1])
        #expect(packets.map(\.lastFrame) == [2, 3])
        #expect(truth.expected.channelSteps == [])
        #expect(truth.gaps(in: truth.expected) == [])
    }

    /// Nobody knows whose the missing frame was: both packets are lost.
    @Test func oneMissing() {
        let truth = truth([PlacedFault(2, .missing)])
        #expect(truth.expected.packets.filter { $0.packet.kind == .space }.isEmpty)
        #expect(truth.expected.channelSteps.map(\.kind) == [.gap(missing: 1)])
        #expect(truth.expected.channelSteps.map(\.last) == [0])
        let gaps = truth.gaps(in: truth.expected)
        #expect(gaps.map(\.first) == [1] && gaps.map(\.last) == [1] && gaps.map(\.count) == [1])
        #expect(gaps.map(\.frame) == [3])
    }
}
