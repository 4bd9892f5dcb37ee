/// The 511 bits of a block in eight words, the first bit most significant; the last bit of the last
/// word is no bit of the block.
typealias BlockBits = SIMD8<UInt64>

extension BlockBits {
    /// The bits of a block.
    static let mask: BlockBits = {
        var mask = BlockBits(repeating: ~0)
        mask[7] = ~1
        return mask
    }()

    /// The 512 bits from `bit` on.
    @inline(__always)
    init(_ words: UnsafePointer<UInt64>, atBit bit: Int) {
        let word = unsafe UnsafeRawPointer(words + bit >> 6)
        let shift = UInt64(truncatingIfNeeded: bit & 63)
        let high = unsafe word.loadUnaligned(as: BlockBits.self)
        let low = unsafe word.loadUnaligned(fromByteOffset: 8, as: BlockBits.self)
        // Shifted in two steps, because a shift by 64 is one by 0.
        self =
            high &<< BlockBits(repeating: shift)
            | (low &>> 1) &>> BlockBits(repeating: 63 &- shift)
    }

    /// Bits that are set.
    var count: Int { indices.reduce(0) { $0 + self[$1].nonzeroBitCount } }

    /// The number of set bits is even.
    var isEven: Bool {
        let four = lowHalf ^ highHalf
        let two = four.lowHalf ^ four.highHalf
        return (two[0] ^ two[1]).nonzeroBitCount.isMultiple(of: 2)
    }

    /// No bit is set.
    var isEmpty: Bool {
        let four = lowHalf | highHalf
        let two = four.lowHalf | four.highHalf
        return two[0] | two[1] == 0
    }
}
