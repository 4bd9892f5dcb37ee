/// Writes instants as RFC 3339 text with nine digits of a second:
/// `2026-11-22T20:00:00.123456789Z`.
///
/// Remembers the text of the last second, because packets come in order of time.
public struct RFC3339Formatter: Sendable {
    /// Octets of a text, always; years 1970…2554, all that 64 bits of nanoseconds reach.
    public static let length = 30

    private var second = UInt64.max
    // The 20 octets `2026-11-22T20:00:00.`, in the order of memory.
    private var first: UInt64 = 0
    private var middle: UInt64 = 0
    private var last: UInt32 = 0

    /// A formatter that remembers nothing yet.
    public init() {}

    /// Writes the text of `time` (ns since 1970 UTC) to the ``length`` octets at `target`.
    @inline(__always)
    mutating func write(_ time: UInt64, to target: UnsafeMutablePointer<UInt8>) {
        let (second, nanosecond) = time.quotientAndRemainder(dividingBy: 1_000_000_000)
        if second != self.second { remember(second) }
        let raw = UnsafeMutableRawPointer(target)
        raw.storeBytes(of: first, as: UInt64.self)
        raw.storeBytes(of: middle, toByteOffset: 8, as: UInt64.self)
        raw.storeBytes(of: last, toByteOffset: 16, as: UInt32.self)
        let (high, low) = UInt32(truncatingIfNeeded: nanosecond)
            .quotientAndRemainder(dividingBy: 10_000)
        let (top, middle) = high.quotientAndRemainder(dividingBy: 10_000)
        target[20] = 0x30 + UInt8(truncatingIfNeeded: top)
        RFC3339Formatter.fourDigits(middle, to: target + 21)
        RFC3339Formatter.fourDigits(low, to: target + 25)
        target[29] = 0x5A
    }

    /// The text of `time` (ns since 1970 UTC).
    public mutating func string(_ time: UInt64) -> String {
        String(unsafeUninitializedCapacity: RFC3339Formatter.length) { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            write(time, to: base)
            return RFC3339Formatter.length
        }
    }

    @inline(__always)
    private static func fourDigits(_ value: UInt32, to target: UnsafeMutablePointer<UInt8>) {
        let (high, low) = value.quotientAndRemainder(dividingBy: 100)
        target[0] = 0x30 + UInt8(truncatingIfNeeded: high / 10)
        target[1] = 0x30 + UInt8(truncatingIfNeeded: high % 10)
        target[2] = 0x30 + UInt8(truncatingIfNeeded: low / 10)
        target[3] = 0x30 + UInt8(truncatingIfNeeded: low % 10)
    }

    @inline(never)
    private mutating func remember(_ second: UInt64) {
        self.second = second
        let date = CivilDate(daysSince1970: Int(second / 86_400))
        let clock = Int(second % 86_400)
        var text: [UInt8] = []
        text.reserveCapacity(20)
        func append(_ value: Int, _ separator: Unicode.Scalar) {
            text.append(0x30 + UInt8(value / 10))
            text.append(0x30 + UInt8(value % 10))
            text.append(UInt8(ascii: separator))
        }
        text.append(0x30 + UInt8(date.year / 1000))
        text.append(0x30 + UInt8(date.year / 100 % 10))
        append(date.year % 100, "-")
        append(date.month, "-")
        append(date.day, "T")
        append(clock / 3_600, ":")
        append(clock / 60 % 60, ":")
        append(clock % 60, ".")
        text.withUnsafeBytes { octets in
            first = octets.loadUnaligned(as: UInt64.self)
            middle = octets.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
            last = octets.loadUnaligned(fromByteOffset: 16, as: UInt32.self)
        }
    }
}
