import Foundation
import Testing

/// Does the fake radio send what its generator says, and tell the truth about it?
@Suite(
    .enabled(if: Program.isBuilt, "NOT TESTED: the program feedhorn was not built"),
    .timeLimit(.minutes(15)))
struct FakeTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
    }

    @Test func passAndTruthToFiles() throws {
        let result = try Program.run(
            "fake", "--write", folder.file("pass"), "--truth", folder.file("truth.json"))
        #expect(result.status == 0)
        #expect(result.output.isEmpty)
        #expect(try folder.octets("pass") == DemoLink.octets)
        #expect(try folder.octets("truth.json") == Array(DemoLink.expectedText.utf8))
    }

    @Test func thePassThroughAPseudoterminal() throws {
        let process = try Program.process(
            ["fake", "--speed", "max", "--link", folder.file("radio")])
        let octets = try PlayedTerminal.octets(of: process, at: folder.file("radio"))
        #expect(octets == DemoLink.octets)
        #expect(process.terminationStatus == 0)
    }

    @Test func aFileAtThePaceOfTheLine() throws {
        let file = try folder.write("raw", DemoLink.octets.prefix(10_000))
        let process = try Program.process(["fake", "--pass", file, "--baud", "1000000"])
        #expect(
            try PlayedTerminal.octets(of: process) == Array(DemoLink.octets.prefix(10_000)))
    }

    @Test func aPassThatIsNotThereIsOneLine() throws {
        let result = try Program.run("fake", "--pass", folder.file("missing"), "--write", "x")
        #expect(result.status == 2)
        #expect(result.lines.count == 1)
    }
}
