import Foundation
import Testing

/// Is every fixture whole, so that the test run can pick it up by itself?
struct FixtureTests {
    /// Link files of the shared recordings, which are not kept in this package.
    static let recordings = "Fixtures/recordings"

    @Test func everyFixtureHasItsOctetsLinkFileAndExpectedResult() {
        let links = Project.folders(in: "Fixtures").map { "Fixtures/" + $0 }
        let folders = links.filter { $0 != FixtureTests.recordings }.flatMap { link in
            Project.folders(in: link).map { name in
                FixtureRule.Folder(
                    path: "\(link)/\(name)", files: Set(Project.names(in: "\(link)/\(name)")))
            }
        }
        Judge.judge(FixtureRule.findings(in: folders), of: [.fixture])
    }

    @Test(
        .enabled(if: Project.shared != nil, "no shared files: the recordings are not compared"))
    func everyRecordingHasItsLinkFile() throws {
        let shared = try #require(Project.shared)
        let data = try Data(contentsOf: shared.appending(path: "recordings/manifest.json"))
        let manifest = try JSONDecoder().decode(Manifest.self, from: data)
        let names = Project.names(in: FixtureTests.recordings).filter { $0.hasSuffix(".yaml") }
        let findings = FixtureRule.findings(
            linkFiles: Set(names.map { String($0.dropLast(".yaml".count)) }),
            recordings: Set(manifest.entries.map(\.id)))
        Judge.judge(findings, of: [.fixture])
    }

    private struct Manifest: Decodable {
        struct Entry: Decodable {
            let id: String
        }
        let entries: [Entry]
    }

    @Test func findsAFixtureThatIsNotWhole() {
        let bad = FixtureRule.Folder(
            path: "Fixtures/a/b", files: ["capture.pcapng", "link.yaml"])
        #expect(FixtureRule.findings(in: [bad]).map(\.what) == ["no expected.json"])
        let good = FixtureRule.Folder(path: "Fixtures/a/b", files: Set(FixtureRule.required))
        #expect(FixtureRule.findings(in: [good]).isEmpty)
    }

    @Test func findsLinkFilesAndRecordingsWithoutEachOther() {
        let findings = FixtureRule.findings(
            linkFiles: ["a", "b", "d"], recordings: ["b", "c", "d", "e"], later: ["d", "e"])
        #expect(
            findings.map(\.what) == [
                "the manifest has no recording of this name", "the recording has no link file",
                "listed as later work, and here",
            ])
    }
}
