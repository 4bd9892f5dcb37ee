/// Checks codeblocks and finds the errors of codewords, in the form of arithmetic that it is made
/// for: the same answers in every form.
struct ReedSolomonEngine: Sendable {
    private var division: DivisionCheck?
    private var corrector: CodewordCorrector?
    #if canImport(CSIMD) && arch(x86_64) && !PLAIN_SWIFT
    private var syndromes: VectorSyndromes?
    private var vectorCorrector: VectorCorrector?
    #endif

    /// - Precondition: `form` is one of ``ArithmeticForm/available``.
    init(code: ReedSolomonCode, form: ArithmeticForm) {
        let basis = SymbolBasis(code.basis)
        #if canImport(CSIMD) && arch(x86_64) && !PLAIN_SWIFT
        if form != .plain {
            precondition(ArithmeticForm.available.contains(form), "form of arithmetic")
            syndromes = VectorSyndromes(code: code, basis: basis, form: form)
            vectorCorrector = VectorCorrector(code: code, basis: basis, form: form)
            return
        }
        #endif
        division = DivisionCheck(code: code, basis: basis)
        corrector = CodewordCorrector(code: code, basis: basis)
    }

    /// Bit k of the result is set when codeword k has errors.
    ///
    /// - Precondition: `codeblock` has the code's codeblock length.
    mutating func dirtyCodewords(_ codeblock: UnsafeRawBufferPointer) -> UInt32 {
        #if canImport(CSIMD) && arch(x86_64) && !PLAIN_SWIFT
        if let dirty = unsafe syndromes?.dirtyCodewords(codeblock) { return dirty }
        #endif
        return unsafe division?.dirtyCodewords(codeblock) ?? 0
    }

    /// To be called once before the errors of a block's codewords are asked for, after
    /// ``dirtyCodewords(_:)`` of that block.
    mutating func prepareCorrection() {
        #if canImport(CSIMD) && arch(x86_64) && !PLAIN_SWIFT
        syndromes?.complete()
        #endif
    }

    /// Looks for the errors of codeword `lane` of the interleaved `codeblock`.
    ///
    /// - Returns: whether `errors` turn the codeword into one of the code, at no more places than
    ///   the code corrects and none inside the virtual fill.
    mutating func locateErrors(
        _ codeblock: UnsafeRawBufferPointer, codeword lane: Int, into errors: inout CodewordErrors
    ) -> Bool {
        #if canImport(CSIMD) && arch(x86_64) && !PLAIN_SWIFT
        if let syndromes, let vectorCorrector {
            return vectorCorrector.locateErrors(syndromes, codeword: lane, into: &errors)
        }
        #endif
        return unsafe corrector?.locateErrors(codeblock, codeword: lane, into: &errors) ?? false
    }
}
