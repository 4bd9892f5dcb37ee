extension UTCInstant: CustomStringConvertible {
    /// RFC 3339 with nanoseconds: `2026-11-22T20:00:00.123456789Z`.
    public var description: String { formatted() }

    /// RFC 3339 text, which is CCSDS ASCII time code A too (301.0-B-4 §3.5.1.1).
    ///
    /// A year after 9999 or before 0 takes the digits that it needs.
    ///
    /// - Parameter fractionDigits: digits of the second's fraction, 0 to 12; the rest is cut off,
    ///   never rounded, so that no instant is shown later than it is.
    /// - Precondition: `fractionDigits` is 0 to 12.
    public func formatted(fractionDigits: Int = 9) -> String {
        var octets: [UInt8] = []
        octets.reserveCapacity(33)
        append(to: &octets, fractionDigits: fractionDigits)
        return String(decoding: octets, as: UTF8.self)
    }

    /// Appends what ``formatted(fractionDigits:)`` says, as ASCII.
    ///
    /// - Precondition: `fractionDigits` is 0 to 12.
    public func append(to octets: inout [UInt8], fractionDigits: Int = 9) {
        precondition((0...12).contains(fractionDigits), "fraction of 0 to 12 digits")
        let (year, month, dayOfMonth) = CalendarDate.date(ofDay: day)
        let (second, picosecond) = picosecondOfDay.quotientAndRemainder(
            dividingBy: UTCInstant.picosecondsPerSecond)
        // Second 86,400 is the 61st of the last minute.
        let minute = min(second / 60, 1_439)
        if year < 0 { octets.append(UInt8(ascii: "-")) }
        octets.appendDecimal(year.magnitude, digits: year.magnitude > 9_999 ? 0 : 4)
        octets.append(UInt8(ascii: "-"))
        octets.appendDecimal(UInt64(month), digits: 2)
        octets.append(UInt8(ascii: "-"))
        octets.appendDecimal(UInt64(dayOfMonth), digits: 2)
        octets.append(UInt8(ascii: "T"))
        octets.appendDecimal(minute / 60, digits: 2)
        octets.append(UInt8(ascii: ":"))
        octets.appendDecimal(minute % 60, digits: 2)
        octets.append(UInt8(ascii: ":"))
        octets.appendDecimal(second - minute * 60, digits: 2)
        if fractionDigits > 0 {
            octets.append(UInt8(ascii: "."))
            var fraction = picosecond
            for _ in fractionDigits..<12 { fraction /= 10 }
            octets.appendDecimal(fraction, digits: fractionDigits)
        }
        octets.append(UInt8(ascii: "Z"))
    }
}

extension [UInt8] {
    /// Appends `value` in decimal, with zeros in front up to `digits` digits.
    fileprivate mutating func appendDecimal(_ value: UInt64, digits: Int) {
        let start = count
        var rest = value
        var written = 0
        // 20 digits: the longest 64-bit value.
        while written < digits || rest > 0, written < 20 {
            append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
            written += 1
        }
        self[start...].reverse()
    }
}
