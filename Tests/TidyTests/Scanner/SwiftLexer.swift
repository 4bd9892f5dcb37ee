/// Tells code from comments and from the text of literals.
///
/// Knows nested comments, plain, multi-line and raw strings, interpolations within them to any
/// depth, extended regular expressions (`#/…/#`) and raw identifiers. A bare `/…/` expression is
/// taken for code; if a quotation mark in it confuses the lexer, `unterminated` says so.
struct SwiftLexer {
    enum Kind: UInt8 {
        case code
        case comment
        case literal
    }

    /// A literal in whose interpolation the lexer is.
    private struct Interrupted {
        let delimiter: Delimiter
        /// Parentheses open since the interpolation began.
        var depth = 1
    }

    private struct Delimiter {
        let hashes: Int
        let quotes: Int
        var isMultiline: Bool { quotes == 3 }
    }

    let octets: [UInt8]
    private(set) var kinds: [Kind]
    /// Offsets of literals and comments that never end.
    private(set) var unterminated: [Int] = []
    private var index = 0
    private var interrupted: [Interrupted] = []

    init(_ source: String) {
        octets = Array(source.utf8)
        kinds = [Kind](repeating: .code, count: octets.count)
    }

    mutating func run() {
        // Every turn takes at least one octet.
        while index < octets.count { step() }
    }

    private func octet(_ offset: Int) -> UInt8 {
        offset < octets.count ? octets[offset] : 0
    }

    private mutating func step() {
        switch octets[index] {
        case Octet.slash where octet(index + 1) == Octet.slash: lineComment()
        case Octet.slash where octet(index + 1) == Octet.star: blockComment()
        case Octet.quote: literal(hashes: 0)
        case Octet.hash: hash()
        case Octet.backtick: rawIdentifier()
        case Octet.open:
            if !interrupted.isEmpty { interrupted[interrupted.count - 1].depth += 1 }
            index += 1
        case Octet.close: closeParenthesis()
        default: index += 1
        }
    }

    private mutating func take(_ count: Int, as kind: Kind) {
        let end = min(octets.count, index + count)
        for offset in index..<end { kinds[offset] = kind }
        index = end
    }

    // MARK: comments

    private mutating func lineComment() {
        while index < octets.count, octets[index] != Octet.lineFeed { take(1, as: .comment) }
    }

    private mutating func blockComment() {
        let start = index
        var depth = 0
        while index < octets.count {
            if octets[index] == Octet.slash, octet(index + 1) == Octet.star {
                depth += 1
                take(2, as: .comment)
            } else if octets[index] == Octet.star, octet(index + 1) == Octet.slash {
                depth -= 1
                take(2, as: .comment)
                if depth == 0 { return }
            } else {
                take(1, as: .comment)
            }
        }
        unterminated.append(start)
    }

    // MARK: literals

    private mutating func hash() {
        var hashes = 0
        while octet(index + hashes) == Octet.hash { hashes += 1 }
        switch octet(index + hashes) {
        case Octet.quote:
            index += hashes
            literal(hashes: hashes)
        case Octet.slash:
            index += hashes
            regularExpression(hashes: hashes)
        default: index += hashes
        }
    }

    private mutating func literal(hashes: Int) {
        let isTriple = octet(index + 1) == Octet.quote && octet(index + 2) == Octet.quote
        let delimiter = Delimiter(hashes: hashes, quotes: isTriple ? 3 : 1)
        index += delimiter.quotes
        text(of: delimiter)
    }

    /// Reads the text of a literal up to its end or to an interpolation.
    private mutating func text(of delimiter: Delimiter) {
        let start = index
        while index < octets.count {
            if isEnd(of: delimiter) {
                index += delimiter.quotes + delimiter.hashes
                return
            }
            if octets[index] == Octet.backslash, hashes(from: index + 1) >= delimiter.hashes {
                take(1 + delimiter.hashes, as: .literal)
                if octet(index) == Octet.open {
                    index += 1
                    interrupted.append(Interrupted(delimiter: delimiter))
                    return
                }
                take(1, as: .literal)
            } else if octets[index] == Octet.lineFeed, !delimiter.isMultiline {
                break
            } else {
                take(1, as: .literal)
            }
        }
        unterminated.append(min(start, octets.count - 1))
    }

    private func hashes(from offset: Int) -> Int {
        var count = 0
        while octet(offset + count) == Octet.hash { count += 1 }
        return count
    }

    private func isEnd(of delimiter: Delimiter) -> Bool {
        for offset in 0..<delimiter.quotes where octet(index + offset) != Octet.quote {
            return false
        }
        return hashes(from: index + delimiter.quotes) >= delimiter.hashes
    }

    private mutating func closeParenthesis() {
        index += 1
        guard var literal = interrupted.popLast() else { return }
        literal.depth -= 1
        if literal.depth > 0 {
            interrupted.append(literal)
        } else {
            text(of: literal.delimiter)
        }
    }

    private mutating func regularExpression(hashes count: Int) {
        let start = index
        index += 1
        while index < octets.count {
            if octets[index] == Octet.slash, hashes(from: index + 1) >= count {
                index += 1 + count
                return
            }
            take(octets[index] == Octet.backslash ? 2 : 1, as: .literal)
        }
        unterminated.append(start)
    }

    private mutating func rawIdentifier() {
        index += 1
        while index < octets.count, octets[index] != Octet.lineFeed {
            index += 1
            if octets[index - 1] == Octet.backtick { return }
        }
    }
}
