/// The bits of a block twice in a row, so that each rotation of them is one stretch; in memory that
/// the caller lends.
@unsafe
struct DoubledBlock {
    /// Words that it takes.
    static let words = 16

    private let words: UnsafeMutablePointer<UInt64>

    init(_ memory: UnsafeMutablePointer<UInt64>) { unsafe words = memory }

    /// The bits, and behind the last one the first.
    var bits: BlockBits { unsafe BlockBits(words, atBit: 0) }

    /// - Parameters:
    ///   - bits: of the block; what lies behind the last one does not matter.
    ///   - next: the same without the first bit.
    @inline(__always)
    func store(_ bits: BlockBits, next: BlockBits) {
        let room = unsafe UnsafeMutableRawPointer(words)
        unsafe room.storeBytes(of: bits, as: BlockBits.self)
        unsafe room.storeBytes(of: next, toByteOffset: 64, as: BlockBits.self)
        unsafe words[7] = bits[7] & ~1 | bits[0] >> 63
    }

    func store(_ bits: BlockBits) {
        unsafe store(bits, next: .zero)
        unsafe store(bits, next: BlockBits(words, atBit: 1))
    }

    /// The bit at `place` comes first.
    @inline(__always)
    func turnedLeft(by place: Int) -> BlockBits { unsafe BlockBits(words, atBit: place) }

    /// The first bit comes to `place`.
    @inline(__always)
    func turnedRight(by place: Int) -> BlockBits {
        unsafe BlockBits(words, atBit: C2Matrix.size - place)
    }
}
