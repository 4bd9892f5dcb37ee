/// One token of a filter text.
struct FilterToken: Equatable {
    enum Kind: Equatable {
        /// Letters, digits and `_ - . : +`: a field, a keyword, a number, a name or a time. Which
        /// of them it is depends on where it stands, so the parser decides.
        case word(String)
        case quoted(String)
        /// `== != < <= > >= && || ! ( ) , ..`
        case symbol(String)
        case end
    }

    var kind: Kind
    /// Column of its first character, from 1.
    var column: Int

    var text: String {
        switch kind {
        case .word(let text), .symbol(let text): text
        case .quoted(let text): "\"\(text)\""
        case .end: ""
        }
    }
}

/// Cuts a filter text into tokens.
struct FilterLexer {
    /// Longest text, in octets: half of the HTTP field it arrives in.
    static let maximumLength = 4_096

    private let octets: [UInt8]
    private var next = 0

    private static let symbols = [
        "==", "!=", "<=", ">=", "&&", "||", "..", "<", ">", "!", "(", ")", ",",
    ].map { Array($0.utf8) }

    static func tokens(of text: String) throws(FilterError) -> [FilterToken] {
        var lexer = FilterLexer(octets: Array(text.utf8))
        guard lexer.octets.count <= maximumLength else {
            throw FilterError(
                column: maximumLength + 1, found: "…", expected: ["end"],
                reason: "a filter has at most \(maximumLength) octets")
        }
        var tokens: [FilterToken] = []
        // Each token takes at least one octet, so the text's length bounds the loop.
        for _ in 0...lexer.octets.count {
            let token = try lexer.token()
            tokens.append(token)
            if token.kind == .end { break }
        }
        return tokens
    }

    private init(octets: [UInt8]) {
        self.octets = octets
    }

    private mutating func token() throws(FilterError) -> FilterToken {
        while next < octets.count, [0x20, 0x09, 0x0A, 0x0D].contains(octets[next]) { next += 1 }
        let column = column(of: next)
        guard next < octets.count else { return FilterToken(kind: .end, column: column) }
        if octets[next] == 0x22 { return try quoted(column) }
        if let symbol = FilterLexer.symbols.first(where: { octets[next...].starts(with: $0) }) {
            next += symbol.count
            return FilterToken(kind: .symbol(text(symbol[...])), column: column)
        }
        let start = next
        while next < octets.count, isWord(at: next) { next += 1 }
        guard next > start else { throw strangeCharacter(column) }
        return FilterToken(kind: .word(text(octets[start..<next])), column: column)
    }

    private mutating func quoted(_ column: Int) throws(FilterError) -> FilterToken {
        let start = next + 1
        guard let end = octets[start...].firstIndex(of: 0x22) else {
            throw FilterError(
                column: column, found: "\"", expected: [],
                reason: "the quotation mark is not closed")
        }
        next = end + 1
        return FilterToken(kind: .quoted(text(octets[start..<end])), column: column)
    }

    private func isWord(at index: Int) -> Bool {
        let octet = octets[index]
        if octet.isASCIILetterOrDigit { return true }
        switch octet {
        case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "+"):
            return true
        // One point belongs to the word, two are a range.
        case UInt8(ascii: "."):
            return !(index + 1 < octets.count && octets[index + 1] == octet)
        default: return false
        }
    }

    private func strangeCharacter(_ column: Int) -> FilterError {
        let character = String(decoding: octets[next...], as: UTF8.self).first.map(String.init)
        let found = character ?? ""
        let hints = ["=": ["=="], "&": ["&&"], "|": ["||"]]
        return FilterError(
            column: column, found: found, expected: hints[found] ?? [],
            reason: hints[found] == nil ? "no such character in a filter" : nil)
    }

    private func text(_ octets: ArraySlice<UInt8>) -> String {
        String(decoding: octets, as: UTF8.self)
    }

    /// Characters (Unicode scalars) before the octet at `index`, plus 1.
    private func column(of index: Int) -> Int {
        octets[..<index].reduce(1) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
    }
}
