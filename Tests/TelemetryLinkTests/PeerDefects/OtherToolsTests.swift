import CCSDS
import FeedhornExactness
import FeedhornTestKit
import Testing

@testable import TelemetryLink

/// What other tools get wrong, and what is right.
@Suite("Other tools: is nothing dropped in silence, cut short, or only detected?")
struct OtherToolsTests {
    @Test("RT-STPS: a packet is longer than 8,192 octets, up to the longest there is")
    func longPackets() {
        var link = ComparedLink(lengths: 65_542...65_542)
        let (decoded, _) = link.decode([], frames: 160)
        #expect(decoded.packets.count == 2)
        #expect(decoded.packets.allSatisfy { $0.octets.count == 65_542 })
        link.lengths = 8_190...8_194
        #expect(link.decode([], frames: 100).decoded.packets.count == 10)
    }

    @Test("RT-STPS: frames with errors in the marker, and behind a cut one, are not lost")
    func markersAndCuts() {
        let faults =
            (10..<20).map { PlacedFault($0, .markerErrors(3)) }
            + [PlacedFault(25, .deletedBits(at: 64, count: 777))]
        #expect(ComparedLink().decode(faults).decoded.frames.count == 29)
    }

    @Test("RT-STPS: what is dropped is told, with its place and reason")
    func droppedIsTold() {
        let fault = StreamFault.symbolErrors(17, codeword: 0, place: .anywhere)
        let (decoded, truth) = ComparedLink().decode([PlacedFault(9, fault)])
        #expect(decoded.records.rejected.map(\.reason) == [.code])
        let place = truth.frames[9].bits?.lowerBound ?? 0
        #expect(decoded.records.rejected.map(\.streamOffset) == [UInt64(place)])
        let kinds = decoded.records.events.map(\.kind)
        #expect(kinds.contains { if case .discarded(.frameGap, _, _) = $0 { true } else { false } })
    }

    @Test("dariol83: wrong symbols are corrected, not only detected")
    func corrects() {
        let faults = (0..<30).map {
            PlacedFault($0, .symbolErrors(1 + $0 % 16, codeword: nil, place: .anywhere))
        }
        let (decoded, _) = ComparedLink().decode(faults)
        #expect(decoded.frames.count == 30)
        #expect(decoded.balance.framesRejected.total == 0)
    }

    @Test("libcorrect: the number of corrected symbols is reported, for each number of them")
    func correctionCounts() {
        let faults = (1...16).map {
            PlacedFault($0, .symbolErrors($0, codeword: nil, place: .anywhere))
        }
        let (decoded, _) = ComparedLink().decode(faults)
        let expected = [UInt64(4 * 14)] + [UInt64](repeating: 4, count: 16)
        #expect(decoded.records.statistics.correctedSymbols == expected)
        #expect(
            decoded.frames[1...16].map(\.annotation.correctedSymbols)
                == (1...16).map { UInt16(4 * $0) })
    }

    @Test("libfec: an uncorrectable codeword is no codeword with −1 corrections")
    func uncorrectableIsNoCount() {
        let fault = StreamFault.symbolErrors(17, codeword: 3, place: .anywhere)
        let (decoded, _) = ComparedLink().decode([PlacedFault(3, fault)])
        #expect(decoded.records.statistics.uncorrectableCodewords == 1)
        #expect(decoded.records.statistics.correctedSymbols[0] == 4 * 29)
        #expect(decoded.frames.allSatisfy { $0.annotation.correctedSymbols == 0 })
    }

    @Test("fast-ccsds-parser: a cut last packet costs itself, not the file")
    func cutLastPacket() {
        let packets = (0..<5).map {
            GeneratedPacket.space(
                application: 3, sequenceCount: $0, data: [UInt8](repeating: 1, count: 50))
        }
        let octets = Array(packets.map(\.octets).joined())
        let parameters = ManagedParameters(name: "file", framing: .packets)
        for cut in 1..<56 {
            let decoded = parameters.decode(Array(octets.dropLast(cut)))
            #expect(decoded.packets.map(\.octets) == packets.dropLast().map(\.octets), "\(cut)")
            #expect(decoded.balance.skippedBits[.truncated] == UInt64(8 * (56 - cut)))
        }
    }

    @Test("lib3: an idle packet is no corrupt one, and what follows it is read")
    func idlePackets() {
        var link = SmallLink()
        link.queue(10)
        link.builder.enqueue(
            .space(application: 2_047, sequenceCount: 99, data: [0xFF, 0xFF]), on: 0)
        link.queue(10, first: 1)
        link.packetFrames(2)
        let decoded = link.decode()
        #expect(decoded.counts == [0, 1])
        #expect(decoded.packets[1].record.flags.contains(.idle))
        #expect(decoded.balance.discardedOctets.total == 0)
    }

    /// It reads every secondary header as the space station's: 4 octets of seconds, one of parts,
    /// then flags, of which 0x20 says that the packet ends with a sum.
    @Test("Wireshark: a secondary header is the mission's, and says nothing of a checksum")
    func secondaryHeader() {
        let packets = (0..<3).map { count -> [UInt8] in
            let header: [UInt8] = [0x08, 0x05, 0xC0, UInt8(count), 0, 15]
            return header + [0, 1, 2, 3, 4, 0x20, 0, 0, 0, 0] + [1, 2, 3, 4, 0xFF, 0xFF]
        }
        let octets = Array(packets.joined())
        var parameters = ManagedParameters(name: "packets", framing: .packets)
        let plain = parameters.decode(octets)
        #expect(plain.packetOctets == packets)
        #expect(plain.records.statistics.applications.map(\.errorControlBad) == [0])
        parameters.packets.errorControl = true
        let checked = parameters.decode(octets)
        #expect(checked.packetOctets == packets)
        #expect(checked.records.statistics.applications.map(\.errorControlBad) == [3])
    }

    @Test("spacepackets: a TM frame has 2,048 octets at most, not below")
    func longestFrame() {
        let format = FrameFormat(.tm, length: 2_048)
        var builder = FrameBuilder(
            format: format, spacecraft: 5, generator: SeededGenerator(seed: 1))
        let frames = (0..<3).map { _ in builder.packetFrame(on: 0) }
        let stream = StreamBuilder(channel: ChannelFormat(), generator: SeededGenerator(seed: 2))
            .build(frames)
        let parameters = ManagedParameters(channel: ChannelFormat(), format: format)
        #expect(parameters.decode(stream.octets).frames.count == 3)
    }
}
