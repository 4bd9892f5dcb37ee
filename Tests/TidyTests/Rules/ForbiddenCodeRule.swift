/// Code that traps or that takes a check away from the compiler.
enum ForbiddenCodeRule {
    static let rules: Set<Rule> = [.forceUnwrap, .forcedTry, .forcedCast, .unchecked, .fatalError]

    static func findings(in files: [SwiftFile]) -> [Finding] {
        files.flatMap(findings)
    }

    private static func findings(in file: SwiftFile) -> [Finding] {
        let tokens = file.tokens
        return tokens.indices.compactMap { index in
            guard let (rule, what) = offence(tokens, index) else { return nil }
            return Finding(rule: rule, file: file.path, line: tokens[index].line, what: what)
        }
    }

    private static func offence(_ tokens: [Token], _ index: Int) -> (Rule, String)? {
        func text(_ offset: Int) -> String {
            tokens.indices.contains(index + offset) ? tokens[index + offset].text : ""
        }
        switch tokens[index].text {
        case "!": return exclamation(tokens, index)
        case "unchecked" where text(-1) == "@":
            return (.unchecked, "@unchecked: the compiler no longer checks Sendable")
        case "nonisolated" where text(1) == "(" && text(2) == "unsafe":
            return (.unchecked, "nonisolated(unsafe): the compiler no longer checks isolation")
        case "fatalError" where text(1) == "(" && text(-1) != ".":
            return (.fatalError, "fatalError")
        default: return nil
        }
    }

    /// `x!`, `try!`, `as!`, or `Int!`: a mark right behind an expression or a type.
    private static func exclamation(_ tokens: [Token], _ index: Int) -> (Rule, String)? {
        guard index > 0, tokens[index - 1].end == tokens[index].start else { return nil }
        // `a!=b` is an operator.
        if index + 1 < tokens.count, tokens[index + 1].text == "=",
            tokens[index + 1].start == tokens[index].end
        {
            return nil
        }
        let before = tokens[index - 1]
        switch before.text {
        case "try": return (.forcedTry, "try!")
        case "as": return (.forcedCast, "as!")
        // `init!` is a declaration; `where !x` and the like have white space between.
        case ")", "]", "}", ">", "?", "\"": return (.forceUnwrap, "force unwrap")
        default:
            return before.isWord ? (.forceUnwrap, "force unwrap of \(before.text)") : nil
        }
    }

    /// Excepted files must still say on the spot why the compiler need not check.
    static func unexplained(in files: [SwiftFile]) -> [Finding] {
        findings(in: files).filter { finding in
            guard finding.rule == .unchecked,
                let file = files.first(where: { $0.path == finding.file })
            else { return false }
            return !(finding.line - 1...finding.line + 3).contains { line in
                file.text.comment(onLine: line).contains("Unchecked:")
            }
        }
    }
}
