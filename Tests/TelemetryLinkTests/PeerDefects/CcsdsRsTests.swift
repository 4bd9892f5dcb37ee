import CCSDS
import FeedhornExactness
import FeedhornTestKit
import Testing

@testable import TelemetryLink

/// What bmflynn/ccsds-rs gets wrong, and what is right.
@Suite("ccsds-rs: is the header read behind the code, and are counts the book's?")
struct CcsdsRsTests {
    /// Symbols of `octet` of the frames `places` are wrong, and nothing else.
    private func decode(octet: Int, in places: [Int], link: ComparedLink) -> Decoded {
        let stream = link.stream([])
        var octets = stream.octets
        for place in places { octets[place * 1_024 + 4 + octet] ^= 0xC5 }
        let decoded = link.parameters.decode(octets)
        #expect(decoded.packets.map(\.octets) == stream.truth.expected.packets.map(\.packet.octets))
        return decoded
    }

    /// It reads the header before the code has corrected it: an error in the two bits of the
    /// version ends the whole stream, and says nothing.
    @Test("An error in the version bits is corrected, and the stream goes on")
    func versionBits() {
        let decoded = decode(octet: 0, in: [0, 7, 8, 20], link: ComparedLink())
        #expect(decoded.frames.count == 30)
        #expect(decoded.balance.framesRejected.total == 0)
    }

    /// Its gaps are found with the count as received.
    @Test("An error in the count is corrected, and gives no gap", arguments: [2, 3, 4])
    func uncorrectedCount(octet: Int) {
        let decoded = decode(octet: octet, in: Array(0..<30), link: ComparedLink())
        #expect(decoded.records.gaps == [])
        #expect(decoded.frames.map(\.annotation.frameCount) == (7..<37).map { UInt64($0) })
    }

    /// Exact markers only, of one polarity.
    @Test("Markers with errors, and inverted ones, are markers")
    func markers() {
        let faults = (0..<30).map { PlacedFault($0, .markerErrors(1 + $0 % 3)) }
        #expect(ComparedLink().decode(faults).decoded.frames.count == 30)
        let (turned, _) = ComparedLink().decode([PlacedFault(0, .polarityTurn(at: 0))] + faults)
        #expect(turned.frames.count == 30)
    }

    /// Its highest count is 0xFFFFFE: the step to 0 from 0xFFFFFF gives 4,294,967,295 frames
    /// missing, and the one from 0xFFFFFE none.
    @Test("The count 0xFFFFFF is followed by 0, and 0xFFFFFE is not")
    func countMaximum() {
        let link = ComparedLink(firstCount: 0xFF_FFFC)
        #expect(link.decode([]).decoded.records.gaps == [])
        for place in 1...6 {
            let (decoded, _) = link.decode([PlacedFault(place, .missing)])
            #expect(decoded.gaps == [.gap(missing: 1)], "\(place)")
            let gap = decoded.records.gaps.first
            #expect(gap?.missingRange?.first == (0xFF_FFFC + UInt64(place)) % 0x100_0000)
            #expect(decoded.records.statistics.channels.map(\.missing) == [1])
        }
    }

    /// It does not know the count's cycle.
    @Test("With the count cycle the count has 28 bits")
    func countCycle() {
        var link = ComparedLink(firstCount: 0x2FF_FFFE)
        link.change = { $0.usesCountCycle = true }
        let whole = link.parameters.decode(link.stream([]).octets)
        #expect(whole.records.gaps == [])
        #expect(whole.frames.map(\.annotation.frameCount) == (0x2FF_FFFE...0x300_001B).map { $0 })
        let lost = link.parameters.decode(
            link.stream([PlacedFault(2, .missing), PlacedFault(3, .missing)]).octets)
        #expect(lost.gaps == [.gap(missing: 2)])
        let gap = lost.records.gaps.first
        #expect(gap?.modulus == 1 << 28)
        #expect(gap?.last == 0x2FF_FFFF && gap?.found == 0x300_0002)
    }

    /// It makes one counter of 16 bits of the master channel's and the virtual channel's.
    @Test("Counts of the master channel and of its virtual channels are two")
    func twoCounts() {
        let format = FrameFormat(.tm, length: 32)
        var builder = FrameBuilder(
            format: format, spacecraft: 5, generator: SeededGenerator(seed: 1))
        builder.setMasterCount(253)
        let frames = (0..<12).map { builder.serviceFrame(on: $0 % 3 == 0 ? 1 : 2) }
        let stream = StreamBuilder(channel: .fixed(), generator: SeededGenerator(seed: 2))
            .build(frames, faults: FaultPlan([PlacedFault(4, .missing)]))
        let parameters = ManagedParameters(
            name: "counts", framing: .fixedFrames, frame: FrameParameters(format))
        let gaps = parameters.decode(stream.octets).records.gaps
        let spacecraft = SpacecraftIdentifier(rawValue: 5)
        let channel = GlobalVirtualChannelIdentifier(
            version: .tm, spacecraft: spacecraft,
            virtualChannel: VirtualChannelIdentifier(rawValue: 2))
        #expect(gaps.map(\.scope) == [.virtualChannel(channel), .masterChannel(.tm, spacecraft)])
        #expect(gaps.map(\.step) == [.gap(missing: 1), .gap(missing: 1)])
        #expect(gaps.map(\.last) == [1, 0] && gaps.map(\.found) == [3, 2])
    }
}
