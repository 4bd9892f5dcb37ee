/// Tells clean codewords from dirty ones: most of a pass is clean, and needs nothing more.
struct CodeblockCheck: Sendable {
    private var division: DivisionCheck
    #if canImport(CSIMD) && arch(x86_64)
    private var vectors: VectorCheck?
    #endif

    init(code: ReedSolomonCode, basis: SymbolBasis, usesVectors: Bool) {
        division = DivisionCheck(code: code, basis: basis)
        #if canImport(CSIMD) && arch(x86_64)
        if usesVectors && ProcessorFeatures.octetVectors {
            vectors = VectorCheck(code: code, basis: basis)
        }
        #endif
    }

    /// Bit k of the result is set when codeword k has errors.
    ///
    /// - Precondition: `codeblock` has the code's codeblock length.
    mutating func dirtyCodewords(_ codeblock: UnsafeRawBufferPointer) -> UInt32 {
        #if canImport(CSIMD) && arch(x86_64)
        if let dirty = unsafe vectors?.dirtyCodewords(codeblock) { return dirty }
        #endif
        return unsafe division.dirtyCodewords(codeblock)
    }
}
