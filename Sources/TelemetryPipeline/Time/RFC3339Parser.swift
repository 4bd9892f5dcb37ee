/// Reads an RFC 3339 `date-time` into nanoseconds since 1970 UTC.
public enum RFC3339Parser {
    /// - Returns: `nil` when `text` is no such time, or none that the result can hold
    ///   (1970…2554). Digits of a second after the ninth are cut off. A leap second `:60` is read
    ///   as the second that follows it, as POSIX clocks do.
    public static func nanoseconds(_ text: some Collection<UInt8>) -> UInt64? {
        var reader = DigitReader(octets: Array(text))
        guard let year = reader.digits(4), reader.take("-"), let month = reader.digits(2),
            reader.take("-"), let day = reader.digits(2), reader.take("T") || reader.take("t"),
            let hour = reader.digits(2), hour <= 23, reader.take(":"),
            let minute = reader.digits(2), minute <= 59, reader.take(":"),
            let second = reader.digits(2), second <= 60,
            let date = CivilDate(year: year, month: month, day: day),
            let fraction = reader.fraction(), let offset = reader.zoneOffset(), reader.isAtEnd
        else { return nil }
        let seconds =
            date.daysSince1970 * 86_400 + hour * 3_600 + minute * 60 + second - offset * 60
        // Leap seconds end a UTC day (ITU-R TF.460).
        guard seconds >= 0, second < 60 || seconds % 86_400 == 0 else { return nil }
        let (product, tooBig) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
        let (time, overflow) = product.addingReportingOverflow(fraction)
        return tooBig || overflow ? nil : time
    }
}

private struct DigitReader {
    let octets: [UInt8]
    var next = 0

    var isAtEnd: Bool { next == octets.count }

    init(octets: [UInt8]) {
        self.octets = octets
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next < octets.count, octets[next] == UInt8(ascii: scalar) else { return false }
        next += 1
        return true
    }

    /// Exactly `count` digits.
    mutating func digits(_ count: Int) -> Int? {
        guard next + count <= octets.count else { return nil }
        var value = 0
        for octet in octets[next..<next + count] {
            guard octet.isASCIIDigit else { return nil }
            value = value * 10 + Int(octet - 0x30)
        }
        next += count
        return value
    }

    /// Nanoseconds of `.digits`; 0 where there is no point.
    mutating func fraction() -> UInt64? {
        guard take(".") else { return 0 }
        var value: UInt64 = 0
        var unit: UInt64 = 100_000_000
        var found = false
        while next < octets.count, octets[next].isASCIIDigit {
            value += UInt64(octets[next] - 0x30) * unit
            unit /= 10
            next += 1
            found = true
        }
        return found ? value : nil
    }

    /// Minutes east of UTC.
    mutating func zoneOffset() -> Int? {
        if take("Z") || take("z") { return 0 }
        let east = take("+")
        guard east || take("-"), let hours = digits(2), hours <= 23, take(":"),
            let minutes = digits(2), minutes <= 59
        else { return nil }
        return (east ? 1 : -1) * (hours * 60 + minutes)
    }
}
