import Testing

/// Does data run down the layers, and never back up?
struct ImportTests {
    let rule = ImportRule(table: ImportTable.allowed)

    @Test func everyModuleImportsOnlyWhatTheTableAllows() {
        Judge.judge(rule.findings(in: Project.sources), of: [.imports])
    }

    @Test func everyModuleStandsInTheTableAndTheTableHoldsNoOthers() {
        #expect(Project.folders(in: "Sources") == ImportTable.allowed.keys.sorted())
    }

    @Test func theTableHasNoCircle() {
        #expect(rule.circles().isEmpty)
        let bad = ImportRule(table: ["A": ["B"], "B": ["C"], "C": ["A"], "D": ["A"]])
        #expect(bad.circles() == ["A", "B", "C"])
    }

    @Test(arguments: [
        ("import Foundation", ["CCSDS may not import Foundation"]),
        ("public import TelemetryLink\n", ["CCSDS may not import TelemetryLink"]),
        ("@testable internal import NIOCore", ["CCSDS may not import NIOCore"]),
        ("import struct Glibc.timespec", ["CCSDS may not import Glibc"]),
        ("#if canImport(Glibc)\nimport Glibc\n#endif", ["CCSDS may not import Glibc"]),
        ("@_exported import Swift", ["an exported import hides who depends on whom"]),
        ("// import Foundation\nlet text = \"import Glibc\"", []),
        ("let `import` = 1", []),
    ])
    func findsABadImport(source: String, expected: [String]) {
        let file = SwiftFile(path: "Sources/CCSDS/Bad.swift", source: source)
        #expect(rule.findings(in: [file]).map(\.what) == expected)
    }

    @Test func findsAModuleOutsideTheTable() {
        let file = SwiftFile(path: "Sources/Unheard/Of.swift", source: "")
        #expect(
            rule.findings(in: [file]).map(\.what) == [
                "module Unheard is not in the table of imports"
            ])
    }
}
