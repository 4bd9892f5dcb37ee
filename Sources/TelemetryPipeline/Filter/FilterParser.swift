/// Reads tokens into an expression. Recursive descent; each rule of the grammar is a function:
///
///     filter  = any end
///     any     = all { ("or" | "||") all }
///     all     = opposite { ("and" | "&&") opposite }
///     opposite = ("not" | "!") opposite | "(" any ")" | test
///     test    = field [ comparison value | "in" item { "," item } ]
///     item    = value [ ".." value ]
struct FilterParser {
    /// Deepest nesting of parentheses and negations: bounds the recursion.
    static let maximumDepth = 64

    private let tokens: [FilterToken]
    private var next = 0
    private var depth = 0
    private let now: UInt64

    static func parse(_ text: String, now: UInt64) throws(FilterError) -> FilterExpression {
        let tokens = try FilterLexer.tokens(of: text)
        // The empty filter lets every packet through.
        if tokens.count == 1 { return .all([]) }
        var parser = FilterParser(tokens: tokens, now: now)
        let expression = try parser.any()
        guard parser.token.kind == .end else {
            throw parser.unexpected(["and", "or", "end"])
        }
        return expression
    }

    private init(tokens: [FilterToken], now: UInt64) {
        self.tokens = tokens
        self.now = now
    }

    // The last token is always `.end`, and nothing advances over it.
    private var token: FilterToken { tokens[next] }

    private mutating func advance() {
        if next < tokens.count - 1 { next += 1 }
    }

    private mutating func take(_ kinds: FilterToken.Kind...) -> Bool {
        guard kinds.contains(token.kind) else { return false }
        advance()
        return true
    }

    private func unexpected(_ expected: [String], reason: String? = nil) -> FilterError {
        FilterError(column: token.column, found: token.text, expected: expected, reason: reason)
    }

    private mutating func any() throws(FilterError) -> FilterExpression {
        var parts = [try all()]
        while take(.word("or"), .symbol("||")) { parts.append(try all()) }
        return parts.count == 1 ? parts[0] : .any(parts.flatMap { $0.alternatives })
    }

    private mutating func all() throws(FilterError) -> FilterExpression {
        var parts = [try opposite()]
        while take(.word("and"), .symbol("&&")) { parts.append(try opposite()) }
        return parts.count == 1 ? parts[0] : .all(parts.flatMap { $0.conditions })
    }

    private mutating func opposite() throws(FilterError) -> FilterExpression {
        guard depth < FilterParser.maximumDepth else {
            throw unexpected([], reason: "nested deeper than \(FilterParser.maximumDepth)")
        }
        depth += 1
        defer { depth -= 1 }
        if take(.word("not"), .symbol("!")) { return try opposite().negated }
        guard take(.symbol("(")) else { return .test(try test()) }
        let inner = try any()
        guard take(.symbol(")")) else { throw unexpected([")", "and", "or"]) }
        return inner
    }

    private mutating func test() throws(FilterError) -> FilterTest {
        guard case .word(let name) = token.kind, let field = FilterField(name: name) else {
            throw unexpected(["not", "("] + FilterField.allCases.map(\.name))
        }
        advance()
        if case .flag = field.form { return try flag(field) }
        if take(.word("in")) { return try list(field) }
        guard case .symbol(let symbol) = token.kind,
            let comparison = Comparison(rawValue: symbol),
            field.isOrdered || !comparison.needsOrder
        else { throw unexpected(field.isOrdered ? Comparison.all : Comparison.unordered) }
        advance()
        return try compared(field, comparison)
    }

    private mutating func flag(_ field: FilterField) throws(FilterError) -> FilterTest {
        var test = FilterTest(field, [1...1])
        guard case .symbol(let symbol) = token.kind, symbol == "==" || symbol == "!=" else {
            return test
        }
        advance()
        guard case .word(let word) = token.kind, word == "true" || word == "false" else {
            throw unexpected(["true", "false"])
        }
        advance()
        test.isNegated = (word == "true") != (symbol == "==")
        return test
    }

    private mutating func compared(
        _ field: FilterField, _ comparison: Comparison
    ) throws(FilterError) -> FilterTest {
        if field == .link {
            var test = FilterTest(links: [try linkName()])
            test.isNegated = comparison == .notEqual
            return test
        }
        let column = token
        let value = try value(of: field)
        if value == FilterField.absent, comparison.needsOrder {
            throw FilterError(
                column: column.column, found: column.text, expected: field.valueNames,
                reason: "null has no order")
        }
        var test = FilterTest(field, comparison.range(value, maximum: field.maximum))
        test.isNegated = comparison == .notEqual
        return test
    }

    private mutating func list(_ field: FilterField) throws(FilterError) -> FilterTest {
        if field == .link {
            var names = [try linkName()]
            while take(.symbol(",")) { names.append(try linkName()) }
            return FilterTest(links: names)
        }
        var ranges = [try item(of: field)]
        while take(.symbol(",")) { ranges.append(try item(of: field)) }
        return FilterTest(field, ranges)
    }

    private mutating func item(of field: FilterField) throws(FilterError) -> ClosedRange<UInt64> {
        let first = try value(of: field)
        guard token.kind == .symbol(".."), field.isOrdered, first != FilterField.absent else {
            return first...first
        }
        advance()
        let end = token
        let last = try value(of: field)
        guard last != FilterField.absent, first <= last else {
            throw FilterError(
                column: end.column, found: end.text, expected: [],
                reason: "a range ends at or after its beginning")
        }
        return first...last
    }

    private mutating func linkName() throws(FilterError) -> String {
        switch token.kind {
        case .word(let name), .quoted(let name):
            guard LinkName(name) != nil else { break }
            advance()
            return name
        default: break
        }
        throw unexpected(["a link's name"])
    }

    private mutating func value(of field: FilterField) throws(FilterError) -> UInt64 {
        guard case .word(let word) = token.kind else { throw unexpected(field.valueNames) }
        if word == "null", field.canBeAbsent {
            advance()
            return FilterField.absent
        }
        guard let value = field.value(word, now: now) else { throw unexpected(field.valueNames) }
        guard value <= field.maximum else {
            throw unexpected([], reason: "\(field.name) is at most \(field.maximum)")
        }
        advance()
        return value
    }
}

extension FilterExpression {
    /// The parts of an `or`, so that `a or (b or c)` is one list.
    fileprivate var alternatives: [FilterExpression] {
        if case .any(let parts) = self { parts } else { [self] }
    }

    /// The parts of an `and`.
    fileprivate var conditions: [FilterExpression] {
        if case .all(let parts) = self { parts } else { [self] }
    }
}
