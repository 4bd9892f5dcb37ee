/// A loop without a condition says in a comment what bounds it.
enum EndlessLoopRule {
    static func findings(in files: [SwiftFile]) -> [Finding] {
        files.flatMap { file in
            file.tokens.indices.compactMap { index in
                guard file.tokens[index].text == "while", index + 1 < file.tokens.count,
                    isTrue(file.tokens, index + 1), !isBounded(file, file.tokens[index].line)
                else { return nil }
                return Finding(
                    rule: .endlessLoop, file: file.path, line: file.tokens[index].line,
                    what: "`while true` and no comment above it that says what bounds it")
            }
        }
    }

    /// `true`, `(true)` or `!false`.
    private static func isTrue(_ tokens: [Token], _ index: Int) -> Bool {
        let words = tokens[index...].prefix(3).map(\.text)
        return words.first == "true" || Array(words) == ["(", "true", ")"]
            || Array(words.prefix(2)) == ["!", "false"]
    }

    /// A comment on the loop's line, or right above it.
    private static func isBounded(_ file: SwiftFile, _ line: Int) -> Bool {
        !file.text.comment(onLine: line).isEmpty || !file.text.comment(onLine: line - 1).isEmpty
    }
}
