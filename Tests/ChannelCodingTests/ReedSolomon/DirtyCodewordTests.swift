import Testing

@testable import ChannelCoding

/// Does every form of arithmetic name the dirty codewords, and no others?
struct DirtyCodewordTests {
    static let seed = UInt64.random(in: 0...UInt64.max)

    @Test(
        .enabled(
            if: ProcessorFeatures.octetVectors, "NOT COMPARED: no AVX2, or built without CSIMD"))
    func vectorsAreThere() {
        #expect(ArithmeticForm.available.contains(.nibbles))
    }

    @Test(
        .enabled(
            if: ProcessorFeatures.bitMatrices, "NOT COMPARED: no GFNI, or built without CSIMD"))
    func matricesAreThere() {
        #expect(ArithmeticForm.best == .matrices)
    }

    @Test func everyCode() throws {
        var generator = SeededGenerator(seed: Self.seed)
        for code in CodeCases.all(using: &generator) {
            var engines = ArithmeticForm.available.map { ReedSolomonEngine(code: code, form: $0) }
            for _ in 0..<4 {
                var codeblock = try #require(code.randomCodeblock(using: &generator))
                var expected: UInt32 = 0
                for lane in 0..<code.interleavingDepth where Bool.random(using: &generator) {
                    let count = Int.random(in: 1...20, using: &generator)
                    code.spoil(&codeblock, lane: lane, count: count, using: &generator)
                    expected |= 1 << UInt32(lane)
                }
                for (index, form) in ArithmeticForm.available.enumerated() {
                    #expect(
                        codeblock.withUnsafeBytes { engines[index].dirtyCodewords($0) }
                            == expected, "\(form) \(code) seed \(Self.seed)")
                }
            }
        }
    }

    @Test("one wrong bit in any octet is seen", arguments: ArithmeticForm.available)
    func everyOctet(form: ArithmeticForm) throws {
        var generator = SeededGenerator(seed: Self.seed)
        for depth in ReedSolomonCode.interleavingDepths {
            let code = try #require(
                ReedSolomonCode(errorCapability: 16, interleavingDepth: depth))
            var codeblock = try #require(code.randomCodeblock(using: &generator))
            var engine = ReedSolomonEngine(code: code, form: form)
            for offset in codeblock.indices {
                let mask: UInt8 = 1 << UInt8.random(in: 0..<8, using: &generator)
                codeblock[offset] ^= mask
                let dirty = codeblock.withUnsafeBytes { engine.dirtyCodewords($0) }
                #expect(dirty == 1 << UInt32(offset % depth), "\(offset) seed \(Self.seed)")
                codeblock[offset] ^= mask
            }
        }
    }
}
