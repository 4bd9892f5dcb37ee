import Foundation
import Testing

/// Do the documents name only files that exist?
struct DocumentTests {
    @Test func documentsNameOnlyFilesThatExist() throws {
        var findings: [Finding] = []
        for path in Project.files(under: "") where path.hasSuffix(".md") {
            let text = String(decoding: try Project.data(path), as: UTF8.self)
            findings += DocumentRule.findings(file: path, text: text, exists: Project.exists)
        }
        Judge.judge(findings, of: [.document])
    }

    @Test(arguments: [
        ("see `Sources/A.swift` and `Sources/B.swift`", ["Sources/B.swift"]),
        ("run `scripts/c --flag` or `scripts/d`", ["scripts/d"]),
        ("`Fixtures/<link>/<name>/`, `Sources/*.swift`, `Sources/…`", []),
        ("Sources/B.swift is not quoted", []),
        ("[a](0001.md) and [b](../Sources/A.swift#part) and [c](0002.md)", ["docs/0002.md"]),
        ("[a](https://example.org/b), [b](#part)", []),
    ])
    func findsWhatIsNotThere(line: String, missing: [String]) {
        let there: Set = ["Sources/A.swift", "scripts/c", "docs/0001.md"]
        let findings = DocumentRule.findings(
            file: "docs/a.md", text: line + "\n", exists: there.contains)
        #expect(findings.map(\.what) == missing.map { "there is no \($0)" })
    }
}
