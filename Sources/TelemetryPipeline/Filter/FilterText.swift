/// The canonical text of an expression: equal filters have equal texts, and the text of a filter
/// reads back as the same filter.
extension FilterExpression {
    var text: String { text(binding: 0) }

    /// - Parameter binding: 0 where anything may stand, 1 inside `and`, 2 behind `not`.
    private func text(binding: Int) -> String {
        switch self {
        case .test(let test): return test.text(binding: binding)
        case .not(let inner): return "not " + inner.text(binding: 2)
        case .all(let parts):
            let text = parts.map { $0.text(binding: 1) }.joined(separator: " and ")
            return binding > 1 ? "(\(text))" : text
        case .any(let parts):
            let text = parts.map { $0.text(binding: 0) }.joined(separator: " or ")
            return binding > 0 ? "(\(text))" : text
        }
    }
}

extension FilterTest {
    fileprivate func text(binding: Int) -> String {
        if case .flag = field.form { return isNegated ? "not \(field.name)" : field.name }
        let items = field == .link ? links : ranges.flatMap { field.items($0) }
        guard items.count == 1 else {
            // No value at all: below the smallest or above the largest.
            let list =
                items.isEmpty ? "< \(field.text(0))" : "in " + items.joined(separator: ",")
            return (isNegated ? "not " : "") + "\(field.name) \(list)"
        }
        if field == .link || ranges[0].lowerBound == ranges[0].upperBound {
            return "\(field.name) \(isNegated ? "!=" : "==") \(items[0])"
        }
        return (isNegated ? "not " : "") + comparison
    }

    /// The one range as a comparison.
    private var comparison: String {
        let range = ranges[0]
        if range.lowerBound == 0 { return "\(field.name) <= \(field.text(range.upperBound))" }
        if range.upperBound == field.maximum {
            return "\(field.name) >= \(field.text(range.lowerBound))"
        }
        return "\(field.name) in \(field.items(range)[0])"
    }
}

extension FilterField {
    /// The range as items of a list; words have no ranges.
    fileprivate func items(_ range: ClosedRange<UInt64>) -> [String] {
        if case .word = form, range.upperBound <= maximum { return range.map(text) }
        guard range.lowerBound < range.upperBound else { return [text(range.lowerBound)] }
        return ["\(text(range.lowerBound))..\(text(range.upperBound))"]
    }

    fileprivate func text(_ value: UInt64) -> String {
        if value == FilterField.absent { return "null" }
        switch form {
        case .word(let words): return words[Int(value)]
        case .time:
            var formatter = RFC3339Formatter()
            return formatter.string(value)
        case .name, .number, .flag: return String(value)
        }
    }
}
