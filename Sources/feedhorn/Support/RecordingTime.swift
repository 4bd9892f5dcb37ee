import ArgumentParser

/// How long something may last, as written on the command line: `90s`, `5min`, `1.5 h`.
struct RecordingTime: ExpressibleByArgument {
    let nanoseconds: UInt64
    /// For people: `60 s`.
    let text: String

    private static let units: KeyValuePairs<String, Double> = [
        "ms": 1e6, "s": 1e9, "min": 60e9, "h": 3600e9,
    ]
    /// A capture's segment, which a recording is, holds a day at most.
    private static let longest = 86_400e9

    init?(argument: String) {
        let digits = argument.prefix { $0.isNumber || $0 == "." }
        let unit = argument.dropFirst(digits.count).drop { $0 == " " }
        guard let number = Double(digits),
            let scale = Self.units.first(where: { $0.key == unit })?.value,
            number > 0, number * scale <= Self.longest
        else { return nil }
        nanoseconds = UInt64(number * scale)
        text = "\(digits) \(unit)"
    }
}
