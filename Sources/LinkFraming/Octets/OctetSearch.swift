#if canImport(CSIMD) && arch(x86_64)
import CSIMD
#endif

/// Finding octets, many at a time.
public enum OctetSearch {
    private static let low: UInt64 = 0x0101_0101_0101_0101
    private static let high: UInt64 = 0x8080_8080_8080_8080

    /// Offset of the first `octet` in `span` at or after `start`; `nil` if there is none.
    public static func firstIndex(of octet: UInt8, in span: RawSpan, from start: Int) -> Int? {
        firstIndex(of: octet, or: octet, in: span, from: start)
    }

    /// Offset of the first octet in `span` at or after `start` that is one of two; `nil` if there
    /// is none.
    public static func firstIndex(
        of first: UInt8, or second: UInt8, in span: RawSpan, from start: Int
    ) -> Int? {
        firstIndex(of: first, or: second, in: span, from: start, usesVectors: true)
    }

    /// - Parameter usesVectors: `false` for the reference in plain Swift, whatever the processor.
    static func firstIndex(
        of first: UInt8, or second: UInt8, in span: RawSpan, from start: Int, usesVectors: Bool
    ) -> Int? {
        precondition(start >= 0)
        guard start < span.byteCount else { return nil }
        #if canImport(CSIMD) && arch(x86_64)
        if usesVectors {
            return unsafe span.withUnsafeBytes { octets -> Int? in
                guard let base = octets.baseAddress else { return nil }
                let rest = octets.count - start
                let found = unsafe csimd_find_octet(
                    base.assumingMemoryBound(to: UInt8.self) + start, rest, first, second)
                return found < rest ? start + found : nil
            }
        }
        #endif
        return wordwise(first, second, span, start)
    }

    /// Eight octets at a time.
    private static func wordwise(
        _ first: UInt8, _ second: UInt8, _ span: RawSpan, _ start: Int
    ) -> Int? {
        let firsts = UInt64(first) &* low
        let seconds = UInt64(second) &* low
        var index = start
        while index + 8 <= span.byteCount {
            let word = UInt64(
                littleEndian: unsafe span.unsafeLoadUnaligned(
                    fromByteOffset: index, as: UInt64.self))
            let zeros = zeroOctets(word ^ firsts) | zeroOctets(word ^ seconds)
            if zeros != 0 { return index + zeros.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < span.byteCount {
            let octet = Wire.octet(span, at: index)
            if octet == first || octet == second { return index }
            index += 1
        }
        return nil
    }

    /// The highest bit of each octet that is zero, exact for the lowest such octet.
    private static func zeroOctets(_ word: UInt64) -> UInt64 {
        (word &- low) & ~word & high
    }
}
