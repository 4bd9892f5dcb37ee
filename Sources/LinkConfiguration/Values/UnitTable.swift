/// The units of one kind of quantity, each as a multiple of the smallest, which values are kept in.
struct UnitTable: Sendable {
    /// What the quantity is, with article.
    let noun: String
    let example: String
    /// From small to large.
    let units: KeyValuePairs<String, UInt64>

    /// Nanoseconds.
    static let time = UnitTable(
        noun: "a time", example: "50 ms",
        units: [
            "ns": 1, "us": 1000, "µs": 1000, "ms": 1_000_000, "s": 1_000_000_000,
            "min": 60_000_000_000, "h": 3_600_000_000_000, "d": 86_400_000_000_000,
        ])
    /// Octets.
    static let size = UnitTable(
        noun: "a size", example: "1 GiB",
        units: [
            "B": 1, "kB": 1000, "KiB": 1024, "MB": 1_000_000, "MiB": 1 << 20,
            "GB": 1_000_000_000, "GiB": 1 << 30, "TB": 1_000_000_000_000, "TiB": 1 << 40,
        ])
    /// Symbols per second on a serial line.
    static let baud = UnitTable(
        noun: "a baud rate", example: "9600 Bd",
        units: ["Bd": 1, "kBd": 1000, "MBd": 1_000_000])
    /// Bits per second.
    static let bitRate = UnitTable(
        noun: "a bit rate", example: "2 Mbit/s",
        units: [
            "bit/s": 1, "kbit/s": 1000, "Mbit/s": 1_000_000, "Gbit/s": 1_000_000_000,
        ])

    static let all = [time, size, baud, bitRate]

    /// A value in the largest unit that holds it whole.
    func text(_ value: UInt64) -> String {
        let best = units.filter { value >= $0.value && value % $0.value == 0 }.last
        guard let best else { return "0 \(units.first?.key ?? "")" }
        return "\(value / best.value) \(best.key)"
    }
}

extension UnitTable {
    struct Problem: Error {
        /// What was found, said as a noun: `'50 GiB', a size`.
        var message: String
        var expected: String
        var suggestion: String?
    }

    func read(_ node: DocumentNode, in range: ClosedRange<UInt64>) -> Result<UInt64, Problem> {
        let expected = "\(noun) such as '\(example)'"
        guard let text = node.text, let number = Decimal(prefixOf: text) else {
            return .failure(Problem(message: node.found, expected: expected))
        }
        let unit = String(number.rest.drop { $0 == " " })
        guard let scale = units.first(where: { $0.key == unit })?.value else {
            return .failure(wrongUnit(unit, of: text, digits: number.digits, expected))
        }
        guard let value = number.times(scale) else {
            let smallest = units.first?.key ?? ""
            return .failure(
                Problem(
                    message: "\(quote(text)), too large or no whole number of \(smallest),",
                    expected: expected))
        }
        guard range.contains(value) else {
            let limits = "\(self.text(range.lowerBound)) to \(self.text(range.upperBound))"
            return .failure(Problem(message: quote(text), expected: limits))
        }
        return .success(value)
    }

    private func wrongUnit(
        _ unit: String, of text: String, digits: Substring, _ expected: String
    ) -> Problem {
        let names = units.map(\.key)
        guard !unit.isEmpty else {
            let unit = example.drop { $0 != " " }.dropFirst()
            return Problem(
                message: "\(quote(text)) without a unit", expected: expected,
                suggestion: "\(digits) \(unit)")
        }
        let other = UnitTable.all.first { $0.units.contains { $0.key == unit } }
        let kind = other.map { ", which is \($0.noun)," } ?? ""
        let near = other == nil ? NearestName.find(unit, among: names, edits: 2) : nil
        return Problem(
            message: quote(text) + kind,
            expected: "\(expected) (units: \(names.joined(separator: ", ")))",
            suggestion: near.map { "\(digits) \($0)" })
    }
}
