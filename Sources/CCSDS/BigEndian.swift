// All integers of the formats here are sent most significant octet first (CCSDS 133.0-B-2 §1.6.2
// and the same clause of its sister books). Each function proves its range once and then loads.

/// The octet at `offset`.
///
/// - Precondition: `offset` lies in `span`.
@inlinable
public func octet(_ span: RawSpan, at offset: Int) -> UInt8 {
    unsafe span.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
}

/// The 16-bit big-endian integer at `offset`.
///
/// - Precondition: two octets from `offset` on lie in `span`.
@inlinable
public func be16(_ span: RawSpan, at offset: Int) -> UInt16 {
    unsafe UInt16(bigEndian: span.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self))
}

/// The 24-bit big-endian integer at `offset`.
///
/// - Precondition: three octets from `offset` on lie in `span`.
@inlinable
public func be24(_ span: RawSpan, at offset: Int) -> UInt32 {
    precondition(offset >= 0 && span.byteCount >= 3 && offset <= span.byteCount &- 3)
    let high = unsafe span.unsafeLoadUnaligned(
        fromUncheckedByteOffset: offset, as: UInt16.self)
    let low = unsafe span.unsafeLoadUnaligned(
        fromUncheckedByteOffset: offset &+ 2, as: UInt8.self)
    return UInt32(UInt16(bigEndian: high)) << 8 | UInt32(low)
}

/// The 32-bit big-endian integer at `offset`.
///
/// - Precondition: four octets from `offset` on lie in `span`.
@inlinable
public func be32(_ span: RawSpan, at offset: Int) -> UInt32 {
    unsafe UInt32(bigEndian: span.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
}

/// The 64-bit big-endian integer at `offset`.
///
/// - Precondition: eight octets from `offset` on lie in `span`.
@inlinable
public func be64(_ span: RawSpan, at offset: Int) -> UInt64 {
    unsafe UInt64(bigEndian: span.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
}

/// The big-endian integer of `count` octets, up to 16, at `offset`; 0 for no octets.
///
/// - Precondition: `count` octets from `offset` on lie in `span`.
@inlinable
func bigEndianInteger(_ span: RawSpan, at offset: Int, count: Int) -> UInt128 {
    precondition(count <= 16)
    var value: UInt128 = 0
    for index in offset..<offset + count {
        value = value << 8 | UInt128(octet(span, at: index))
    }
    return value
}

extension [UInt8] {
    /// Appends the `count` low octets of `value`, most significant first.
    mutating func appendBigEndian(_ value: some FixedWidthInteger, count: Int) {
        for index in stride(from: count - 1, through: 0, by: -1) {
            append(UInt8(truncatingIfNeeded: value >> (8 * index)))
        }
    }
}
