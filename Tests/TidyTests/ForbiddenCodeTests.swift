import Testing

/// Is there code that traps on received data, or that the compiler was told not to check?
struct ForbiddenCodeTests {
    @Test func nothingTrapsOrEscapesChecksOutsideTheNamedExceptions() {
        let findings = ForbiddenCodeRule.findings(in: Project.sources)
        Judge.judge(findings, of: ForbiddenCodeRule.rules)
    }

    @Test func whereTheCompilerIsToldNotToCheckACommentSaysWhy() {
        for finding in ForbiddenCodeRule.unexplained(in: Project.sources) {
            Issue.record("\(finding): no comment `// Unchecked: …` beside it")
        }
    }

    @Test(
        arguments: [
            ("let a = b!", .forceUnwrap),
            ("let a = b()!.c", .forceUnwrap),
            ("let a = b[0]!", .forceUnwrap),
            ("var a: Int!", .forceUnwrap),
            ("var a: [Int]!", .forceUnwrap),
            ("let a = \"\\(b!)\"", .forceUnwrap),
            ("let a = #\"\\#(b!)\"#", .forceUnwrap),
            ("let a = Int(\"5\")!", .forceUnwrap),
            ("let a = { b }()!", .forceUnwrap),
            ("let a = try! b()", .forcedTry),
            ("let a = b as! Int", .forcedCast),
            ("final class A: @unchecked Sendable {}", .unchecked),
            ("nonisolated(unsafe) var a = 1", .unchecked),
            ("fatalError(\"no\")", .fatalError),
        ] as [(String, Rule)])
    func finds(source: String, rule: Rule) {
        #expect(rules(in: source) == [rule])
    }

    @Test(arguments: [
        "if !a { b() }",
        "let a = b != c",
        "let a = b!=c",
        "let a = !(!b)",
        "f(!a, [!b])",
        "// a! try! as! @unchecked fatalError()",
        "/* a! /* try! */ as! */ let b = 1",
        "let a = \"b! try! as! fatalError(\"",
        "let a = \"\"\"\n  b! \"quoted\" try!\n  \"\"\"",
        "let a = #\"b! \" try!\"#",
        "let a = \"\\\\\" + \"b!\"",
        "let a = #/b! \"/#",
        "test.fatalError(1)",
    ])
    func passes(source: String) {
        #expect(rules(in: source) == [])
    }

    @Test func findsWhatNoCommentExplains() {
        let bare = SwiftFile(
            path: "Sources/A/B.swift", source: "final class A: @unchecked Sendable {\n}\n")
        let explained = SwiftFile(
            path: "Sources/A/C.swift",
            source: "final class A: @unchecked Sendable {\n    // Unchecked: one owner.\n}\n")
        let found = ForbiddenCodeRule.unexplained(in: [bare, explained])
        #expect(found.map(\.file) == ["Sources/A/B.swift"])
    }

    private func rules(in source: String) -> [Rule] {
        let file = SwiftFile(path: "Sources/A/B.swift", source: source)
        return ForbiddenCodeRule.findings(in: [file]).map(\.rule)
    }
}
