import CCSDS
import ChannelCoding
import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Does a link with the LDPC code give the frames that were sent, and say what it corrected?")
struct LDPCLinkTests {
    @Test(
        arguments: [FrameFormat.Version.tm, .aos, .uslp], [RandomizerSequence?.none, .short, .long])
    func everyFrame(version: FrameFormat.Version, randomizer: RandomizerSequence?) {
        var link = LDPCLink(
            version, randomizer, seed: 21, frames: 14, hasErrorControl: randomizer == .long)
        let expected = link.plain.decode(link.plainOctets)
        #expect(expected.packets.count > 5)
        let errors = link.errors()
        var bits = BitSequence()
        bits.append(0xA0, bits: 3)
        bits.append(contentsOf: link.stream(errors: errors).map { version == .aos ? ~$0 : $0 })
        let decoded = link.parameters.decode(bits.octets, .random(5, upTo: 3_000), ownSlabs: true)
        #expect(decoded.frames.map(\.octets) == link.frames)
        #expect(decoded.packets.map(\.octets) == expected.packets.map(\.octets))
        #expect(decoded.frames.allSatisfy { $0.annotation.quality == .good })
        #expect(decoded.frames.map { Int($0.annotation.correctedSymbols) } == errors)
        check(decoded.records.statistics, errors)
        #expect(decoded.balance.deliveredBits == UInt64(link.frames.count) * 8_160)
    }

    private func check(_ statistics: LinkStatistics, _ errors: [Int]) {
        let bits = errors.reduce(0, +)
        #expect(statistics.bitCodewords.codewords == UInt64(errors.count))
        #expect(statistics.bitCodewords.corrected == UInt64(errors.count { $0 > 0 }))
        #expect(statistics.bitCodewords.bits == UInt64(bits))
        #expect(statistics.bitCodewords.mostBits == UInt64(errors.max() ?? 0))
        #expect(statistics.channels.reduce(0) { $0 + $1.correctedSymbols } == UInt64(bits))
        // Those are octets.
        #expect(statistics.correctedSymbols.allSatisfy { $0 == 0 })
        #expect(statistics.uncorrectableCodewords == 0)
    }

    /// What can't be corrected is rejected, and nothing of it is counted as corrected.
    @Test func uncorrectable() {
        var link = LDPCLink(.tm, .short, seed: 22, frames: 12)
        var errors = [Int](repeating: 3, count: 12)
        errors[4] = 500
        errors[8] = 140
        errors[9] = 4_000
        let octets = link.stream(errors: errors)
        let decoded = link.parameters.decode(octets)
        let good = link.frames.indices.filter { errors[$0] < 100 }
        #expect(decoded.frames.map(\.octets) == good.map { link.frames[$0] })
        #expect(decoded.balance.framesRejected[.code] == 3)
        #expect(decoded.records.rejected.map(\.reason) == [.code, .code, .code])
        #expect(decoded.records.rejected.allSatisfy { $0.octets.count == 892 })
        #expect(decoded.records.statistics.uncorrectableCodewords == 3)
        #expect(decoded.records.statistics.bitCodewords.codewords == 9)
        #expect(decoded.records.statistics.bitCodewords.bits == 27)
        for chunking in [Chunking.fixed(1), .random(6, upTo: 5_000)] {
            #expect(link.parameters.decode(octets, chunking).records == decoded.records)
        }
    }

    /// Bits lost or doubled cost the frame that they are in, and no other.
    @Test(arguments: [-700, -9, -1, 1, 8, 400])
    func slips(by bits: Int) {
        var link = LDPCLink(.aos, .long, seed: 23, frames: 8)
        let sent = BitSequence(link.stream(errors: [0, 4, 0, 0, 12, 0, 1, 0]))
        let place = (3 * LDPCLink.length + 500) * 8
        var octets = BitSequence()
        octets.append(0..<place + min(0, bits), of: sent)
        octets.append(place - max(0, bits)..<sent.count, of: sent)
        let decoded = link.parameters.decode(octets.octets)
        let whole = link.frames.indices.filter { $0 != 3 }.map { link.frames[$0] }
        #expect(decoded.frames.map(\.octets) == whole)
        #expect(decoded.records.gaps.count <= 1)
    }

    /// Codewords back to back.
    @Test func withoutMarkers() {
        var link = LDPCLink(.tm, .short, seed: 24, frames: 6)
        var parameters = link.parameters
        parameters.framing = .fixedFrames
        let octets = link.frames.indices.flatMap { link.body($0, errors: 2 * $0) }
        let decoded = parameters.decode(octets, .fixed(333))
        #expect(decoded.frames.map(\.octets) == link.frames)
        #expect(decoded.records.statistics.bitCodewords.bits == 30)
        #expect(decoded.balance.deliveredBits == UInt64(octets.count) * 8)
    }

    /// Frames of another length are no codewords, whatever is in them.
    @Test(arguments: [20, 891, 893, 2_048])
    func otherLengths(length: Int) {
        var link = LDPCLink(.tm, .short, seed: 25, frames: 4)
        var parameters = link.parameters
        parameters.frame.length = length
        let decoded = parameters.decode(link.stream(errors: [0, 0, 0, 0]))
        #expect(decoded.frames.isEmpty)
        #expect(decoded.records.statistics.bitCodewords.codewords == 0)
    }

    /// Markers in noise lead to no frame.
    @Test func noise() {
        var link = LDPCLink(.tm, .long, seed: 26, frames: 2)
        var generator = link.generator
        let octets = (0..<40).flatMap { _ in
            generator.octets(generator.integer(in: 1...1_500)) + LDPCLink.marker
        }
        let decoded = link.parameters.decode(octets, .random(7, upTo: 900))
        #expect(decoded.frames.isEmpty)
        let between = link.stream(errors: [0, 30]) + octets + link.stream(errors: [0, 1])
        #expect(link.parameters.decode(between).frames.map(\.octets) == link.frames + link.frames)
    }

    /// A link has one code: the Reed–Solomon code, where both are given.
    @Test func oneCode() throws {
        var parameters = CodingParameters()
        #expect(parameters.parityLength == 0)
        parameters.ldpc = .c2
        #expect(parameters.parityLength == 128)
        let code = try #require(ReedSolomonCode(errorCapability: 16, interleavingDepth: 1))
        parameters.reedSolomon = ReedSolomonParameters(code: code)
        #expect(parameters.parityLength == 32)
    }
}
