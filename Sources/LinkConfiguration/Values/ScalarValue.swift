/// Readings of one scalar, shared by sections and lists.
enum ScalarValue {
    /// Words that other languages take for true and false.
    static let otherFlags = [
        "true": "true", "yes": "true", "on": "true", "1": "true", "y": "true",
        "false": "false", "no": "false", "off": "false", "0": "false", "n": "false",
    ]

    static func integer(
        _ node: DocumentNode, named path: String, in range: ClosedRange<Int>,
        _ diagnostics: Diagnostics
    ) -> Int? {
        let expected =
            range.lowerBound == range.upperBound
            ? "\(range.lowerBound)"
            : "a whole number from \(range.lowerBound) to \(range.upperBound)"
        guard case .scalar(let text, quoted: false) = node.content, let value = parse(text) else {
            let why = hasLeadingZero(node) ? " (0… could mean octal)" : ""
            diagnostics.report(
                node.position, "\(node.found) for '\(path)'\(why), expected \(expected)")
            return nil
        }
        guard range.contains(value) else {
            diagnostics.report(node.position, "\(value) for '\(path)', expected \(expected)")
            return nil
        }
        return value
    }

    private static func hasLeadingZero(_ node: DocumentNode) -> Bool {
        guard case .scalar(let text, quoted: false) = node.content else { return false }
        return text.hasPrefix("0") && text.allSatisfy { ("0"..."9").contains($0) }
    }

    /// Decimal without leading zeros, or `0x` and hexadecimal digits; ASCII only.
    private static func parse(_ text: String) -> Int? {
        if text.hasPrefix("0x") {
            let digits = text.dropFirst(2)
            return digits.allSatisfy { $0.isASCII && $0.isHexDigit } ? Int(digits, radix: 16) : nil
        }
        let digits = text.hasPrefix("-") ? text.dropFirst() : Substring(text)
        guard digits.allSatisfy({ ("0"..."9").contains($0) }),
            digits.count == 1 || digits.first != "0"
        else { return nil }
        return Int(text)
    }

    /// - Parameter others: words that would be right as well, for the message.
    static func choice<Value>(
        _ node: DocumentNode, named path: String, _ choices: KeyValuePairs<String, Value>,
        _ diagnostics: Diagnostics, others: [String] = []
    ) -> Value? {
        if let text = node.text, let match = choices.first(where: { $0.key == text }) {
            return match.value
        }
        let names = others + choices.map(\.key)
        diagnostics.report(
            node.position, "\(node.found) for '\(path)', expected \(alternatives(names))",
            suggestion: node.text.flatMap { NearestName.find($0, among: names) })
        return nil
    }

    /// `a, b or c`.
    static func alternatives(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " or " + last
    }

    static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && !text.hasPrefix(".")
            && text.utf8.allSatisfy { octet in
                switch octet {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                    UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }
}
