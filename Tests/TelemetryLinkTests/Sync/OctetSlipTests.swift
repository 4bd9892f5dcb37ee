import CCSDS
import ChannelCoding
import FeedhornExactness
import FeedhornTestKit
import TelemetryLink
import Testing

/// A slip of whole octets, which the code can't see: a codeword that is shifted is one again but
/// for its ends, and the randomizer's sequence is itself a codeword (I = 1 and 4). Only the marker
/// tells. At most the one frame at the slip is lost, and nothing is made up.
struct OctetSlipTests {
    struct Slip: CustomStringConvertible, Sendable {
        enum Place {
            case betweenFrames
            /// Right behind the marker: what is left is the codeword shifted.
            case frameStart
        }

        let place: Place
        let interleaving: Int
        let isRandomized: Bool
        /// Octets put in (more than 0) or taken out (less) between two frames.
        let octets: Int

        var description: String {
            "I=\(interleaving)\(isRandomized ? " randomized" : ""), \(octets) octets, \(place)"
        }
    }

    static let slips: [Slip] = [1, 4, 5].flatMap { interleaving in
        [true, false].flatMap { isRandomized in
            [1, 2, 5, 40, 400, -1, -3, -30, -200].map {
                Slip(
                    place: .betweenFrames, interleaving: interleaving, isRandomized: isRandomized,
                    octets: $0)
            }
                + [-1, -4, -5, -8, -20].map {
                    Slip(
                        place: .frameStart, interleaving: interleaving,
                        isRandomized: isRandomized, octets: $0)
                }
        }
    }

    @Test(arguments: slips)
    func costsOneFrameAtMost(_ slip: Slip) throws {
        let frames = 40
        var decoder = LinkDecoder(try parameters(slip))
        var batch = PacketBatch()
        let (octets, sent) = try stream(slip, frames)
        decoder.consume(
            Slab(copying: octets), 0..<octets.count,
            receivedAt: ReceptionTime(utc: 1, monotonic: 1), into: &batch)
        decoder.finish(into: &batch)
        let balance = decoder.balance
        #expect(balance.isBalanced)
        #expect((frames - 1...frames).contains(Int(balance.framesDelivered)))
        #expect(decoder.statistics.channels.map(\.channel.description) == ["42/1"])
        for frame in batch.frames {
            let octets = batch.octets(of: frame).withUnsafeBytes { Array($0) }
            #expect(sent.contains(octets), "frame \(frame.annotation.frameNumber) is made up")
        }
    }

    private func code(_ slip: Slip) throws -> ReedSolomonCode {
        try #require(
            ReedSolomonCode(errorCapability: 16, interleavingDepth: slip.interleaving))
    }

    private func parameters(_ slip: Slip) throws -> ManagedParameters {
        let marker = SyncParameters(marker: .standard)
        var parameters = ManagedParameters(name: "slip", framing: .synchronized(marker))
        parameters.acceptedSpacecraft = [SpacecraftIdentifier(rawValue: 42)]
        parameters.frame.type = .aos
        parameters.frame.length = try code(slip).dataLength
        parameters.coding.randomizer = slip.isRandomized ? .period255 : nil
        parameters.coding.reedSolomon = ReedSolomonParameters(code: try code(slip))
        return parameters
    }

    /// AOS frames of spacecraft 42, channel 1, that continue a packet nobody saw begin.
    private func stream(
        _ slip: Slip, _ frames: Int
    ) throws -> (octets: [UInt8], frames: Set<[UInt8]>) {
        let encoder = CodeblockEncoder(
            CodeblockFormat(
                errorCapability: 16, interleaving: slip.interleaving, basis: .dual, fill: []))
        var generator = SeededGenerator(seed: 7)
        var octets: [UInt8] = []
        var sent: Set<[UInt8]> = []
        let length = try code(slip).dataLength
        for number in 0..<frames {
            if slip.place == .betweenFrames, number == frames / 2 {
                apply(slip, to: &octets, &generator)
            }
            let header: [UInt8] = [0x4A, 0x81, 0, 0, UInt8(number), 0, 0x07, 0xFF]
            let frame = header + generator.octets(length - header.count)
            sent.insert(frame)
            let block = encoder.encode(frame)
            octets += [0x1A, 0xCF, 0xFC, 0x1D]
            let sent = slip.isRandomized ? RandomizerSequence.short.applied(to: block) : block
            let isCut = slip.place == .frameStart && number == frames / 2
            octets += sent.dropFirst(isCut ? -slip.octets : 0)
        }
        return (octets, sent)
    }

    private func apply(
        _ slip: Slip, to octets: inout [UInt8], _ generator: inout SeededGenerator
    ) {
        if slip.octets > 0 {
            octets += generator.octets(slip.octets)
        } else {
            octets.removeLast(-slip.octets)
        }
    }
}
