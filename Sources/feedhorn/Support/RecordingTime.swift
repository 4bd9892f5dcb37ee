import ArgumentParser
import Gateway

/// How long something may last, as written on the command line: `90s`, `5min`, `1.5 h`.
struct RecordingTime: ExpressibleByArgument {
    let nanoseconds: UInt64
    /// For people: `60 s`.
    let text: String

    private static let units: KeyValuePairs<String, Double> = [
        "ms": 1e6, "s": 1e9, "min": 60e9, "h": 3600e9,
    ]
    /// What a capture's segment, which a recording is, has room for.
    static let longest = RecordingTime(
        nanoseconds: LinkRecorder.longestNanoseconds,
        text: "\(LinkRecorder.longestNanoseconds / 60_000_000_000) min")
    /// Of what can be said at all: some centuries.
    private static let limit = 1e19

    init?(argument: String) {
        let digits = argument.prefix { $0.isNumber || $0 == "." }
        let unit = argument.dropFirst(digits.count).drop { $0 == " " }
        guard let number = Double(digits),
            let scale = Self.units.first(where: { $0.key == unit })?.value,
            number > 0, number * scale <= Self.limit
        else { return nil }
        self.init(nanoseconds: UInt64(number * scale), text: "\(digits) \(unit)")
    }

    private init(nanoseconds: UInt64, text: String) {
        self.nanoseconds = nanoseconds
        self.text = text
    }
}
