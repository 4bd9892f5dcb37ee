import Testing

@testable import FeedhornTestKit

@Suite(
    "Does the generator encode as other people's encoders do?",
    .enabled(if: SharedFiles.hasVectors, SharedFiles.absent))
struct CodingVectorTests {
    @Test func checkSequence() throws {
        for vector in try Vector.load("crc", kinds: "crc") {
            let check = FrameCheckSequence.compute(try vector.octets("data"))
            #expect(
                Hexadecimal.text([UInt8(check >> 8), UInt8(check & 255)])
                    == (try vector.text("crc16_ccitt_fecf")), "\(vector.name)")
        }
    }

    @Test func randomizers() throws {
        for (kind, sequence) in [
            ("randomizer_tm_255", RandomizerSequence.short), ("randomizer_tm_131071", .long),
        ] {
            for vector in try Vector.load("randomizer", kinds: kind) {
                let expected = try vector.octets("sequence")
                #expect(sequence.octets(expected.count) == expected, "\(vector.name)")
            }
        }
        for vector in try Vector.load("randomizer", kinds: "randomizer_apply") {
            let randomized = RandomizerSequence.short.applied(to: try vector.octets("plain"))
            #expect(randomized == (try vector.octets("randomized")), "\(vector.name)")
        }
    }

    /// The uplink's sequence, which nothing here needs, out of the same shift register:
    /// x⁸+x⁶+x⁴+x³+x²+x+1 from all ones (CCSDS 231.0-B-4 §5.3).
    @Test func uplinkRandomizer() throws {
        let vectors = try Vector.load("randomizer", kinds: "randomizer_tc")
        #expect(vectors.count == 1)
        for vector in vectors {
            let expected = try vector.octets("sequence")
            let ones = [UInt8](repeating: 1, count: 8)
            let found = RandomizerSequence.generate(
                from: ones, taps: [0, 1, 2, 3, 4, 6], octets: expected.count)
            #expect(found == expected, "\(vector.name)")
        }
    }

    @Test func reedSolomonTables() throws {
        for vector in try Vector.load("rs", kinds: "rs_generator") {
            let expected = try vector.octets("coeffs_desc_hex")
            let found = CodeblockEncoder.generator(errorCapability: (expected.count - 1) / 2)
            #expect(found == expected, "\(vector.name)")
        }
        for vector in try Vector.load("rs", kinds: "rs_dual_basis") {
            #expect(DualBasis.fromConventional == (try vector.octets("conv_to_dual")))
            #expect(DualBasis.toConventional == (try vector.octets("dual_to_conv")))
        }
    }

    @Test func reedSolomonEncoding() throws {
        for vector in try Vector.load("rs", kinds: "rs_encode") {
            let encoder = CodeblockEncoder(try format(vector))
            #expect(
                encoder.encode(try vector.octets("data")) == (try vector.octets("codeblock")),
                "\(vector.name)")
        }
    }

    /// The bound that tells uncorrectable patterns agrees with decoders on what is correctable.
    @Test func reedSolomonReach() throws {
        for vector in try Vector.load("rs", kinds: "rs_decode") {
            let format = try format(vector)
            let received = try vector.octets("received")
            let fill = [UInt8](repeating: 0, count: format.fill.count)
            let lanes = (0..<format.interleaving).map { lane in
                let symbols = stride(from: lane, to: received.count, by: format.interleaving)
                return ErrorReach.of(fill + symbols.map { received[$0] }, format: format)
            }
            let isRejected = lanes.contains { $0.isRejected(fill: fill.count) }
            #expect(isRejected == (try vector.text("expect") == "uncorrectable"), "\(vector.name)")
            guard !isRejected, vector.has("errors") else { continue }
            let errors = lanes.reduce(0) { sum, lane in
                if case .within(let places) = lane { sum + places.count } else { sum }
            }
            #expect(errors == (try vector.number("errors")), "\(vector.name)")
        }
    }

    @Test func headerErrorControl() throws {
        for vector in try Vector.load("aos_fhec", kinds: "aos_fhec") {
            let good = vector.has("corrected") ? try vector.part("corrected") : vector
            let identifiers = try good.octets("gvcid")
            let check = HeaderErrorControl.compute(
                identifiers: UInt16(identifiers[0]) << 8 | UInt16(identifiers[1]),
                signaling: try good.octets("signaling")[0])
            switch try vector.text("expect") {
            case "clean":
                let expected = try vector.octets("fhec")
                #expect([UInt8(check >> 8), UInt8(check & 255)] == expected, "\(vector.name)")
            case "corrected":
                #expect(HeaderErrorControl.isWithinReach(try symbols(vector)), "\(vector.name)")
            default:
                #expect(!HeaderErrorControl.isWithinReach(try symbols(vector)), "\(vector.name)")
            }
        }
    }

    private func symbols(_ vector: Vector) throws -> [UInt8] {
        let octets =
            try vector.octets("gvcid") + vector.octets("signaling") + vector.octets("fhec")
        return octets.flatMap { [$0 >> 4, $0 & 15] }
    }

    private func format(_ vector: Vector) throws -> CodeblockFormat {
        let interleaving = vector.has("interleave") ? try vector.number("interleave") : 1
        // The vectors say the fill of all codewords together.
        let fill = try vector.number("virtual_fill") / interleaving
        return CodeblockFormat(
            errorCapability: try vector.number("E"), interleaving: interleaving,
            basis: try vector.text("basis") == "dual" ? .dual : .conventional,
            fill: [UInt8](repeating: 0, count: fill))
    }
}
