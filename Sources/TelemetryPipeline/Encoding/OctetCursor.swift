/// Writes a line into memory whose length was checked once for the whole line.
///
/// Every caller proves first, by ``NDJSONEncoder/maximumLength(data:)``, that the line fits;
/// debug builds check each step as well.
struct OctetCursor {
    private(set) var next: UnsafeMutablePointer<UInt8>
    private let end: UnsafeMutablePointer<UInt8>
    private let start: UnsafeMutablePointer<UInt8>

    init(_ memory: UnsafeMutableRawBufferPointer, needs length: Int) {
        precondition(memory.count >= length, "no room for a line")
        guard let base = memory.baseAddress else { preconditionFailure("no memory") }
        start = base.assumingMemoryBound(to: UInt8.self)
        next = start
        end = start + memory.count
    }

    var written: Int { next - start }

    @inline(__always)
    private mutating func advance(_ count: Int) {
        next += count
        assert(next <= end, "a line is longer than its bound")
    }

    @inline(__always)
    mutating func put(_ octet: UInt8) {
        next[0] = octet
        advance(1)
    }

    @inline(__always)
    mutating func put(_ text: StaticString) {
        UnsafeMutableRawPointer(next).copyMemory(
            from: text.utf8Start, byteCount: text.utf8CodeUnitCount)
        advance(text.utf8CodeUnitCount)
    }

    @inline(__always)
    mutating func put(_ octets: [UInt8]) {
        octets.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            UnsafeMutableRawPointer(next).copyMemory(from: base, byteCount: bytes.count)
        }
        advance(octets.count)
    }

    @inline(__always)
    mutating func decimal(_ value: UInt64) {
        if value < 10_000 {
            shortDecimal(UInt32(truncatingIfNeeded: value))
        } else {
            longDecimal(value)
        }
    }

    /// Up to four digits without a branch: all four in a word, the leading zeros shifted out.
    @inline(__always)
    private mutating func shortDecimal(_ value: UInt32) {
        let (high, low) = value.quotientAndRemainder(dividingBy: 100)
        let digits = high / 10 | (high % 10) << 8 | (low / 10) << 16 | (low % 10) << 24
        let zeros = min(3, digits.trailingZeroBitCount >> 3)
        let text = (digits | 0x3030_3030) >> UInt32(8 * zeros)
        UnsafeMutableRawPointer(next).storeBytes(of: text.littleEndian, as: UInt32.self)
        advance(4 - zeros)
    }

    @inline(never)
    private mutating func longDecimal(_ value: UInt64) {
        var rest = value
        var count = 0
        while rest > 0 {
            rest /= 10
            count += 1
        }
        rest = value
        for place in stride(from: count - 1, through: 0, by: -1) {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            next[place] = 0x30 + UInt8(truncatingIfNeeded: digit)
            rest = quotient
        }
        advance(count)
    }

    /// A number, or `null` for what is absent.
    @inline(__always)
    mutating func number(_ value: UInt64) {
        if value == FilterField.absent { put("null") } else { decimal(value) }
    }

    @inline(__always)
    mutating func time(_ time: UInt64, _ formatter: inout RFC3339Formatter) {
        formatter.write(time, to: next)
        advance(RFC3339Formatter.length)
    }

    /// Two lower-case hex digits for each octet.
    ///
    /// A plain loop without table, compare or shuffle: both digits of an octet are made in one
    /// 16-bit lane, which the compiler turns into vector code of any width.
    @inline(__always)
    mutating func hex(_ octets: RawSpan) {
        octets.withUnsafeBytes { source in
            let target = UnsafeMutableRawPointer(next)
            for index in 0..<source.count {
                let octet = UInt16(source[index])
                let nibbles = octet >> 4 | (octet & 0xF) << 8
                // A nibble over 9 carries into bit 4 when 6 is added.
                let letters = (nibbles &+ 0x0606) >> 4 & 0x0101
                let digits = nibbles &+ 0x3030 &+ letters &* 0x27
                target.storeBytes(
                    of: digits.littleEndian, toByteOffset: 2 * index, as: UInt16.self)
            }
        }
        advance(2 * octets.byteCount)
    }
}
