import Yams

/// What the YAML parser says is wrong, in our words and with our positions.
struct YAMLProblem {
    private let position: SourcePosition
    private let message: String

    init(_ error: YamlError, file: String, text: String) {
        func at(_ mark: Mark) -> SourcePosition {
            SourcePosition(file: file, line: mark.line, column: mark.column)
        }
        switch error {
        case .scanner(let context, let problem, let mark, _),
            .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            position = at(mark)
            message = YAMLProblem.sentence(problem, context)
        case .duplicatedKeysInMapping(let keys, let context):
            let first = at(context.mark)
            position = YAMLProblem.second(keys.first ?? "", after: first, in: text) ?? first
            message =
                "key \(quote(keys.first ?? "")) is written twice, expected once "
                + "(the first is in line \(context.mark.line))"
        case .reader(let problem, let offset, _, _):
            position = YAMLProblem.place(offset ?? 0, in: text, file: file)
            message = "not readable as YAML: \(problem)"
        default:
            position = SourcePosition(file: file, line: 1, column: 1)
            message = "not readable as YAML: \(error)"
        }
    }

    func report(to diagnostics: Diagnostics) {
        diagnostics.report(position, message)
    }

    /// Slips that the parser's own words do not explain get words of their own.
    private static func sentence(_ problem: String, _ context: YamlError.Context?) -> String {
        if problem.contains("tab character") {
            return "a tab, expected spaces for indentation"
        }
        if problem.contains("cannot start any token") {
            return "a character that starts no YAML value (a tab, '@' or '`'): "
                + "expected spaces for indentation, or quotes around the value"
        }
        if problem.contains("mapping values are not allowed") {
            return "a ':' where no key can stand: expected correct indentation, "
                + "or quotes around a value that holds ': '"
        }
        guard let context else { return "not readable as YAML: \(problem)" }
        return "not readable as YAML: \(problem) (\(context.text), line \(context.mark.line))"
    }

    /// The second writing of a key in block style: the next line that has it in the same column.
    private static func second(
        _ key: String, after first: SourcePosition, in text: String
    ) -> SourcePosition? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard first.line < lines.count, first.line > 0, !key.isEmpty else { return nil }
        for line in first.line..<lines.count {
            let rest = lines[line].drop { $0 == " " }
            let column = lines[line].count - rest.count + 1
            if column == first.column, rest.hasPrefix(key + ":") {
                return SourcePosition(file: first.file, line: line + 1, column: column)
            }
            if column < first.column, !rest.isEmpty, !rest.hasPrefix("#") { return nil }
        }
        return nil
    }

    private static func place(_ offset: Int, in text: String, file: String) -> SourcePosition {
        let before = text.prefix(max(0, offset))
        let line = before.count { $0.isNewline } + 1
        let column = before.reversed().prefix { !$0.isNewline }.count + 1
        return SourcePosition(file: file, line: line, column: column)
    }
}
