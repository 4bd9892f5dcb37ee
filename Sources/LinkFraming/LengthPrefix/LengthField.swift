/// An unsigned integer of 1 to 4 octets that says how long a record is.
public struct LengthField: Equatable, Sendable {
    /// Octets of the field.
    public let width: Int
    /// Least significant octet first.
    public let isLittleEndian: Bool

    /// - Returns: `nil` unless `width` is 1…4.
    public init?(width: Int, isLittleEndian: Bool) {
        guard (1...4).contains(width) else { return nil }
        self.width = width
        self.isLittleEndian = isLittleEndian
    }

    /// The field's value at `offset` of `span`; `nil` where the span ends before the field does.
    public func value(in span: RawSpan, at offset: Int) -> Int? {
        guard offset >= 0, offset + width <= span.byteCount else { return nil }
        var value = 0
        for index in 0..<width {
            let place = isLittleEndian ? width - 1 - index : index
            let octet = unsafe span.unsafeLoad(fromByteOffset: offset + place, as: UInt8.self)
            value = value << 8 | Int(octet)
        }
        return value
    }
}
