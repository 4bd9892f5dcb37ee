/// Finds which checks of a codeword fail, in memory of its own.
struct ParityChecker: Sendable {
    /// Blocks, doubled; then the codeword.
    private var words = [UInt64](
        repeating: 0, count: ParityChecker.blockWords + ParityChecker.sentWords)

    /// Words of a codeword, the first of which are no bits of it, and one behind it.
    private static let sentWords = C2Matrix.codewordLength / 8 + 3
    private static let blockWords = unsafe C2Matrix.blocks * DoubledBlock.words

    /// The checks of a codeword as it is sent. Its fill is not looked at.
    mutating func check(_ codeword: UnsafeRawPointer) -> ParityChecks {
        unsafe words.withUnsafeMutableBufferPointer { words in
            guard let blocks = words.baseAddress else {
                preconditionFailure("an array with words has an address")
            }
            unsafe ParityChecker.divide(
                codeword, by: blocks + ParityChecker.blockWords, to: blocks)
            return unsafe ParityChecks(blocks)
        }
    }

    /// The codeword as words, then as blocks.
    private static func divide(
        _ codeword: UnsafeRawPointer, by words: UnsafeMutablePointer<UInt64>,
        to blocks: UnsafeMutablePointer<UInt64>
    ) {
        // The zeros that are not sent, and more that nobody reads.
        unsafe words[0] = 0
        let whole = C2Matrix.codewordLength / 8
        for word in 0..<whole {
            let octets = unsafe codeword.loadUnaligned(fromByteOffset: 8 * word, as: UInt64.self)
            unsafe words[word + 1] = UInt64(bigEndian: octets)
        }
        let rest = unsafe codeword.loadUnaligned(fromByteOffset: 8 * whole, as: UInt32.self)
        unsafe words[whole + 1] = UInt64(UInt32(bigEndian: rest)) << 32
        unsafe words[whole + 2] = 0
        for block in 0..<C2Matrix.blocks {
            let first = 64 - C2Matrix.shortened + block * C2Matrix.size
            let bits = unsafe BlockBits(words, atBit: first)
            let next = unsafe BlockBits(words, atBit: first + 1)
            unsafe DoubledBlock(blocks + block * DoubledBlock.words).store(bits, next: next)
        }
    }
}
