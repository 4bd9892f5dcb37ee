/// Documents name only files that exist: code moves, and what is written about it must move too.
enum DocumentRule {
    /// Folders whose files are named in full in documents.
    private static let folders = [
        "Sources/", "Tests/", "docs/", "scripts/", "systemd/", "Fixtures/", "Hardware/",
        "FuzzTesting/",
    ]

    /// - Parameter exists: whether there is a file or folder of this path in the package.
    static func findings(file: String, text: String, exists: (String) -> Bool) -> [Finding] {
        var findings: [Finding] = []
        for (index, line) in text.splitIntoLines().enumerated() {
            let missing = (quoted(in: line) + linked(in: line, from: file)).filter { !exists($0) }
            findings += missing.map {
                Finding(rule: .document, file: file, line: index + 1, what: "there is no \($0)")
            }
        }
        return findings
    }

    /// `Sources/…` between backticks; with a blank or a variable part it is no path.
    private static func quoted(in line: String) -> [String] {
        let pieces = line.split(separator: "`", omittingEmptySubsequences: false)
        return pieces.indices.filter { $0 % 2 == 1 }.compactMap { index in
            let piece = pieces[index].prefix { $0 != " " }
            let isPath = folders.contains { piece.hasPrefix($0) }
            return isPath && !piece.contains { "<…*$".contains($0) } ? String(piece) : nil
        }
    }

    /// The targets of `[text](target)` that are no addresses, within the package.
    private static func linked(in line: String, from file: String) -> [String] {
        line.split(separator: "](", omittingEmptySubsequences: false).dropFirst().compactMap {
            rest in
            let target = rest.prefix { $0 != ")" && $0 != "#" }
            guard !target.isEmpty, !target.contains("://") else { return nil }
            return resolve(String(target), from: file)
        }
    }

    private static func resolve(_ target: String, from file: String) -> String {
        var parts = file.split(separator: "/").dropLast().map(String.init)
        for part in target.split(separator: "/") {
            switch part {
            case ".": break
            case "..": if !parts.isEmpty { parts.removeLast() }
            default: parts.append(String(part))
            }
        }
        return parts.joined(separator: "/")
    }
}
