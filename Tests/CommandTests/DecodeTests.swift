import FeedhornTestKit
import Foundation
import Testing

/// Does every way of giving a pass to `decode` give the generator's truth?
@Suite(.enabled(if: Program.isBuilt, "NOT TESTED: the program feedhorn was not built"))
struct DecodeTests {
    private let folder: Folder
    private let link: String

    init() throws {
        folder = try Folder()
        link = try folder.write("link.yaml", DemoLink.text)
    }

    /// The pass has gaps: 1.
    private func expectTruth(_ result: Program.Result, status: Int32 = 1) throws {
        #expect(result.status == status)
        #expect(try DemoLink.compared(result.output) == DemoLink.truth)
    }

    @Test func theTruthHasWhatIsCompared() throws {
        #expect(try DemoLink.truth.count == DemoLink.comparedKeys.count)
    }

    @Test func rawOctets() throws {
        let pass = try folder.write("pass", DemoLink.octets)
        try expectTruth(Program.run("decode", "--link", link, "--summary", "json", pass))
    }

    @Test func standardInput() throws {
        let pass = try folder.write("pass", DemoLink.octets)
        try expectTruth(
            Program.shell("cat '\(pass)' | \"$FEEDHORN\" decode -l '\(link)' --summary json -"))
    }

    @Test func severalFilesAreOneStream() throws {
        let octets = DemoLink.octets
        let first = try folder.write("first", octets[..<100_001])
        let second = try folder.write("second", octets[100_001...])
        try expectTruth(Program.run("decode", "--link", link, "--summary", "json", first, second))
    }

    @Test(.enabled(if: SharedFiles.hasCaptureTools, SharedFiles.captureToolsMissing))
    func aCapture() throws {
        let capture = folder.file("pass.pcapng")
        try ReferenceCapture.write(DemoLink.octets, to: capture)
        try expectTruth(Program.run("decode", "--link", link, "--summary", "json", capture))
    }

    @Test(.enabled(if: SharedFiles.hasCaptureTools, SharedFiles.captureToolsMissing))
    func aCaptureWithoutEndIsSaidToBeOpen() throws {
        let capture = folder.file("pass.pcapng")
        try ReferenceCapture.write(DemoLink.octets, isClosed: false, to: capture)
        let result = try Program.run("decode", "--link", link, "--summary", "json", capture)
        try expectTruth(result)
        #expect(result.messages == "feedhorn: \(capture): open\n")
    }

    @Test(.enabled(if: SharedFiles.hasCaptureTools, SharedFiles.captureToolsMissing))
    func aCaptureInAPipeIsRefused() throws {
        let capture = folder.file("pass.pcapng")
        try ReferenceCapture.write(DemoLink.octets, to: capture)
        let result = try Program.shell("cat '\(capture)' | \"$FEEDHORN\" decode -l '\(link)' -")
        #expect(result.status == 2)
        #expect(result.messages.contains("can't be read from a pipe"))
    }

    @Test func packetFilesHoldThePacketsOfTheStream() throws {
        let pass = try folder.write("pass", DemoLink.octets)
        let packets = folder.file("packets")
        let result = try Program.run(
            "decode", "--link", link, "--summary", "none", "--packets", packets, pass)
        #expect(result.status == 1)
        // Raw octets have no times and no segment; SCID 681 is the only spacecraft.
        let file = "packets/demo/681/19700101T000000Z_00000000.ccsds"
        var digest = OctetDigest()
        digest.update(try folder.octets(file))
        let wanted = try DemoLink.truth["nonidle_stream_sha256"] as? NSString
        #expect(digest.hexadecimal == wanted.map(String.init))
    }

    @Test(.enabled(if: SharedFiles.hasCaptureTools, SharedFiles.captureToolsMissing))
    func packetFilesOfACaptureAreNamedAfterTimeAndSegment() throws {
        let capture = folder.file("pass.pcapng")
        try ReferenceCapture.write(DemoLink.octets, to: capture)
        _ = try Program.run(
            "decode", "--link", link, "--packets", folder.file("packets"), capture)
        let names = try FileManager.default.contentsOfDirectory(
            atPath: folder.file("packets/demo/681"))
        #expect(names == ["20261122T200000Z_00010203.ccsds"])
    }
}
