/// Sizes of one module's files and functions, and how much of it is documentation.
struct SizeStatistics {
    let name: String
    /// Lines of each file, and of each function, sorted.
    let files: [Int]
    let functions: [Int]
    let longestFunction: String
    /// Lines that begin with `///`.
    let documentationLines: Int

    init(name: String, _ sources: [SwiftFile]) {
        self.name = name
        files = sources.map(\.lineCount).sorted()
        let all = sources.flatMap(\.functions)
        functions = all.map(\.lineCount).sorted()
        longestFunction = all.max { $0.lineCount < $1.lineCount }?.name ?? ""
        documentationLines = sources.reduce(0) { sum, file in
            sum + file.text.lines.count { $0.drop(while: \.isWhitespace).hasPrefix("///") }
        }
    }

    var lines: Int { files.reduce(0, +) }

    /// Share of documentation among all lines, in per cent.
    var documentationShare: Int { lines == 0 ? 0 : documentationLines * 100 / lines }

    /// The value below which `share` per cent of the sorted `values` lie.
    static func percentile(_ share: Int, of values: [Int]) -> Int {
        values.isEmpty ? 0 : values[min(values.count - 1, values.count * share / 100)]
    }

    static let heading = row([
        "module", "files", "lines", "median", "p90", "longest", "functions", "median", "p90",
        "longest", "doc %",
    ])

    /// One line of the table.
    var row: String {
        SizeStatistics.row(
            [name] + SizeStatistics.figures(files, with: lines)
                + SizeStatistics.figures(functions, with: nil) + ["\(documentationShare)"])
            + (longestFunction.isEmpty ? "" : "  \(longestFunction)")
    }

    private static func figures(_ values: [Int], with lines: Int?) -> [String] {
        ["\(values.count)"] + (lines.map { ["\($0)"] } ?? [])
            + [
                "\(percentile(50, of: values))", "\(percentile(90, of: values))",
                "\(values.last ?? 0)",
            ]
    }

    private static func row(_ cells: [String]) -> String {
        let width = 10
        return cells.enumerated().map { index, cell in
            let padding = String(
                repeating: " ", count: max(0, (index == 0 ? 20 : width) - cell.count))
            return index == 0 ? cell + padding : padding + cell
        }.joined()
    }
}
