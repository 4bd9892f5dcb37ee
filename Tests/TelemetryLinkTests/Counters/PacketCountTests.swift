import CCSDS
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

    /// The checksum of ISO 8473 over a packet of ECSS-E-ST-70-41C annex B.2's kind, and a CRC-16:
    /// each is right under its own name only.
    @Test func errorControlOfEitherKind() {
        let body: [UInt8] = [0x08, 0x09, 0xC0, 0, 0, 4, 1, 2, 3]
        // Sums modulo 255, octet by octet, as the book has them.
        var (first, second) = (0, 0)
        for octet in body {
            first = (first + Int(octet)) % 255
            second = (second + first) % 255
        }
        let high = (510 - first - second) % 255
        let checked = body + [UInt8(high == 0 ? 255 : high), UInt8(second == 0 ? 255 : second)]
        let check = FrameCheckSequence.compute(body)
        let redundant = body + [UInt8(check >> 8), UInt8(check & 0xFF)]
        for code in [PacketErrorControl.isoChecksum, .cyclicRedundancyCode] {
            var parameters = ManagedParameters(name: "packets", framing: .packets)
            parameters.packets.errorControl = true
            parameters.packets.errorControlCode = code
            for (octets, isISO) in [(checked, true), (redundant, false)] {
                let counts = parameters.decode(octets).records.statistics.applications
                let isGood = isISO == (code == .isoChecksum)
                #expect(counts.map(\.errorControlGood) == [isGood ? 1 : 0])
                #expect(counts.map(\.errorControlBad) == [isGood ? 0 : 1])
            }
        }
    }

    /// What an encapsulation packet carries, from its record alone.
    @Test func encapsulationProtocols() {
        let packets: [[UInt8]] = [
            [0xE0], [0xE5, 3, 1], [0xE9, 3, 1], [0xED, 3, 1], [0xF1, 3, 1],
            [0xFA, 0x5A, 0, 5, 1], [0xFF, 0x03, 0, 0, 0, 0, 0, 9, 1],
        ]
        let parameters = ManagedParameters(name: "packets", framing: .packets)
        let decoded = parameters.decode(Array(packets.joined()))
        #expect(decoded.packets.map(\.octets) == packets)
        #expect(
            decoded.packets.map { $0.record.encapsulationProtocol?.description } == [
                "idle", "LTP", "IPE", "CFDP", "BP", "extended", "mission",
            ])
        #expect(
            decoded.packets.map(\.record.encapsulationProtocolExtension)
                == [nil, nil, nil, nil, nil, 0xA, 3])
        let space = decode([(1, [1])]).packets.map(\.record)
        #expect(space.map(\.encapsulationProtocol) == [nil])
        #expect(space.map(\.encapsulationProtocolExtension) == [nil])
    }
}
