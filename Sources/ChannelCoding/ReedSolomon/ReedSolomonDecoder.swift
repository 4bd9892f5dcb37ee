/// Checks and corrects codeblocks in place, as they stand on the wire (CCSDS 131.0-B-5 §4).
///
/// Each block is checked first, at sixteen consecutive roots; only a codeword that fails is
/// decoded. Nothing is allocated after the initializer.
///
/// ```swift
/// guard let code = ReedSolomonCode(errorCapability: 16, interleavingDepth: 4) else { return }
/// var decoder = ReedSolomonDecoder(code: code)
/// switch decoder.decode(&codeblock) {
/// case .clean, .corrected: use(codeblock.prefix(code.dataLength))
/// case .uncorrectable: reject(decoder.corrections)
/// }
/// ```
public struct ReedSolomonDecoder: Sendable {
    /// The code of the blocks.
    public let code: ReedSolomonCode

    /// For each codeword of the block decoded last, how many symbols were wrong, −1 where it could
    /// not be corrected.
    ///
    /// In a block that is uncorrectable as a whole, the other codewords keep their counts,
    /// although their octets are left as received.
    public private(set) var corrections: [Int]

    /// Whether words that pass the check are looked at with all of the code's roots.
    ///
    /// The check has sixteen of the 32 roots of E = 16, and these are the roots of E = 8: each
    /// word of that code passes it. No errors do (2⁻¹²⁸), only another code; so this need be set
    /// only until a stream is known.
    public var checksEveryRoot = false

    private var engine: ReedSolomonEngine
    /// Of each codeword of the block.
    private var errors: [CodewordErrors]

    /// A decoder for `code`.
    public init(code: ReedSolomonCode) {
        self.init(code: code, form: .best)
    }

    package init(code: ReedSolomonCode, form: ArithmeticForm) {
        self.code = code
        corrections = Array(repeating: 0, count: code.interleavingDepth)
        engine = ReedSolomonEngine(code: code, form: form)
        errors = Array(repeating: CodewordErrors(), count: code.interleavingDepth)
    }

    /// Checks `codeblock` and corrects its data and parity octets in place.
    ///
    /// A block whose length is not ``ReedSolomonCode/codeblockLength`` is uncorrectable. When any
    /// codeword is uncorrectable, the whole block keeps the octets that were received.
    @unsafe
    public mutating func decode(_ codeblock: UnsafeMutableRawBufferPointer) -> ReedSolomonResult {
        guard codeblock.count == code.codeblockLength else {
            for lane in corrections.indices { corrections[lane] = -1 }
            return .uncorrectable
        }
        let dirty = unsafe engine.dirtyCodewords(UnsafeRawBufferPointer(codeblock))
        for lane in corrections.indices { corrections[lane] = 0 }
        if checksEveryRoot, code.errorCapability > ReedSolomonDecoder.checkedErrors {
            return unsafe correct(codeblock, dirty: everyCodeword)
        }
        if dirty == 0 { return .clean }
        return unsafe correct(codeblock, dirty: dirty)
    }

    /// Checks `codeblock` and corrects its data and parity octets in place.
    ///
    /// The rules are those of ``decode(_:)-(UnsafeMutableRawBufferPointer)``.
    public mutating func decode(_ codeblock: inout MutableRawSpan) -> ReedSolomonResult {
        unsafe codeblock.withUnsafeMutableBytes { unsafe decode($0) }
    }

    /// Checks `codeblock` and corrects its data and parity octets in place.
    ///
    /// The rules are those of ``decode(_:)-(UnsafeMutableRawBufferPointer)``.
    public mutating func decode(_ codeblock: inout [UInt8]) -> ReedSolomonResult {
        unsafe codeblock.withUnsafeMutableBytes { unsafe decode($0) }
    }

    /// Errors that a code corrects which has just the roots of the check.
    private static let checkedErrors = 8

    private var everyCodeword: UInt32 { (1 << UInt32(code.interleavingDepth)) - 1 }

    private mutating func correct(
        _ codeblock: UnsafeMutableRawBufferPointer, dirty: UInt32
    ) -> ReedSolomonResult {
        var isCorrectable = true
        engine.prepareCorrection()
        for lane in corrections.indices where dirty & (1 << UInt32(lane)) != 0 {
            let found = unsafe engine.locateErrors(
                UnsafeRawBufferPointer(codeblock), codeword: lane, into: &errors[lane])
            corrections[lane] = found ? errors[lane].count : -1
            if !found { isCorrectable = false }
        }
        guard isCorrectable else { return .uncorrectable }
        var symbols = 0
        for lane in corrections.indices where dirty & (1 << UInt32(lane)) != 0 {
            unsafe apply(errors[lane], lane: lane, to: codeblock)
            symbols += corrections[lane]
        }
        return symbols == 0 ? .clean : .corrected(symbols: symbols)
    }

    private func apply(
        _ errors: CodewordErrors, lane: Int, to codeblock: UnsafeMutableRawBufferPointer
    ) {
        for index in 0..<errors.count {
            let error = errors[index]
            let place = error.place - code.fill.count
            unsafe codeblock[place * code.interleavingDepth + lane] ^= error.change
        }
    }
}
