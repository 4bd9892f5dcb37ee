/// A Swift file that rules are asked about.
struct SwiftFile: Sendable {
    /// Within the package: `Sources/CCSDS/WireError.swift`.
    let path: String
    let text: SwiftText
    let tokens: [Token]
    let functions: [Function]

    init(path: String, source: String) {
        self.path = path
        text = SwiftText(source)
        tokens = text.tokens()
        functions = FunctionScanner(tokens).functions()
    }

    /// The target: the folder right under `Sources` or `Tests`.
    var module: String {
        let parts = path.split(separator: "/")
        return parts.count > 2 ? String(parts[1]) : ""
    }

    /// Lines, a last empty one not counted.
    var lineCount: Int {
        text.lines.count - (text.lines.last?.isEmpty == true ? 1 : 0)
    }
}
