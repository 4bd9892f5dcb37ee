import Testing

@testable import ChannelCoding

/// Do the codes agree, octet for octet, with the vectors of several independent implementations?
@Suite(.enabled(if: VectorFile.isPresent, VectorFile.absence))
struct ReedSolomonVectorTests {
    struct Vector: Decodable, Sendable {
        var id: String
        var kind: String
        var E: Int?
        var interleave: Int?
        var basis: String?
        var data: HexOctets?
        var codeblock: HexOctets?
        var received: HexOctets?
        var corrected: HexOctets?
        var expect: String?
        var errors: Int?
        var errors_per_codeword: [Int]?
        var failed_codewords: [Int]?
        var conv_to_dual: HexOctets?
        var dual_to_conv: HexOctets?
        var coeffs_desc_hex: HexOctets?

        /// The code of the vector, its fill of zeros made up from the length of the block.
        func code(codeblockLength: Int) throws -> ReedSolomonCode {
            let depth = try #require(interleave)
            let capability = try #require(E)
            return try #require(
                ReedSolomonCode(
                    errorCapability: capability, interleavingDepth: depth,
                    basis: basis == "dual" ? .dual : .conventional,
                    fill: Array(repeating: 0, count: 255 - codeblockLength / depth)))
        }
    }

    @Test func allVectorsAreOfAKnownKind() throws {
        let kinds = try VectorFile.load("rs", as: Vector.self).map(\.kind)
        let counts = Dictionary(kinds.map { ($0, 1) }, uniquingKeysWith: +)
        #expect(
            counts == ["rs_encode": 64, "rs_decode": 50, "rs_generator": 2, "rs_dual_basis": 1])
    }

    @Test(arguments: ArithmeticForm.available)
    func encodes(form: ArithmeticForm) throws {
        for vector in try VectorFile.load("rs", as: Vector.self) where vector.kind == "rs_encode" {
            let data = try #require(vector.data).octets
            var codeblock = try #require(vector.codeblock).octets
            let code = try vector.code(codeblockLength: codeblock.count)
            #expect(ReedSolomonEncoder(code: code).encode(data) == codeblock, "\(vector.id)")
            var decoder = ReedSolomonDecoder(code: code, form: form)
            #expect(decoder.decode(&codeblock) == .clean, "\(vector.id)")
            #expect(codeblock == vector.codeblock?.octets, "\(vector.id)")
        }
    }

    @Test(arguments: ArithmeticForm.available)
    func decodes(form: ArithmeticForm) throws {
        for vector in try VectorFile.load("rs", as: Vector.self) where vector.kind == "rs_decode" {
            let received = try #require(vector.received).octets
            var codeblock = received
            var decoder = ReedSolomonDecoder(
                code: try vector.code(codeblockLength: received.count), form: form)
            let result = decoder.decode(&codeblock)
            switch vector.expect {
            case "corrected":
                let errors = try #require(vector.errors)
                #expect(result == .corrected(symbols: errors), "\(vector.id)")
                #expect(codeblock == vector.corrected?.octets, "\(vector.id)")
                if let counts = vector.errors_per_codeword {
                    #expect(decoder.corrections == counts, "\(vector.id)")
                }
            case "uncorrectable":
                #expect(result == .uncorrectable, "\(vector.id)")
                #expect(codeblock == received, "\(vector.id)")
                let failed = decoder.corrections.indices.filter { decoder.corrections[$0] == -1 }
                #expect(failed == vector.failed_codewords ?? [0], "\(vector.id)")
            default:
                Issue.record("\(vector.id): unknown expectation \(vector.expect ?? "none")")
            }
        }
    }

    @Test func generatorPolynomials() throws {
        for vector in try VectorFile.load("rs", as: Vector.self)
        where vector.kind == "rs_generator" {
            let coefficients = try #require(vector.coeffs_desc_hex).octets
            let capability = (coefficients.count - 1) / 2
            #expect(
                [1] + CodeRoots.generator(errorCapability: capability) == coefficients,
                "\(vector.id)")
        }
    }

    @Test func dualBasis() throws {
        for vector in try VectorFile.load("rs", as: Vector.self)
        where vector.kind == "rs_dual_basis" {
            let basis = SymbolBasis(.dual)
            #expect(basis.toWire == vector.conv_to_dual?.octets)
            #expect(basis.toConventional == vector.dual_to_conv?.octets)
        }
    }
}
