import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("What do sequence counts of packets say, and what not?")
struct PacketCountTests {
    private func decode(_ counts: [(UInt16, [UInt8])], maximumGap: UInt64? = nil) -> Decoded {
        let packets = counts.map {
            GeneratedPacket.space(application: 9, sequenceCount: $0.0, data: $0.1).octets
        }
        var parameters = ManagedParameters(name: "packets", framing: .packets)
        parameters.packets.maximumGap = maximumGap
        let octets = Array(packets.joined())
        let whole = parameters.decode(octets)
        // In chunks the packet before is compared by its digest.
        #expect(parameters.decode(octets, .fixed(5), ownSlabs: true).records == whole.records)
        return whole
    }

    @Test func gaps() {
        let decoded = decode([(16_382, [1]), (16_383, [1]), (0, [1]), (3, [1]), (4, [1])])
        #expect(decoded.records.gaps.map(\.step) == [.gap(missing: 2)])
        #expect(decoded.records.gaps.first?.missingRange?.first == 1)
        #expect(decoded.records.gaps.first?.missingRange?.last == 2)
        let flags = decoded.packets.map { $0.record.flags.contains(.gapBefore) }
        #expect(flags == [false, false, false, true, false])
    }

    @Test func repeatsAndResets() {
        let decoded = decode([(5, [1]), (5, [1]), (5, [2]), (5, [2, 2]), (4, [1])])
        #expect(decoded.records.gaps.map(\.step) == [.duplicate, .reset, .reset, .reset])
        #expect(decoded.records.statistics.applications.map(\.missing) == [0])
        #expect(decoded.packets.count == 5)
    }

    @Test func maximumGap() {
        #expect(
            decode([(0, [1]), (8_192, [1])]).records.gaps.map(\.step) == [.gap(missing: 8_191)])
        #expect(decode([(0, [1]), (8_193, [1])]).records.gaps.map(\.step) == [.reset])
        let strict = decode([(0, [1]), (12, [1])], maximumGap: 11)
        #expect(strict.records.gaps.map(\.step) == [.reset])
    }

    @Test("Frames missing are not packets missing")
    func frameGap() {
        var link = SmallLink()
        link.queue(24, 24)
        link.packetFrames(1)
        link.idleFrame()
        link.packetFrames(1)
        let decoded = link.decode([PlacedFault(1, .missing)])
        #expect(decoded.gaps == [.gap(missing: 1)])
        #expect(decoded.counts == [0, 1])
        #expect(decoded.packets.allSatisfy { !$0.record.flags.contains(.gapBefore) })
    }
}
