/// Comparing octets that lie in slabs.
enum Octets {
    /// Whether `count` octets at two places are the same.
    static func equal(
        _ left: Slab, _ leftOffset: Int, _ right: Slab, _ rightOffset: Int, count: Int
    ) -> Bool {
        let first = left.octets(leftOffset..<leftOffset + count)
        let second = right.octets(rightOffset..<rightOffset + count)
        var index = 0
        while index + 8 <= count {
            let a = unsafe first.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            let b = unsafe second.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            if a != b { return false }
            index += 8
        }
        while index < count {
            if unsafe first.unsafeLoad(fromByteOffset: index, as: UInt8.self)
                != second.unsafeLoad(fromByteOffset: index, as: UInt8.self)
            {
                return false
            }
            index += 1
        }
        return true
    }

    /// A digest of `count` octets that lie in a slab: 64 bits, so that two different pieces have
    /// the same one by chance once in 10¹⁹.
    static func digest(_ slab: Slab, _ offset: Int, count: Int) -> UInt64 {
        let octets = slab.octets(offset..<offset + count)
        var digest = UInt64(count)
        var index = 0
        while index + 8 <= count {
            digest = mix(
                digest,
                unsafe octets.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
            index += 8
        }
        var rest: UInt64 = 0
        while index < count {
            rest =
                rest << 8 | UInt64(unsafe octets.unsafeLoad(fromByteOffset: index, as: UInt8.self))
            index += 1
        }
        return mix(digest, rest)
    }

    /// One multiplication to 128 bits, both halves added.
    private static func mix(_ digest: UInt64, _ word: UInt64) -> UInt64 {
        let product = (digest ^ 0x9E37_79B9_7F4A_7C15)
            .multipliedFullWidth(by: word ^ 0xD6E8_FEB8_6659_FD93)
        return product.high ^ product.low &+ digest
    }

    /// The first up to four octets of a packet, read big-endian and filled with zeros.
    static func header(_ span: RawSpan, at offset: Int, length: Int) -> UInt32 {
        if length >= 4 {
            return UInt32(
                bigEndian: unsafe span.unsafeLoadUnaligned(
                    fromByteOffset: offset, as: UInt32.self))
        }
        var header: UInt32 = 0
        for index in 0..<4 {
            let octet =
                index < length
                ? unsafe span.unsafeLoad(fromByteOffset: offset + index, as: UInt8.self) : 0
            header = header << 8 | UInt32(octet)
        }
        return header
    }
}
