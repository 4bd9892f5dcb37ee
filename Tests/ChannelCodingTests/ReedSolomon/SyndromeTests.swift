#if canImport(CSIMD) && arch(x86_64) && !PLAIN_SWIFT
import Testing

@testable import ChannelCoding

/// Are the syndromes that vectors compute those of the definition, S(j) = Σ c(p)·α¹¹ʲ⁽²⁵⁴⁻ᵖ⁾?
@Suite(
    .enabled(if: ProcessorFeatures.octetVectors, "NOT COMPARED: no AVX2, or built without CSIMD"))
struct SyndromeTests {
    static let seed = UInt64.random(in: 0...UInt64.max)

    @Test(arguments: ArithmeticForm.available.filter { $0 != .plain })
    func everyCode(form: ArithmeticForm) {
        var generator = SeededGenerator(seed: Self.seed)
        for code in CodeCases.all(using: &generator) {
            let basis = SymbolBasis(code.basis)
            var syndromes = VectorSyndromes(code: code, basis: basis, form: form)
            let block = generator.octets(code.codeblockLength)
            block.withUnsafeBytes { block in
                #expect(syndromes.dirtyCodewords(block) == 1 << UInt32(code.interleavingDepth) - 1)
                syndromes.complete()
            }
            for lane in 0..<code.interleavingDepth {
                let word =
                    code.fill
                    + stride(from: lane, to: block.count, by: code.interleavingDepth).map {
                        block[$0]
                    }
                for (index, root) in CodeRoots.all(errorCapability: code.errorCapability)
                    .enumerated()
                {
                    let value = syndromes.values[Int(syndromes.order[index]) + lane]
                    #expect(
                        basis.toConventional[Int(value)]
                            == Self.syndrome(word.map { basis.toConventional[Int($0)] }, root),
                        "\(code) lane \(lane) root \(root) seed \(Self.seed)")
                }
            }
        }
    }

    /// By Horner's rule.
    private static func syndrome(_ word: [UInt8], _ root: Int) -> UInt8 {
        let step = GaloisField256.power(CodeRoots.step * root)
        return word.reduce(0) { GaloisField256.product($0, step) ^ $1 }
    }
}
#endif
