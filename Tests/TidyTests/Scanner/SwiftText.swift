/// A piece of Swift source whose octets are known to be code, comment or text of a literal.
///
/// Rules look at `code` only, so that a word in a comment or in a string is never a finding, and
/// code inside a string's interpolation is one.
struct SwiftText: Sendable {
    /// The source's octets, with every octet of comments and literals blanked; same length, same
    /// line ends. The quotation marks of a literal stay.
    let code: [UInt8]
    /// The source's octets with everything but comments blanked.
    let comments: [UInt8]
    /// Lines where a literal or a comment begins that never ends: the scanner's own alarm.
    let unterminated: [Int]
    /// The lines as they stand.
    let lines: [String]

    private let lineStarts: [Int]

    init(_ source: String) {
        var lexer = SwiftLexer(source)
        lexer.run()
        let starts = SwiftText.lineStarts(of: lexer.octets)
        code = SwiftText.keep(.code, of: lexer)
        comments = SwiftText.keep(.comment, of: lexer)
        unterminated = lexer.unterminated.map { SwiftText.line(of: $0, in: starts) }
        lines = source.splitIntoLines()
        lineStarts = starts
    }

    /// Line of an octet, counted from 1.
    func line(of offset: Int) -> Int {
        SwiftText.line(of: offset, in: lineStarts)
    }

    /// The comment text on line `number` (from 1); empty where there is none.
    func comment(onLine number: Int) -> String {
        guard number >= 1, number <= lineStarts.count else { return "" }
        let start = lineStarts[number - 1]
        let end = number < lineStarts.count ? lineStarts[number] : comments.count
        let text = String(decoding: comments[start..<end], as: UTF8.self)
        return text.trimmingWhitespace()
    }

    private static func keep(_ kind: SwiftLexer.Kind, of lexer: SwiftLexer) -> [UInt8] {
        lexer.octets.indices.map { index in
            let octet = lexer.octets[index]
            return lexer.kinds[index] == kind || octet == Octet.lineFeed ? octet : Octet.space
        }
    }

    private static func lineStarts(of octets: [UInt8]) -> [Int] {
        [0] + octets.indices.filter { octets[$0] == Octet.lineFeed }.map { $0 + 1 }
    }

    private static func line(of offset: Int, in starts: [Int]) -> Int {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension String {
    /// The lines without their line feeds. Not split by characters: a carriage return and a line
    /// feed are one character, and that one is no line feed.
    func splitIntoLines() -> [String] {
        utf8.split(separator: Octet.lineFeed, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    func trimmingWhitespace() -> String {
        String(
            drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
