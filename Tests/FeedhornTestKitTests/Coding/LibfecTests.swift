import Testing

@testable import FeedhornTestKit

@Suite(
    "Does the generator encode as libfec does, and does libfec find what the truth says?",
    .enabled(if: Libfec.shared != nil, Libfec.absent))
struct LibfecTests {
    private static let formats: [CodeblockFormat] = [16, 8].flatMap { capability in
        [CodeblockFormat.Basis.dual, .conventional].flatMap { basis in
            [(1, 0), (1, 17), (2, 5), (4, 0), (5, 0), (8, 100)].map { depth, fill in
                CodeblockFormat(
                    errorCapability: capability, interleaving: depth, basis: basis,
                    fill: [UInt8](repeating: 0, count: fill))
            }
        }
    }

    @Test func encoding() throws {
        let libfec = try #require(Libfec.shared)
        var generator = SeededGenerator(seed: 31)
        for format in LibfecTests.formats {
            let data = generator.octets(format.dataLength)
            let block = CodeblockEncoder(format).encode(data)
            #expect(block == (try libfec.encode(data, format)), "\(format)")
        }
    }

    /// Every codeword of a stream with errors of all numbers: libfec corrects as many symbols as
    /// the truth has, and gives up where the truth says so.
    @Test func correctedSymbols() throws {
        let libfec = try #require(Libfec.shared)
        for (place, format) in LibfecTests.formats.enumerated() {
            let stream = try damagedStream(format, seed: UInt64(place))
            let channel = ChannelFormat(code: format, randomizer: nil)
            var corrected: [Int: Int] = [:]
            for frame in stream.truth.frames {
                let bits = try #require(frame.bits)
                let start = bits.lowerBound / 8 + channel.marker.count
                let block = Array(stream.octets[start..<bits.upperBound / 8])
                let counts = try libfec.corrections(block, format)
                #expect(counts.count { $0 < 0 } == frame.uncorrectableCodewords, "\(format)")
                guard !counts.contains(where: { $0 < 0 }) else { continue }
                #expect(counts == frame.correctedSymbols, "\(format)")
                for count in counts { corrected[count, default: 0] += 1 }
            }
            #expect(corrected == stream.truth.correctedSymbols, "\(format)")
            #expect(corrected.count > 3)
        }
    }

    private func damagedStream(_ format: CodeblockFormat, seed: UInt64) throws -> GeneratedStream {
        var frame = FrameFormat(.aos, length: format.dataLength)
        frame.hasErrorControl = false
        var builder = FrameBuilder(
            format: frame, spacecraft: 1, generator: SeededGenerator(seed: seed))
        let frames = (0..<60).map { _ in builder.serviceFrame(on: 1) }
        var rates = FaultRates()
        rates.symbolErrors = 0.7
        rates.uncorrectable = 0.2
        let stream = StreamBuilder(
            channel: ChannelFormat(code: format, randomizer: nil),
            generator: SeededGenerator(seed: seed + 100))
        return stream.build(frames, faults: FaultPlan(rates: rates))
    }
}
