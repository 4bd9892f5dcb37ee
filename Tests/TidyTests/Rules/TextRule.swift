/// Text files have no stray white space and name no place of one machine.
enum TextRule {
    /// Beginnings of paths that exist on some developer's machine only.
    ///
    /// Put together from pieces, so that this file is not its own finding.
    static let machinePaths =
        ["work", "farm", "root", "home", "Users"].map { "/" + $0 + "/" }
        + ["bash" + "_jobs"]

    /// Where a tabulator is the format's own: recipes of make, and whatever is not ours.
    private static let tabbed = ["Makefile", "LICENSE"]

    /// Inputs of fuzzers, kept octet by octet as they are.
    private static let inputs = ["FuzzTesting/FailCases/", "FuzzTesting/Seeds/"]

    static func findings(file: String, text: String) -> [Finding] {
        guard !inputs.contains(where: file.hasPrefix) else { return [] }
        var findings: [Finding] = []
        let lines = text.splitIntoLines()
        for (index, line) in lines.enumerated() {
            func add(_ rule: Rule, _ what: String) {
                findings.append(Finding(rule: rule, file: file, line: index + 1, what: what))
            }
            if line.last?.isWhitespace == true { add(.whitespace, "white space at the end") }
            if line.contains("\t"), !isTabbed(file) { add(.whitespace, "a tabulator") }
            for path in machinePaths where names(line, path) {
                add(.machinePath, "a path of one machine: \(path)")
            }
        }
        if let last = text.utf8.last, last != Octet.lineFeed {
            findings.append(
                Finding(
                    rule: .whitespace, file: file, line: lines.count, what: "no line end at the end"
                ))
        }
        return findings
    }

    /// `path` stands in `line` and begins there: not as a part of a longer path.
    private static func names(_ line: String, _ path: String) -> Bool {
        // Quick for nearly every line: the search below is slow.
        guard line.contains(path) else { return false }
        let octets = Array(line.utf8)
        let wanted = Array(path.utf8)
        return (0...octets.count - wanted.count).contains { start in
            octets[start..<start + wanted.count].elementsEqual(wanted)
                && (start == 0 || !continues(octets[start - 1]))
        }
    }

    /// The octet before a slash that makes it the middle of a path.
    private static func continues(_ octet: UInt8) -> Bool {
        Octet.isWord(octet) || [".", "}", "*", "-"].contains(Character(Unicode.Scalar(octet)))
    }

    private static func isTabbed(_ file: String) -> Bool {
        tabbed.contains { file == $0 || file.hasSuffix("/" + $0) }
    }
}
