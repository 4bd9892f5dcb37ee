import Testing

/// Can the scanner be trusted: does it tell code from text, and find every function?
struct ScannerTests {
    private func code(_ source: String) -> String {
        String(decoding: SwiftText(source).code, as: UTF8.self)
    }

    @Test(arguments: [
        ("a // b\nc", "a     \nc"),
        ("a /* b /* c */ d */ e", "a                   e"),
        ("a(\"b\")", "a(\" \")"),
        (#"a("b\(c + "d")e")"#, #"a("  (c + " ") ")"#),
        (#"a("\"b")"#, #"a("   ")"#),
        ("\"\"\"\nb \"c\"\n\"\"\" d", "\"\"\"\n     \n\"\"\" d"),
        (##"#"b"c\(d)"# e"##, ##"#"       "# e"##),
        (##"#"\#(d)"# e"##, ##"#"  (d)"# e"##),
        ("`a // b` c", "`a // b` c"),
        ("#if a", "#if a"),
    ])
    func blanksCommentsAndLiterals(source: String, expected: String) {
        #expect(code(source) == expected)
    }

    @Test(arguments: ["let a = \"b\nlet c = 1", "/* a", "\"\"\"\na", "let a = #/b"])
    func noticesWhatNeverEnds(source: String) {
        #expect(SwiftText(source).unterminated == [1])
    }

    @Test func readsEveryFileOfThePackageToItsEnd() {
        for file in Project.sources + Project.tests {
            #expect(file.text.unterminated == [], "\(file.path)")
        }
    }

    @Test func findsFunctionsAndTheirLengths() {
        let source = """
            protocol P {
                func requirement(a: Int) -> Int
                var value: Int { get throws }
                init(a: Int)
            }
            struct S<T> where T: P {
                var stored: Int = { 1 }()
                var bare: Int
                var computed: Int {
                    stored
                }
                init(a: @escaping () -> Int = { 2 }) {
                    self.init(b: 3)
                }
                subscript(a: Int) -> Int { a }
                static func == (left: S, right: S) -> Bool {
                    func inner() { "}" }
                    return true
                }
                func `a raw name`() async throws(E) -> [Int: () -> Int]
                where T: Sendable {
                    map(String.init)
                }
                deinit {}
            }
            """
        let functions = SwiftFile(path: "Sources/A/B.swift", source: source).functions
        let found = functions.map { "\($0.name) \($0.lineCount)" }
        #expect(
            found == [
                "computed 3", "init 3", "subscript 1", "== 4", "inner 1", "`a raw name` 4",
                "deinit 1",
            ])
    }

    @Test func knowsTheLineOfEveryToken() {
        let file = SwiftFile(path: "a.swift", source: "a\n\n  b c\n")
        #expect(file.tokens.map(\.line) == [1, 3, 3])
        #expect(file.tokens.map(\.isFirstOnLine) == [true, true, false])
        #expect(file.lineCount == 3)
    }
}
