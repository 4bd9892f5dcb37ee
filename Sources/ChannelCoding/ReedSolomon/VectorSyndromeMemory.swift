#if canImport(CSIMD) && arch(x86_64) && !PLAIN_SWIFT
import CSIMD

/// What ``VectorSyndromes`` writes to.
struct VectorSyndromeMemory: Sendable {
    /// Syndromes as the vectors leave them: of sixteen roots, and of the other sixteen.
    private(set) var values = [UInt8](repeating: 0, count: 2 * Int(CSIMD_SYNDROMES))

    /// Sums of the rows of the block that was checked last.
    private var sums = [UInt8](repeating: 0, count: Int(CSIMD_SUMS_ROOM) + vectorLength)

    /// Octets in ``values`` that the syndromes of one root take.
    static let stride = Int(CSIMD_SYNDROMES) / Int(CSIMD_ROOTS)

    private static let vectorLength = Int(CSIMD_VECTOR)

    /// Sums, at a multiple of a vector's length, and values.
    mutating func withPointers(
        _ body: (UnsafeMutablePointer<UInt8>, UnsafeMutablePointer<UInt8>) -> UInt32
    ) -> UInt32 {
        unsafe sums.withUnsafeMutableBufferPointer { sums in
            unsafe values.withUnsafeMutableBufferPointer { values in
                guard let sums = sums.baseAddress, let values = values.baseAddress else {
                    return 0
                }
                let start = -Int(bitPattern: sums) & (Self.vectorLength - 1)
                return unsafe body(sums + start, values)
            }
        }
    }
}
#endif
