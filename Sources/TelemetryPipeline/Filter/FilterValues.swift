/// The comparisons of the language, each as the range of values that it accepts.
enum Comparison: String, CaseIterable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    static let all = allCases.map(\.rawValue) + ["in"]
    static let unordered = ["==", "!=", "in"]

    var needsOrder: Bool { self != .equal && self != .notEqual }

    /// The accepted values; for `!=` those that are refused. Empty where nothing is accepted
    /// (`vcid < 0`).
    func range(_ value: UInt64, maximum: UInt64) -> [ClosedRange<UInt64>] {
        switch self {
        case .equal, .notEqual: [value...value]
        case .less: value == 0 ? [] : [0...value - 1]
        case .lessOrEqual: [0...value]
        case .greater: value >= maximum ? [] : [value + 1...maximum]
        case .greaterOrEqual: [value...maximum]
        }
    }
}

extension FilterField {
    /// Whether one value comes before another.
    var isOrdered: Bool {
        switch form {
        case .number, .time: true
        case .name, .word, .flag: false
        }
    }

    /// What an error says that a value of this field is.
    var valueNames: [String] {
        let names: [String] =
            switch form {
            case .name: ["a link's name"]
            case .number(let maximum): ["a number 0…\(maximum)"]
            case .word(let words): words
            case .time: ["an RFC 3339 time", "now", "a time like -10m"]
            case .flag: ["true", "false"]
            }
        return canBeAbsent ? names + ["null"] : names
    }

    /// The value that `word` stands for; `nil` when it stands for none.
    func value(_ word: String, now: UInt64) -> UInt64? {
        switch form {
        case .number: FilterField.number(word)
        case .word(let words): words.firstIndex(of: word).map(UInt64.init)
        case .time:
            // The last nanosecond that 64 bits hold is the mark of an absent field.
            (RelativeTime.nanoseconds(word, now: now) ?? RFC3339Parser.nanoseconds(word.utf8))
                .map { min($0, FilterField.absent - 1) }
        case .name, .flag: nil
        }
    }

    private static func number(_ word: String) -> UInt64? {
        // `+5` and `-5` are no numbers here, though Swift reads them.
        guard word.utf8.first?.isASCIIDigit == true else { return nil }
        return word.hasPrefix("0x") || word.hasPrefix("0X")
            ? (word.utf8.count > 2 && word.utf8.dropFirst(2).allSatisfy(\.isASCIILetterOrDigit)
                ? UInt64(word.dropFirst(2), radix: 16) : nil)
            : UInt64(word)
    }
}
