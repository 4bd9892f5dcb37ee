import Foundation
import Testing

/// Are the text files free of stray white space and of one machine's paths?
struct TextTests {
    @Test func textFilesAreTidy() throws {
        var findings: [Finding] = []
        for path in Project.files(under: "") {
            let data = try Project.data(path)
            // A zero octet: not a text.
            guard !data.contains(0), let text = String(data: data, encoding: .utf8) else {
                continue
            }
            findings += TextRule.findings(file: path, text: text)
        }
        Judge.judge(findings, of: [.whitespace, .machinePath])
    }

    @Test(
        arguments: [
            ("a\nb\n", []),
            ("", []),
            ("a \n", [.whitespace]),
            ("a\t\n", [.whitespace, .whitespace]),
            ("\ta\n", [.whitespace]),
            ("a\r\n", [.whitespace]),
            ("a", [.whitespace]),
            ("../shared/a\n", []),
            ("$stage\(TextRule.machinePaths[2])etc\n", []),
            ("a ..\(TextRule.machinePaths[0])b\n", []),
            ("\(TextRule.machinePaths[0])a\n", [.machinePath]),
            ("cd \(TextRule.machinePaths[3])me\n", [.machinePath]),
        ] as [(String, [Rule])])
    func finds(text: String, rules: [Rule]) {
        #expect(TextRule.findings(file: "a.swift", text: text).map(\.rule) == rules)
    }

    @Test func aMakefileHasTabulators() {
        #expect(TextRule.findings(file: "Makefile", text: "a:\n\tb\n").isEmpty)
    }
}
