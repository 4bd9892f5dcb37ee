#if canImport(CSIMD) && arch(x86_64) && !PLAIN_SWIFT
import CSIMD
#endif

/// What the processor that runs this can do; asked once.
///
/// Every routine that uses one of these has a reference in Swift and a test that compares both.
/// Where the condition `PLAIN_SWIFT` is set, or there is no C module for the processor, the
/// references do all the work.
enum ProcessorFeatures {
    #if canImport(CSIMD) && arch(x86_64) && !PLAIN_SWIFT
    /// 256-bit vectors of octets: Reed–Solomon, search for markers.
    static let octetVectors = csimd_has_nibbles()
    /// Products of matrices of bits and octets: Reed–Solomon.
    static let bitMatrices = csimd_has_matrices()
    /// Products of polynomials over bits: cyclic redundancy checks.
    static let carrylessProducts = csimd_has_pclmul()
    #else
    static let octetVectors = false
    static let bitMatrices = false
    static let carrylessProducts = false
    #endif
}
