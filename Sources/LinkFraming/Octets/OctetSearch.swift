/// Finding an octet, eight at a time.
public enum OctetSearch {
    private static let low: UInt64 = 0x0101_0101_0101_0101
    private static let high: UInt64 = 0x8080_8080_8080_8080

    /// Offset of the first `octet` in `span` at or after `start`; `nil` if there is none.
    public static func firstIndex(of octet: UInt8, in span: RawSpan, from start: Int) -> Int? {
        precondition(start >= 0)
        let pattern = UInt64(octet) &* low
        var index = start
        while index + 8 <= span.byteCount {
            let word = unsafe span.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            let difference = UInt64(littleEndian: word) ^ pattern
            // The highest bit of each octet that is zero, exact for the lowest such octet.
            let zeros = (difference &- low) & ~difference & high
            if zeros != 0 { return index + zeros.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < span.byteCount {
            if unsafe span.unsafeLoad(fromByteOffset: index, as: UInt8.self) == octet {
                return index
            }
            index += 1
        }
        return nil
    }
}
