import Testing

@testable import ChannelCoding

/// Do the vectors and plain Swift name the same codewords dirty, and the right ones?
@Suite(
    .enabled(if: ProcessorFeatures.octetVectors, "NOT COMPARED: this processor has no AVX2"))
struct CodeblockCheckTests {
    static let seed = UInt64.random(in: 0...UInt64.max)

    @Test func everyCode() throws {
        var generator = SeededGenerator(seed: Self.seed)
        for code in CodeCases.all(using: &generator) {
            let basis = SymbolBasis(code.basis)
            var vectors = CodeblockCheck(code: code, basis: basis, usesVectors: true)
            var reference = CodeblockCheck(code: code, basis: basis, usesVectors: false)
            for _ in 0..<8 {
                var codeblock = try #require(code.randomCodeblock(using: &generator))
                var expected: UInt32 = 0
                for lane in 0..<code.interleavingDepth where Bool.random(using: &generator) {
                    let count = Int.random(in: 1...20, using: &generator)
                    code.spoil(&codeblock, lane: lane, count: count, using: &generator)
                    expected |= 1 << UInt32(lane)
                }
                let place: Comment = "\(code) seed \(Self.seed)"
                #expect(codeblock.withUnsafeBytes { vectors.dirtyCodewords($0) } == expected, place)
                #expect(
                    codeblock.withUnsafeBytes { reference.dirtyCodewords($0) } == expected, place)
            }
        }
    }

    @Test("sums of rows: vectors and plain Swift alike, and as multiplied one by one")
    func symbolRows() {
        var generator = SeededGenerator(seed: Self.seed)
        for width in [32, 64, 256] {
            let octets = generator.octets(width * 40)
            let symbol = { (row: Int, column: Int) in octets[row * width + column] }
            let factors = generator.octets(38) + [0, 1]
            var expected = generator.octets(width)
            var sums = [true, false].map { _ in expected }
            for (row, factor) in factors.enumerated() {
                for column in 0..<width {
                    expected[column] ^= GaloisField256.product(factor, symbol(row, column))
                }
            }
            for (index, usesVectors) in [true, false].enumerated() {
                let rows = SymbolRows(
                    width: width, count: 40, usesVectors: usesVectors, symbol: symbol)
                rows.addAll(times: factors, to: &sums[index])
                #expect(sums[index] == expected, "width \(width) seed \(Self.seed)")
                rows.add(times: 0x5A, row: 7, to: &sums[index])
            }
            #expect(sums[0] == sums[1], "width \(width) seed \(Self.seed)")
        }
    }
}
