import Testing

/// Can every file and every function be read at once?
struct SizeTests {
    @Test func filesFunctionsAndLinesAreShort() {
        var findings = SizeRule.findings(in: Project.sources)
        findings += Project.tests.flatMap(SizeRule.longLines)
        Judge.judge(findings, of: SizeRule.rules)
    }

    @Test func printsTheStatistics() {
        let modules = Dictionary(grouping: Project.sources, by: \.module)
        print("lines of files and functions in Sources")
        print(SizeStatistics.heading)
        for name in modules.keys.sorted() {
            print(SizeStatistics(name: name, modules[name, default: []]).row)
        }
        let whole = SizeStatistics(name: "all of Sources", Project.sources)
        let tests = SizeStatistics(name: "all of Tests", Project.tests)
        print(whole.row)
        print(tests.row)
        #expect(whole.lines > 0)
    }

    @Test func findsALongFile() {
        let lines = { (count: Int) in String(repeating: "let a = 1\n", count: count) }
        #expect(findings(in: lines(400)) == [])
        #expect(findings(in: lines(401)) == [.fileLength])
    }

    @Test func findsALongFunction() {
        let function = { (lines: Int) in
            "func a() {\n" + String(repeating: "    b()\n", count: lines - 2) + "}\n"
        }
        #expect(findings(in: function(70)) == [])
        #expect(findings(in: function(71)) == [.functionLength])
    }

    @Test func findsALongLine() {
        #expect(findings(in: String(repeating: "é", count: 100)) == [])
        #expect(findings(in: String(repeating: "é", count: 101)) == [.lineLength])
    }

    @Test func percentiles() {
        let values = Array(1...10)
        #expect(SizeStatistics.percentile(50, of: values) == 6)
        #expect(SizeStatistics.percentile(90, of: values) == 10)
        #expect(SizeStatistics.percentile(50, of: []) == 0)
    }

    private func findings(in source: String) -> [Rule] {
        SizeRule.findings(in: [SwiftFile(path: "Sources/A/B.swift", source: source)]).map(\.rule)
    }
}
