#if canImport(CSIMD) && arch(x86_64) && !PLAIN_SWIFT
import CSIMD

/// Syndromes of all codewords of a block, 32 octets at a time; `csimd_syndromes.inc` says how.
///
/// Those at ``CodeRoots/deciding`` tell which codewords are clean. The others of E = 16 are
/// computed only for a block that is not.
struct VectorSyndromes: Sendable {
    /// For each root of the code, in its order, where its syndromes are in ``values``.
    let order: [UInt16]

    private let constants: VectorSyndromeConstants
    private var memory = VectorSyndromeMemory()
    /// The whole codewords where there is virtual fill in front of them.
    private var filled: [UInt8] = []
    private let fillLength: Int
    private let blockLength: Int

    init(code: ReedSolomonCode, basis: SymbolBasis, form: ArithmeticForm) {
        let constants = VectorSyndromeConstants(code: code, basis: basis, form: form)
        self.constants = constants
        order = CodeRoots.all(errorCapability: code.errorCapability).map { root in
            let index = constants.roots.firstIndex(of: root) ?? 0
            return UInt16(index * VectorSyndromeMemory.stride)
        }
        blockLength = code.codeblockLength
        fillLength = code.fill.count * code.interleavingDepth
        if fillLength > 0 {
            filled = code.fill.flatMap { Array(repeating: $0, count: code.interleavingDepth) }
            filled += Array(repeating: 0, count: blockLength)
        }
    }

    /// Syndromes as the vectors leave them: of sixteen roots, and of the other sixteen.
    var values: [UInt8] { memory.values }

    /// Bit k of the result is set when codeword k is not in the code.
    mutating func dirtyCodewords(_ codeblock: UnsafeRawBufferPointer) -> UInt32 {
        precondition(codeblock.count == blockLength, "codeblock length")
        guard fillLength > 0 else {
            return unsafe constants.check(codeblock, using: &memory)
        }
        unsafe filled.withUnsafeMutableBytes { filled in
            unsafe UnsafeMutableRawBufferPointer(rebasing: filled[fillLength...])
                .copyMemory(from: codeblock)
        }
        return Self.check(filled, constants, &memory)
    }

    private static func check(
        _ words: [UInt8], _ constants: VectorSyndromeConstants,
        _ memory: inout VectorSyndromeMemory
    ) -> UInt32 {
        unsafe words.withUnsafeBytes { unsafe constants.check($0, using: &memory) }
    }

    /// Computes what is missing in ``values`` for the block that was checked last.
    mutating func complete() { constants.complete(&memory) }
}
#endif
