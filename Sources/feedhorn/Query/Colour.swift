import Glibc

/// Colour on standard output: only on a terminal, and not where `NO_COLOR` (no-color.org) is set.
enum Colour: String {
    case red = "31"
    case yellow = "33"
    case green = "32"
    case bold = "1"

    static let isOn: Bool = {
        let isUnwanted = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
        let isDumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? true
        return Output.isTerminal && !isUnwanted && !isDumb
    }()

    func callAsFunction(_ text: String) -> String {
        Colour.isOn ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
    }
}

extension Output {
    /// Standard output is a terminal.
    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
}
