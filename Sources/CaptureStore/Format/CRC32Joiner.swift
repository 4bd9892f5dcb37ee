/// Joins the CRC-32 of two pieces to the CRC-32 of both, so that the octets of a chunk are read
/// once although two checksums cover them: that of the chunk and that of its block.
///
/// Appending n octets multiplies the CRC before them by x^(8n) modulo the polynomial. Chunks of
/// one link mostly have one length, so the last power is kept.
struct CRC32Joiner {
    private var length = 0
    private var power: UInt32 = 0x8000_0000  // x^0, bits reflected

    /// Bits of a length: the bound of the loop that raises x to a power.
    private static let lengthBits = 63

    /// The CRC of the octets of `first` followed by those of `second`, which are `count` many.
    mutating func join(_ first: UInt32, _ second: UInt32, count: Int) -> UInt32 {
        if count != length {
            length = count
            power = CRC32Joiner.power(octets: count)
        }
        return CRC32Joiner.multiply(power, first) ^ second
    }

    /// x^(8 · octets) modulo the polynomial, by squaring.
    private static func power(octets: Int) -> UInt32 {
        var result: UInt32 = 0x8000_0000
        var square: UInt32 = 0x0080_0000  // x^8
        var rest = octets
        for _ in 0..<lengthBits where rest > 0 {
            if rest & 1 != 0 { result = multiply(square, result) }
            square = multiply(square, square)
            rest >>= 1
        }
        return result
    }

    /// The product of two polynomials modulo the CRC's, bits reflected.
    private static func multiply(_ a: UInt32, _ b: UInt32) -> UInt32 {
        var product: UInt32 = 0
        var shifted = b
        var mask: UInt32 = 0x8000_0000
        for _ in 0..<32 {
            if a & mask != 0 { product ^= shifted }
            shifted = shifted & 1 != 0 ? (shifted >> 1) ^ CRC32.polynomial : shifted >> 1
            mask >>= 1
        }
        return product
    }
}
