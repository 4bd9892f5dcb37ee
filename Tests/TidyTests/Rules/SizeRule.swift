/// Files, functions and lines stay small enough to be read at once.
enum SizeRule {
    static let rules: Set<Rule> = [.fileLength, .functionLength, .lineLength]

    /// Lines of a file: one idea, seen in a few screens.
    static let maximumFileLines = 400
    /// Lines of a function, from its keyword to its closing brace.
    static let maximumFunctionLines = 70
    /// Characters of a line: `.swift-format` breaks at the same column.
    static let maximumColumns = 100

    static func findings(in files: [SwiftFile]) -> [Finding] {
        files.flatMap { [longFile($0)].compactMap { $0 } + longFunctions($0) + longLines($0) }
    }

    private static func longFile(_ file: SwiftFile) -> Finding? {
        guard file.lineCount > maximumFileLines else { return nil }
        return Finding(
            rule: .fileLength, file: file.path, line: file.lineCount,
            what: "\(file.lineCount) lines, at most \(maximumFileLines)")
    }

    private static func longFunctions(_ file: SwiftFile) -> [Finding] {
        file.functions.filter { $0.lineCount > maximumFunctionLines }.map {
            Finding(
                rule: .functionLength, file: file.path, line: $0.firstLine,
                what: "\($0.name): \($0.lineCount) lines, at most \(maximumFunctionLines)")
        }
    }

    static func longLines(_ file: SwiftFile) -> [Finding] {
        file.text.lines.indices.compactMap { index in
            let columns = file.text.lines[index].count
            guard columns > maximumColumns else { return nil }
            return Finding(
                rule: .lineLength, file: file.path, line: index + 1,
                what: "\(columns) columns, at most \(maximumColumns)")
        }
    }
}
