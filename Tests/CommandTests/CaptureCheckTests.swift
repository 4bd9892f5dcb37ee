import Foundation
import Testing

/// Does `capture check` say of a file what the reference validator says, with its exit code?
@Suite(.enabled(if: SharedFiles.hasCaptureTools, SharedFiles.captureToolsMissing))
struct CaptureCheckTests {
    private let folder: Folder
    private let octets: [UInt8]

    init() throws {
        folder = try Folder()
        try ReferenceCapture.write(
            Array(DemoLink.octets.prefix(20_000)), to: folder.file("whole"))
        octets = try folder.octets("whole")
    }

    private func expectAgreement(
        _ octets: [UInt8], _ state: String, status: Int32,
        _ place: SourceLocation = #_sourceLocation
    ) throws {
        let file = try folder.write("capture.pcapng", octets)
        let result = try Program.run("capture", "check", file)
        #expect(try ReferenceCapture.state(of: file) == state, sourceLocation: place)
        #expect(result.text.hasPrefix("\(file): \(state)"), sourceLocation: place)
        #expect(result.status == status, sourceLocation: place)
        #expect(result.messages.isEmpty, sourceLocation: place)
    }

    @Test func wholeFiles() throws {
        try expectAgreement(octets, "complete", status: 0)
        try expectAgreement(
            Array(Data(contentsOf: URL(fileURLWithPath: SharedFiles.example))), "complete",
            status: 0)
    }

    @Test func aFileWithoutItsEnd() throws {
        // The END block is 140 octets.
        try expectAgreement(octets.dropLast(140), "open", status: 1)
    }

    @Test func aFileCutInABlock() throws {
        try expectAgreement(octets.dropLast(10), "torn", status: 1)
    }

    @Test func aFileWithAWrongOctet() throws {
        var octets = octets
        octets[octets.count / 2] ^= 1
        try expectAgreement(octets, "damaged", status: 5)
    }

    @Test func whatIsNoCapture() throws {
        try expectAgreement([], "foreign", status: 5)
        try expectAgreement(Array(DemoLink.text.utf8), "foreign", status: 5)
    }

    @Test func theWorstOfSeveralIsTheExitCode() throws {
        let open = try folder.write("open", octets.dropLast(140))
        let result = try Program.run("capture", "check", open, folder.file("whole"))
        #expect(result.status == 1)
        #expect(result.text == "\(open): open\n\(folder.file("whole")): complete\n")
    }

    @Test func whatCannotBeReadIsCode2() throws {
        for file in [folder.file("missing"), folder.path] {
            let result = try Program.run("capture", "check", file)
            #expect(result.status == 2)
            #expect(result.lines.count == 1)
            #expect(result.output.isEmpty)
        }
    }

    @Test func infoAndJSONReportOnStandardOutput() throws {
        let info = try Program.run("capture", "info", folder.file("whole"))
        #expect(info.status == 0)
        #expect(info.text.contains("link 0 demo: "))
        let json = try Program.run("capture", "info", "--json", folder.file("whole"))
        let object = try JSONSerialization.jsonObject(with: json.output) as? [String: Any]
        #expect(object?["state"] as? String == "complete")
        #expect(object?["octets"] as? Int == 20_000)
    }
}
