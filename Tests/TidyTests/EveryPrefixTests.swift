import Testing

/// Is every view tested with every prefix of a good sample?
struct EveryPrefixTests {
    @Test func everyViewHasAnEveryPrefixTest() {
        let views = EveryPrefixRule.views(in: Project.sources.filter { $0.module == "CCSDS" })
        #expect(!views.isEmpty)
        let tests = Project.tests.filter { $0.module == "CCSDSTests" }
        let findings = EveryPrefixRule.findings(views: views, tests: tests)
        Judge.judge(findings, of: [.everyPrefixTest])
    }

    private let view = SwiftFile(
        path: "Sources/CCSDS/A.swift",
        source: """
            public struct PacketView: ~Escapable {}
            struct OtherView {}
            struct Walker: ~Escapable {}
            """)

    @Test func findsAViewWithoutATest() {
        let views = EveryPrefixRule.views(in: [view])
        #expect(views.map(\.name) == ["PacketView"])
        let tests = [
            "@Test func everyPrefixThrows() { for n in 0..<9 { OtherView() } }",
            "@Test func everyPrefixThrows() { PacketView() }",
            "@Test func aPacket() { PacketView() }",
            "@Test func everyPrefixThrows() { /* PacketView */ }",
        ]
        for source in tests {
            let test = SwiftFile(path: "Tests/CCSDSTests/A.swift", source: source)
            #expect(EveryPrefixRule.findings(views: views, tests: [test]).count == 1, "\(source)")
        }
    }

    @Test(arguments: [
        "@Test func everyPrefixThrows() { for n in 0..<9 { PacketView(n) } }",
        "@Test func `every prefix throws`() { for n in 0..<9 { PacketView(n) } }",
        "struct EveryPrefixTests { @Test func a() { for n in 0..<9 { PacketView(n) } } }",
        "struct EveryPrefixTests { @Test func packetView() { for n in 0..<9 { make(n) } } }",
    ])
    func acceptsAViewWithATest(source: String) {
        let test = SwiftFile(path: "Tests/CCSDSTests/A.swift", source: source)
        let views = EveryPrefixRule.views(in: [view])
        #expect(EveryPrefixRule.findings(views: views, tests: [test]).isEmpty)
    }
}
