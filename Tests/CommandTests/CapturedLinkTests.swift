import Foundation
import Testing

/// Which link of a capture is decoded?
@Suite(.enabled(if: SharedFiles.hasCaptureTools, SharedFiles.captureToolsMissing))
struct CapturedLinkTests {
    private let folder: Folder
    private let link: String

    init() throws {
        folder = try Folder()
        link = try folder.write("link.yaml", DemoLink.text)
    }

    private func decode(links: [String], _ options: String...) throws -> Program.Result {
        let capture = folder.file("pass.pcapng")
        try ReferenceCapture.write(DemoLink.octets, links: links, to: capture)
        let process = (["decode", "-l", link, "--summary", "json", capture] + options)
            .map { "'\($0)'" }.joined(separator: " ")
        return try Program.shell("\"$FEEDHORN\" \(process)")
    }

    @Test func thatOfTheLinkFilesName() throws {
        let result = try decode(links: ["demo", "other"])
        #expect(try DemoLink.compared(result.output) == DemoLink.truth)
    }

    @Test func theOnlyOneWhateverItsName() throws {
        let result = try decode(links: ["other"])
        #expect(try DemoLink.compared(result.output) == DemoLink.truth)
    }

    @Test func theOneAskedFor() throws {
        let result = try decode(links: ["first", "second"], "--captured-link", "first")
        #expect(try DemoLink.compared(result.output) == DemoLink.truth)
    }

    @Test func noneOfSeveralWithoutBeingAsked() throws {
        let result = try decode(links: ["first", "second"])
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.lines.count == 1)
        #expect(result.messages.contains("no link 'demo'"))
        #expect(result.messages.contains("first, second"))
    }

    @Test func neverAnotherThanTheOneAskedFor() throws {
        let result = try decode(links: ["demo"], "--captured-link", "elsewhere")
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.messages.contains("no link 'elsewhere'"))
    }
}
