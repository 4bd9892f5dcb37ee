/// A word or a single symbol of code.
struct Token: Sendable {
    let text: String
    let start: Int
    let end: Int
    /// Counted from 1.
    let line: Int
    /// Nothing but white space stands before it on its line.
    let isFirstOnLine: Bool

    var isWord: Bool {
        guard let first = text.utf8.first else { return false }
        return Octet.isWord(first) || first == Octet.backtick
    }
}

extension SwiftText {
    /// The words and symbols of the code, in order; raw identifiers with their backticks.
    func tokens() -> [Token] {
        var tokens: [Token] = []
        var index = 0
        var lastLine = 0
        while index < code.count {
            let start = index
            let octet = code[index]
            if octet == Octet.backtick {
                index += 1
                while index < code.count, code[index] != Octet.backtick { index += 1 }
                index = min(code.count, index + 1)
            } else if Octet.isWord(octet) {
                while index < code.count, Octet.isWord(code[index]) { index += 1 }
            } else {
                index += 1
                if octet <= Octet.space { continue }
            }
            let line = line(of: start)
            tokens.append(
                Token(
                    text: String(decoding: code[start..<index], as: UTF8.self), start: start,
                    end: index, line: line, isFirstOnLine: line != lastLine))
            lastLine = line
        }
        return tokens
    }
}
