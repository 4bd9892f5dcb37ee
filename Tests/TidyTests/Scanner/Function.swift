/// A function, initializer, subscript or computed property with a body.
struct Function: Sendable {
    let name: String
    /// Line of its keyword, and of the brace that closes its body.
    let firstLine: Int
    let lastLine: Int
    /// The tokens from its keyword to the closing brace.
    let tokens: Range<Int>

    var lineCount: Int { lastLine - firstLine + 1 }
}

/// Finds the functions of a file; one inside another is found too, and counts in both.
struct FunctionScanner {
    private let tokens: [Token]

    init(_ tokens: [Token]) {
        self.tokens = tokens
    }

    func functions() -> [Function] {
        tokens.indices.compactMap { index in
            guard let signature = signature(at: index),
                let body = body(after: signature.end, isProperty: signature.isProperty),
                !isRequirement(body)
            else { return nil }
            return Function(
                name: signature.name, firstLine: tokens[index].line,
                lastLine: tokens[body.upperBound - 1].line, tokens: index..<body.upperBound)
        }
    }

    private struct Signature {
        let name: String
        /// Where its parameters, or the type of a property, begin.
        let end: Int
        let isProperty: Bool
    }

    private func text(_ index: Int) -> String {
        tokens.indices.contains(index) ? tokens[index].text : ""
    }

    private func signature(at index: Int) -> Signature? {
        guard text(index - 1) != "." else { return nil }
        switch text(index) {
        case "func":
            // An operator's name may be several symbols.
            var end = index + 1
            while end < tokens.count, end == index + 1 || !["(", "<"].contains(text(end)) {
                end += 1
            }
            let name = tokens[(index + 1)..<end].map(\.text).joined()
            return Signature(name: name, end: end, isProperty: false)
        case "init" where ["(", "<", "?", "!"].contains(text(index + 1)),
            "subscript" where ["(", "<"].contains(text(index + 1)),
            "deinit" where text(index + 1) == "{":
            return Signature(name: text(index), end: index + 1, isProperty: false)
        case "var" where text(index + 2) == ":":
            return Signature(name: text(index + 1), end: index + 3, isProperty: true)
        default: return nil
        }
    }

    /// Words that begin another declaration: what was before them has no body.
    private static let declarations: Set<String> = [
        "actor", "associatedtype", "case", "class", "deinit", "enum", "extension", "fileprivate",
        "final", "func", "import", "init", "internal", "let", "mutating", "nonisolated",
        "nonmutating", "open", "override", "package", "private", "protocol", "public", "static",
        "struct", "subscript", "typealias", "var", "weak", "@", "#",
    ]

    /// The tokens of the body whose signature goes on at `start`, with its braces.
    private func body(after start: Int, isProperty: Bool) -> Range<Int>? {
        var depth = 0
        for index in start..<tokens.count {
            let token = tokens[index]
            switch token.text {
            case "(", "[": depth += 1
            case ")", "]":
                depth -= 1
                if depth < 0 { return nil }
            case "{" where depth == 0: return closing(index).map { index..<$0 }
            case "}" where depth == 0, ";" where depth == 0: return nil
            case "=" where depth == 0 && isProperty, "in" where depth == 0: return nil
            default:
                guard depth == 0, token.isFirstOnLine, index > start else { continue }
                if isProperty || FunctionScanner.declarations.contains(token.text) { return nil }
            }
        }
        return nil
    }

    /// Index after the brace that closes the one at `open`.
    private func closing(_ open: Int) -> Int? {
        var depth = 0
        for index in open..<tokens.count {
            if tokens[index].text == "{" { depth += 1 }
            if tokens[index].text == "}" { depth -= 1 }
            if depth == 0 { return index + 1 }
        }
        return nil
    }

    /// `{ get set }` of a protocol.
    private func isRequirement(_ body: Range<Int>) -> Bool {
        let words = tokens[body].dropFirst().dropLast().map(\.text)
        let allowed: Set = ["get", "set", "async", "throws", "mutating", "nonmutating"]
        return !words.isEmpty && words.allSatisfy(allowed.contains)
    }
}
