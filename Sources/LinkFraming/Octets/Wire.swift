/// Integers in octets. Each function proves its range once and then loads.
enum Wire {
    static func octet(_ span: RawSpan, at offset: Int) -> UInt8 {
        unsafe span.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }

    static func be16(_ span: RawSpan, at offset: Int) -> UInt16 {
        unsafe UInt16(bigEndian: span.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self))
    }

    static func be32(_ span: RawSpan, at offset: Int) -> UInt32 {
        unsafe UInt32(bigEndian: span.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    static func be64(_ span: RawSpan, at offset: Int) -> UInt64 {
        unsafe UInt64(bigEndian: span.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    static func le16(_ span: RawSpan, at offset: Int) -> UInt16 {
        unsafe UInt16(
            littleEndian: span.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self))
    }

    /// `count` octets, up to 8, least significant first.
    static func littleEndian(_ span: RawSpan, at offset: Int, count: Int) -> UInt64 {
        var value: UInt64 = 0
        for index in (0..<min(8, count)).reversed() {
            value = value << 8 | UInt64(octet(span, at: offset + index))
        }
        return value
    }
}
