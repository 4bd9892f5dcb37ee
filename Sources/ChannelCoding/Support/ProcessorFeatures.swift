#if canImport(CSIMD) && arch(x86_64)
import CSIMD
#endif

/// What the processor that runs this can do; asked once.
///
/// Every routine that uses one of these has a reference in Swift and a test that compares both.
enum ProcessorFeatures {
    #if canImport(CSIMD) && arch(x86_64)
    /// 256-bit vectors of octets: Reed–Solomon.
    static let octetVectors = csimd_has_avx2()
    /// Products of polynomials over bits: cyclic redundancy checks.
    static let carrylessProducts = csimd_has_pclmul()
    #else
    static let octetVectors = false
    static let carrylessProducts = false
    #endif
}
