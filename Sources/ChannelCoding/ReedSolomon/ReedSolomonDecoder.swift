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

    private var check: CodeblockCheck
    private var corrector: CodewordCorrector
    private var pending: [PendingCorrection] = []

    /// A symbol to be changed once all codewords of the block have been decoded.
    private struct PendingCorrection: Sendable {
        var offset: Int
        var change: UInt8
    }

    /// A decoder for `code`.
    public init(code: ReedSolomonCode) {
        self.init(code: code, usesVectors: true)
    }

    /// - Parameter usesVectors: `false` for the references in plain Swift, whatever the processor.
    init(code: ReedSolomonCode, usesVectors: Bool) {
        let basis = SymbolBasis(code.basis)
        self.code = code
        corrections = Array(repeating: 0, count: code.interleavingDepth)
        check = CodeblockCheck(code: code, basis: basis, usesVectors: usesVectors)
        corrector = CodewordCorrector(code: code, basis: basis, usesVectors: usesVectors)
        pending.reserveCapacity(code.interleavingDepth * code.errorCapability)
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
        let dirty = unsafe check.dirtyCodewords(UnsafeRawBufferPointer(codeblock))
        for lane in corrections.indices { corrections[lane] = 0 }
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

    private mutating func correct(
        _ codeblock: UnsafeMutableRawBufferPointer, dirty: UInt32
    ) -> ReedSolomonResult {
        pending.removeAll(keepingCapacity: true)
        var isCorrectable = true
        for lane in corrections.indices where dirty & (1 << UInt32(lane)) != 0 {
            let found = unsafe corrector.locateErrors(
                UnsafeRawBufferPointer(codeblock), codeword: lane)
            if found {
                corrections[lane] = corrector.errors.count
                collect(lane: lane)
            } else {
                corrections[lane] = -1
                isCorrectable = false
            }
        }
        guard isCorrectable else { return .uncorrectable }
        for correction in pending { unsafe codeblock[correction.offset] ^= correction.change }
        return .corrected(symbols: pending.count)
    }

    private mutating func collect(lane: Int) {
        for error in corrector.errors {
            let place = error.place - code.fill.count
            pending.append(
                PendingCorrection(
                    offset: place * code.interleavingDepth + lane, change: error.change))
        }
    }
}
