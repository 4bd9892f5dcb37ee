import FeedhornTestKit
import Foundation
import Testing

/// Does `identify` print a link file that `check` takes and `decode` decodes with?
@Suite(.enabled(if: Program.isBuilt, "NOT TESTED: the program feedhorn was not built"))
struct IdentifyTests {
    @Test func aLinkFileThatDecodes() throws {
        let folder = try Folder()
        let pass = try folder.write("pass.bin", DemoLink.octets)
        let result = try Program.run("identify", "--yaml", pass)
        #expect(result.status == 0 && result.lines.isEmpty)
        let link = try folder.write("link.yaml", result.output)
        #expect(try Program.run("check", link).status == 0)
        let decoded = try Program.run("decode", "--link", link, "--summary", "json", pass)
        #expect(try DemoLink.compared(decoded.output) == DemoLink.truth)
    }

    @Test(.enabled(if: SharedFiles.hasCaptureTools, SharedFiles.captureToolsMissing))
    func aCapture() throws {
        let folder = try Folder()
        let capture = folder.file("pass.pcapng")
        try ReferenceCapture.write(DemoLink.octets, to: capture)
        let result = try Program.run("identify", capture)
        #expect(result.status == 0)
        #expect(result.text.contains("tmFrames, frames of 223 octets, randomizer ccsds255"))
    }

    @Test("a port at one baud rate after the other, listening only")
    func aPort() throws {
        let folder = try Folder()
        let radio = try FakeSerialRadio(path: folder.file("radio"))
        let process = try Program.process([
            "identify", "--json", "--baud", "9600", "--seconds", "60", "--octets", "20000",
            folder.file("radio"),
        ])
        let output = try folder.create("output")
        process.standardOutput = output.handle
        try process.run()
        try radio.waitForReader()
        try radio.write(DemoLink.octets.prefix(20_000))
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let found =
            try JSONSerialization.jsonObject(
                with: Data(contentsOf: URL(fileURLWithPath: output.path))) as? [String: Any]
        #expect(found?["baud"] as? Int == 9_600)
        let links = found?["links"] as? [[String: Any]]
        let text = links?.first?["linkFile"] as? String ?? ""
        #expect(text.contains("baud: 9600 Bd") && text.contains("length: 223"))
        #expect(try radio.receivedOctets().isEmpty)
    }

    @Test func nothing() throws {
        let folder = try Folder()
        for octets in [[], [0x1A], [UInt8](repeating: 0, count: 5_000)] as [[UInt8]] {
            let result = try Program.run("identify", try folder.write("octets", octets))
            #expect(result.status == 1 && result.output.isEmpty && result.lines.count == 1)
        }
        #expect(try Program.run("identify", folder.file("none")).status == 2)
        let file = try folder.write("octets", [1, 2, 3])
        #expect(try Program.run("identify", "--marker", "1ACF!", file).status == 2)
        #expect(try Program.run("identify", "--octets", "3", file).status == 2)
    }
}
