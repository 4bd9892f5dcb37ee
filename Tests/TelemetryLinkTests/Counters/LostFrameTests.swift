import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Do frame counters lose no packet and invent none?")
struct LostFrameTests {
    @Test("An idle frame does not hide a counter step")
    func idleFrameBehindAGap() {
        var link = SmallLink()
        link.queue(60, 10, 10)
        link.packetFrames(2)
        link.idleFrame()
        link.packetFrames(2)
        // Whole: the packet goes on behind the idle frame.
        let whole = link.decode()
        #expect(whole.packets.filter { !$0.record.flags.contains(.idle) }.count == 3)
        #expect(whole.records.statistics.channels.map(\.idleFrames) == [1])
        // The middle of the packet is lost, and the next count comes with the idle frame.
        let lost = link.decode([PlacedFault(1, .missing)])
        #expect(lost.counts == [1, 2])
        #expect(lost.records.statistics.channels.map(\.missing) == [1])
        #expect(lost.balance.discardedOctets[.frameGap] == 24)
        #expect(lost.frames.map(\.annotation.missingBefore) == [0, 1, 0, 0])
        #expect(lost.gaps == [.gap(missing: 1)])
    }

    @Test("A repeated frame neither drops the open packet nor gives it octets twice")
    func repeatedFrame() {
        var link = SmallLink()
        link.queue(60, 10, 10, 12, 9)
        link.packetFrames(5)
        for frame in 0..<4 {
            let kept = link.decode([PlacedFault(frame, .repeated(1))])
            let news = kept.packets.filter { !$0.record.flags.contains(.duplicate) }
            #expect(news.map(\.octets) == link.decode().packets.map(\.octets), "frame \(frame)")
            #expect(kept.gaps == [.duplicate], "frame \(frame)")
            #expect(kept.records.statistics.channels.map(\.duplicates) == [1])
            let again = kept.packets.filter { $0.record.flags.contains(.duplicate) }
            #expect(again.allSatisfy { news.map(\.octets).contains($0.octets) })
            #expect(
                kept.records.statistics.applications.allSatisfy { $0.gaps + $0.resets == 0 })
            let dropped = link.decode(
                [PlacedFault(frame, .repeated(3))], duplicates: .drop)
            #expect(dropped.packets == link.decode().packets.map { $0 }, "frame \(frame)")
            #expect(dropped.balance.framesDuplicate == 3)
        }
    }

    @Test("A frame with the same count and other octets is a reset")
    func sameCountOtherOctets() {
        var link = SmallLink()
        link.queue(60, 10)
        link.packetFrames(3)
        let decoded = link.decode([PlacedFault(1, .countReset(0))])
        #expect(decoded.gaps == [.reset])
        #expect(decoded.frames.map(\.annotation.missingBefore) == [0, .max, 0])
        #expect(decoded.counts == [1])
    }

    @Test("A jump over maxGap is a reset, and nothing is missing by it")
    func maximumGap() {
        var link = SmallLink()
        link.queue(10, 10, 10, 10, 10, 10, 10)
        link.packetFrames(3)
        let faults = [PlacedFault(2, .countReset(50))]
        #expect(link.decode(faults).gaps == [.gap(missing: 48)])
        let strict = link.decode(faults, maximumGap: 40)
        #expect(strict.gaps == [.reset])
        #expect(strict.records.statistics.channels.map(\.missing) == [0])
        #expect(strict.records.statistics.channels.map(\.resets) == [1])
    }

    @Test("A wrong spacecraft is counted as rejected and touches no channel")
    func wrongSpacecraft() {
        var link = SmallLink()
        link.queue(10, 10, 10, 10, 10, 10, 10)
        link.packetFrames(3)
        let decoded = link.decode([PlacedFault(1, .wrongSpacecraft(6))])
        #expect(decoded.balance.framesRejected[.spacecraft] == 1)
        #expect(decoded.records.statistics.channels.map(\.frames) == [2])
        #expect(decoded.records.statistics.channels.map(\.missing) == [1])
        #expect(decoded.balance.framesDelivered == 2)
    }
}
