/// Which parity checks of a codeword fail (CCSDS 131.0-B-5 §7.3): a bit for each row of the matrix.
///
/// A circulant's product with a block is the block turned left by each of the circulant's two
/// places: 64 rotations, 64 bits at a time, are the whole matrix.
struct ParityChecks {
    /// Rows of the upper circulants.
    private(set) var upper = BlockBits.zero
    /// Rows of the lower circulants.
    private(set) var lower = BlockBits.zero
    /// Bits of the blocks whose parity must be even, one set after the other.
    private var even = (BlockBits.zero, BlockBits.zero)

    /// No row of the matrix fails.
    var isSatisfied: Bool { (upper | lower).isEmpty }

    /// Rows that fail.
    var count: Int { upper.count + lower.count }

    /// What the matrix does not say, but its encoder keeps: ``C2Matrix/evenBlocks``.
    var isExpurgated: Bool { even.0.isEven && even.1.isEven }

    /// - Parameter blocks: all of them, doubled, one after the other.
    init(_ blocks: UnsafeMutablePointer<UInt64>) {
        let ones = C2Matrix.ones
        let (first, second) = (C2Matrix.evenBlocks[0], C2Matrix.evenBlocks[1])
        for index in 0..<C2Matrix.blocks {
            let block = unsafe DoubledBlock(blocks + index * DoubledBlock.words)
            unsafe upper ^= block.turnedLeft(by: Int(ones[2 * index]))
            unsafe upper ^= block.turnedLeft(by: Int(ones[2 * index + 1]))
            unsafe lower ^= block.turnedLeft(by: Int(ones[C2Matrix.rowWeight + 2 * index]))
            unsafe lower ^= block.turnedLeft(by: Int(ones[C2Matrix.rowWeight + 2 * index + 1]))
            let bits = unsafe block.bits & .mask
            if first >> UInt16(index) & 1 == 1 { even.0 ^= bits }
            if second >> UInt16(index) & 1 == 1 { even.1 ^= bits }
        }
        upper &= .mask
        lower &= .mask
    }
}
