import FeedhornTestKit
import Testing

@Suite("Which packets come out of which frames?")
struct PacketTruthTests {
    /// Packet 0 fills a half, 1 runs on over the next frame into the one after, 2 and 3 follow.
    private var spanning: SmallLink {
        var link = SmallLink()
        link.queue(12, 48, 12, 24)
        link.packetFrames(4)
        return link
    }

    @Test func layout() {
        let frames = spanning.frames
        #expect(frames.map(\.firstHeaderPointer) == [0, 0x7FF, 12, 0])
        #expect(frames[0].starts.map(\.offset) == [0, 12])
        #expect(frames[0].starts.map(\.continuations) == [0, 2])
        #expect(spanning.delivered().counts == [0, 1, 2, 3])
        let second = spanning.delivered().packets[1]
        #expect(second.firstFrame == 0 && second.lastFrame == 2 && second.isSpanned)
    }

    @Test(arguments: [(0, [2, 3]), (1, [0, 2, 3]), (2, [0, 3]), (3, [0, 1, 2])])
    func oneFrameMissing(frame: Int, left: [UInt16]) {
        let delivered = spanning.delivered([PlacedFault(frame, .missing)])
        #expect(delivered.counts == left)
        let steps: [CounterStepTruth.Kind] = (1...2).contains(frame) ? [.gap(missing: 1)] : []
        #expect(delivered.channelSteps.map(\.kind) == steps)
        #expect(delivered.masterSteps.map(\.kind) == steps)
    }

    @Test(arguments: [StreamFault.badErrorControl, .wrongSpacecraft(6)])
    func rejectedFrameIsAsGoodAsMissing(fault: StreamFault) {
        let delivered = spanning.delivered([PlacedFault(1, fault)])
        #expect(delivered.counts == [0, 2, 3])
        #expect(delivered.channelSteps.map(\.kind) == [.gap(missing: 1)])
        #expect(delivered.channelSteps.map(\.last) == [0])
        #expect(delivered.channelSteps.map(\.found) == [2])
    }

    @Test func idleFrameBetweenHalves() {
        var link = SmallLink()
        link.queue(12, 36)
        link.packetFrames(1)
        link.idleFrame()
        link.packetFrames(1)
        #expect(link.frames[1].firstHeaderPointer == 0x7FE)
        #expect(link.delivered().counts == [0, 1])
        #expect(link.delivered([PlacedFault(1, .missing)]).counts == [0])
    }

    @Test func pointerPastTheEnd() {
        var link = SmallLink()
        link.builder.pointsPastTheEnd = true
        link.queue(30, 42, 24)
        link.packetFrames(4)
        #expect(link.frames.map(\.firstHeaderPointer) == [0, 6, 24, 0])
        #expect(link.delivered().counts == [0, 1, 2])
    }

    /// A packet version that can't stand there ends the frame; the next frame starts anew.
    @Test func foreignVersionEndsTheWalk() {
        var link = SmallLink()
        link.builder.fill = .foreign
        link.queue(12)
        link.packetFrames(1)
        link.queue(24, first: 1)
        link.packetFrames(1)
        #expect(link.frames[0].octets[18] == 0x55)
        #expect(link.delivered().counts == [0, 1])
    }

    @Test func cutIdlePacketNeverComes() {
        var link = SmallLink()
        link.builder.fill = .cutIdlePacket
        link.queue(12)
        link.packetFrames(1)
        link.queue(24, first: 1)
        link.packetFrames(1)
        #expect(link.frames[1].firstHeaderPointer == 0)
        let delivered = link.delivered()
        #expect(delivered.counts == [0, 1] && delivered.packets.count == 2)
    }
}
