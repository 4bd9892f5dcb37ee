/// Checks and corrects codewords of low-density parity-check codes in place, as they stand on the
/// wire (CCSDS 131.0-B-5 §7.3).
///
/// A word whose checks hold is told at once. In others a few wrong bits are found by the checks
/// that fail, more by messages between bits and checks (min-sum); whatever comes of it is a
/// codeword, or is not given out. Nothing is allocated after the initializer.
///
/// ```swift
/// var decoder = LDPCDecoder(code: .c2)
/// switch decoder.decode(&codeword) {
/// case .clean, .corrected: use(codeword.prefix(decoder.code.dataLength))
/// case .uncorrectable: reject()
/// }
/// ```
public struct LDPCDecoder: Sendable {
    /// The code of the words.
    public let code: LDPCCode

    private var checker = ParityChecker()
    private var flipping = BitFlipping()
    private var messages = MessagePassing()
    /// The codeword as it was received.
    private var received: [UInt8]

    /// Failing checks of 1022 over which a word of decided bits is no codeword with errors: half of
    /// them fail in a word of any bits, 511 with a standard deviation of 16, a quarter at the limit
    /// of what can be corrected. So noise costs no time.
    static let maximumChecks = 440

    /// A decoder for `code`.
    public init(code: LDPCCode) {
        self.code = code
        received = [UInt8](repeating: 0, count: code.codewordLength)
    }

    /// Checks a codeword of decided bits, the first one most significant, and corrects it in place:
    /// data, parity and fill.
    ///
    /// A word whose length is not ``LDPCCode/codewordLength`` is uncorrectable. One that is
    /// uncorrectable keeps the octets that were received.
    @unsafe
    public mutating func decode(_ codeword: UnsafeMutableRawBufferPointer) -> LDPCResult {
        guard codeword.count == code.codewordLength, let base = codeword.baseAddress else {
            return .uncorrectable
        }
        let checks = unsafe checker.check(base)
        let last = unsafe codeword[codeword.count - 1]
        if checks.isSatisfied, last & C2Matrix.fill == 0 {
            return checks.isExpurgated ? .clean : .uncorrectable
        }
        guard checks.count <= LDPCDecoder.maximumChecks else { return .uncorrectable }
        return unsafe correct(codeword, base, checks, symbols: nil, flip: 0)
    }

    /// Checks a codeword of decided bits, and corrects it in place.
    ///
    /// The rules are those of ``decode(_:)-(UnsafeMutableRawBufferPointer)``.
    public mutating func decode(_ codeword: inout MutableRawSpan) -> LDPCResult {
        unsafe codeword.withUnsafeMutableBytes { unsafe decode($0) }
    }

    /// Checks a codeword of decided bits, and corrects it in place.
    ///
    /// The rules are those of ``decode(_:)-(UnsafeMutableRawBufferPointer)``.
    public mutating func decode(_ codeword: inout [UInt8]) -> LDPCResult {
        unsafe codeword.withUnsafeMutableBytes { unsafe decode($0) }
    }

    /// Decodes a codeword out of symbols as a demodulator hands them over, a one positive as
    /// ``SymbolForm`` says; soft ones may have any strength. (The code tells ones from zeros: the
    /// symbols must have the right polarity.)
    ///
    /// A number of symbols that is not the codeword's is uncorrectable, as is room of another size
    /// than ``LDPCCode/codewordLength``; then nothing is written.
    ///
    /// - Parameters:
    ///   - symbols: of the whole codeword, fill included: 8160 octets, or 1020 of decided ones.
    ///   - form: of the symbols.
    ///   - codeword: gets the codeword; of an uncorrectable one what each symbol says by itself.
    /// - Returns: counts as corrected the bits that differ from what their symbols say. A symbol
    ///   that says nothing is never wrong: where only such ones had to be filled in, it is none.
    @unsafe
    public mutating func decode(
        symbols: UnsafeRawBufferPointer, form: SymbolForm,
        into codeword: UnsafeMutableRawBufferPointer
    ) -> LDPCResult {
        guard codeword.count == code.codewordLength, let base = codeword.baseAddress,
            symbols.count == codeword.count * form.bitsPerSymbol
        else { return .uncorrectable }
        guard form != .hard else {
            unsafe codeword.copyMemory(from: symbols)
            return unsafe decode(codeword)
        }
        unsafe LDPCDecoder.decide(symbols, form.flip, to: codeword)
        let checks = unsafe checker.check(base)
        if checks.isSatisfied, unsafe codeword[codeword.count - 1] & C2Matrix.fill == 0 {
            return checks.isExpurgated ? .clean : .uncorrectable
        }
        return unsafe correct(codeword, base, checks, symbols: symbols, flip: form.flip)
    }

    // MARK: correcting

    private mutating func correct(
        _ codeword: UnsafeMutableRawBufferPointer, _ base: UnsafeMutableRawPointer,
        _ checks: ParityChecks, symbols: UnsafeRawBufferPointer?, flip: UInt8
    ) -> LDPCResult {
        unsafe received.withUnsafeMutableBytes { unsafe $0.copyMemory(from: .init(codeword)) }
        unsafe codeword[codeword.count - 1] &= ~C2Matrix.fill
        var now = unsafe flipping.correct(base, checks, using: &checker)
        if !now.isSatisfied {
            unsafe passMessages(base, symbols, flip)
            // Whatever was decided on: this is what says that it is a codeword.
            now = unsafe checker.check(base)
        }
        guard now.isSatisfied, now.isExpurgated else {
            unsafe received.withUnsafeBytes { unsafe codeword.copyMemory(from: $0) }
            return .uncorrectable
        }
        return unsafe .corrected(bits: changedBits(codeword, symbols, flip))
    }

    private mutating func passMessages(
        _ codeword: UnsafeMutableRawPointer, _ symbols: UnsafeRawBufferPointer?, _ flip: UInt8
    ) {
        guard let symbols = unsafe symbols else {
            let received = received
            let decided = MessageMemory.decided
            _ = unsafe messages.decode(
                { received[$0 >> 3] & 0x80 >> UInt8($0 & 7) != 0 ? -decided : decided },
                to: codeword)
            return
        }
        _ = unsafe messages.decode(
            { bit in
                let value = unsafe Int8(bitPattern: symbols[bit] ^ flip)
                return -Int16(value) * MessageMemory.symbolStep
            }, to: codeword)
    }

    /// Bits that are not what was received, less those of which nothing was received.
    private func changedBits(
        _ codeword: UnsafeMutableRawBufferPointer, _ symbols: UnsafeRawBufferPointer?,
        _ flip: UInt8
    ) -> Int {
        var count = 0
        for place in received.indices {
            let changed = unsafe codeword[place] ^ received[place]
            count += changed.nonzeroBitCount
            guard changed != 0, let symbols = unsafe symbols else { continue }
            for bit in 0..<8 where changed & 0x80 >> UInt8(bit) != 0 {
                if unsafe symbols[8 * place + bit] ^ flip == 0 { count -= 1 }
            }
        }
        return count
    }

    /// Each symbol decided by itself; one that says nothing is a zero.
    private static func decide(
        _ symbols: UnsafeRawBufferPointer, _ flip: UInt8,
        to codeword: UnsafeMutableRawBufferPointer
    ) {
        for place in codeword.indices {
            var octet: UInt8 = 0
            for bit in 0..<8 {
                let value = unsafe Int8(bitPattern: symbols[8 * place + bit] ^ flip)
                octet = octet << 1 | (value > 0 ? 1 : 0)
            }
            unsafe codeword[place] = octet
        }
    }
}
