/// Times relative to now: `-10m`, `-1h30m`, `now`.
enum RelativeTime {
    private static let units: [(name: String, nanoseconds: UInt64)] = [
        ("ns", 1), ("us", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000),
        ("m", 60_000_000_000), ("h", 3_600_000_000_000), ("d", 86_400_000_000_000),
    ]

    /// - Returns: `nil` when `text` is no relative time, or one before 1970.
    static func nanoseconds(_ text: String, now: UInt64) -> UInt64? {
        if text == "now" { return now }
        guard text.hasPrefix("-") else { return nil }
        var rest = text.dropFirst()
        guard !rest.isEmpty else { return nil }
        var total: UInt64 = 0
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            let name = rest.dropFirst(digits.count).prefix { $0.isASCII && $0.isLetter }
            guard let count = UInt64(digits),
                let unit = units.first(where: { $0.name == name })?.nanoseconds
            else { return nil }
            let (span, tooBig) = count.multipliedReportingOverflow(by: unit)
            let (sum, overflow) = total.addingReportingOverflow(span)
            guard !tooBig, !overflow else { return nil }
            total = sum
            rest = rest.dropFirst(digits.count + name.count)
        }
        return total <= now ? now - total : nil
    }
}
