import Testing

/// Does every loop without a condition say what bounds it?
struct EndlessLoopTests {
    @Test func everyEndlessLoopSaysWhatBoundsIt() {
        Judge.judge(EndlessLoopRule.findings(in: Project.sources), of: [.endlessLoop])
    }

    @Test(arguments: [
        ("while true { a() }", 1),
        ("while (true) { a() }", 1),
        ("while !false { a() }", 1),
        ("repeat { a() } while true", 1),
        ("let a = 1\n\nwhile true {\n    // too late\n}", 1),
        ("// Each turn takes an octet off the zone.\nwhile true { a() }", 0),
        ("while true { a() }  // ends with the file", 0),
        ("while trueEnough { a() }", 0),
        ("// while true", 0),
        ("let a = \"while true\"", 0),
    ])
    func findsAnEndlessLoop(source: String, count: Int) {
        let file = SwiftFile(path: "Sources/A/B.swift", source: source)
        #expect(EndlessLoopRule.findings(in: [file]).count == count)
    }
}
