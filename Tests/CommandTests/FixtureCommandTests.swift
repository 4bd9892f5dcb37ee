import FeedhornTestKit
import Foundation
import Testing

/// Does `fixture check` see every difference, and is a result confirmed only by somebody else?
@Suite(
    .enabled(if: Program.isBuilt, "NOT TESTED: the program feedhorn was not built"),
    .timeLimit(.minutes(15)))
struct FixtureCommandTests {
    private let folder: Folder
    private let fixture: String

    /// A recording of the demo pass, without a result.
    init() throws {
        folder = try Folder()
        fixture = folder.file("recording")
        let pass = try folder.write("pass", DemoLink.octets)
        let link = try folder.write(
            "demo.yaml", DemoLink.text + "source: {file: {path: \(pass)}}\n")
        let recorded = try Program.run("record", "--link", link, "--output", fixture)
        #expect(recorded.status == 0)
    }

    private var expected: String {
        get throws { try String(contentsOfFile: fixture + "/expected.json", encoding: .utf8) }
    }

    private func write(_ text: String) throws {
        try folder.write("recording/expected.json", text)
    }

    /// The generator's truth with one change: what another decoder might say.
    private func other(_ change: (inout [String: Any]) -> Void = { _ in }) throws -> String {
        let object = try JSONSerialization.jsonObject(with: Data(DemoLink.expectedText.utf8))
        var members = try #require(object as? [String: Any])
        change(&members)
        return try folder.write(
            "other.json", Array(JSONSerialization.data(withJSONObject: members)))
    }

    @Test func aResultOfItsOwnIsUnconfirmedAndSaysSo() throws {
        let made = try Program.run("fixture", "make", fixture)
        #expect(made.status == 0)
        #expect(made.text.contains("UNCONFIRMED"))
        #expect(try expected.contains(#""confirmed": false"#))
        let checked = try Program.run("fixture", "check", fixture)
        #expect(checked.status == 0)
        #expect(checked.text.contains("agrees; UNCONFIRMED"))
        // It may be made again.
        #expect(try Program.run("fixture", "make", fixture).status == 0)
    }

    @Test func theTruthOfAGeneratorAgrees() throws {
        try write(DemoLink.expectedText)
        let result = try Program.run("fixture", "check", fixture)
        #expect(result.status == 0)
        #expect(result.text == "\(fixture): agrees; confirmed\n")
    }

    @Test(arguments: [
        (#""frames": 1121"#, #""frames": 1120"#, "frames: expected 1120, found 1121"),
        (#""count": 350"#, #""count": 351"#, "apid.16.count: expected 351, found 350"),
        (#""missing": 12"#, #""missing": "12""#, #"apid.16.missing: expected "12", found 12"#),
        (#""16": {"#, #""18": {"#, "apid.18: expected"),
        (#""16": {"#, #""18": {"#, "apid.16: found"),
        (#""frames": 1121"#, #""frames": 1121, "more": 1"#, "more: expected 1, found nothing"),
    ])
    func everyDifferenceIsALine(_ good: String, _ bad: String, _ line: String) throws {
        let text = DemoLink.expectedText
        let place = try #require(text.range(of: good))
        try write(text.replacingCharacters(in: place, with: bad))
        let result = try Program.run("fixture", "check", fixture)
        #expect(result.status == 1)
        #expect(result.text.contains("\(fixture): feedhorn: \(line)"))
    }

    @Test func aConfirmedResultStaysUnlessForced() throws {
        try write(DemoLink.expectedText)
        let refused = try Program.run("fixture", "make", fixture)
        #expect(refused.status == 2)
        #expect(try expected == DemoLink.expectedText)
        #expect(try Program.run("fixture", "make", "--force", fixture).status == 0)
        #expect(try expected.contains(#""confirmed": false"#))
    }

    @Test func anotherDecoderConfirms() throws {
        #expect(try Program.run("fixture", "make", fixture).status == 0)
        // It drops idle packets, leaves gaps of them open, and says things of its own.
        let file = try other { members in
            var applications = members["apid"] as? [String: Any]
            applications?["2047"] = nil
            members["apid"] = applications
            members["frames_bad_fecf"] = NSNull()
            members["vc_stats"] = ["681/0": ["orphans": 3]]
        }
        let result = try Program.run(
            "fixture", "check", "--confirm", file, "--by", "another 1.0", fixture)
        #expect(result.status == 0)
        #expect(result.text.contains("agrees; confirmed by another 1.0"))
        #expect(result.messages.contains("not compared: "))
        let object = try JSONSerialization.jsonObject(with: Data(expected.utf8))
        let members = try #require(object as? [String: Any])
        #expect(members["confirmed"] as? Bool == true)
        #expect(members["confirmedBy"] as? String == "another 1.0")
        let keys = try #require(members["confirmedKeys"] as? [String])
        #expect(keys.contains("frames_sha256") && keys.contains("apid"))
        #expect(!keys.contains("frames_bad_fecf") && !keys.contains("vc_stats"))
        #expect(try Program.run("fixture", "make", fixture).status == 2)
    }

    @Test func aDecoderThatDisagreesConfirmsNothing() throws {
        #expect(try Program.run("fixture", "make", fixture).status == 0)
        let former = try expected
        let file = try other { $0["packets"] = 1_201 }
        let result = try Program.run(
            "fixture", "check", "--confirm", file, "--by", "another", fixture)
        #expect(result.status == 1)
        #expect(result.text.contains("another: packets: expected 1201"))
        #expect(try expected == former)
    }

    @Test func countsAloneConfirmNothing() throws {
        #expect(try Program.run("fixture", "make", fixture).status == 0)
        let file = try folder.write("other.json", #"{"frames": 1121, "frames_total": null}"#)
        let result = try Program.run(
            "fixture", "check", "--confirm", file, "--by", "another", fixture)
        #expect(result.status == 1)
        #expect(result.text.contains("no digest"))
        #expect(try expected.contains(#""confirmed": false"#))
    }

    @Test func whatIsMissingOrDamaged() throws {
        #expect(try Program.run("fixture", "check", fixture).status == 2)
        #expect(try Program.run("fixture", "check", folder.file("nothing")).status == 2)
        #expect(try Program.run("fixture", "make", folder.file("nothing")).status == 2)
        #expect(try Program.run("fixture", "check", "--by", "somebody", fixture).status == 2)
        #expect(try Program.run("fixture", "make", fixture).status == 0)
        var octets = try folder.octets("recording/capture.pcapng")
        octets[octets.count / 2] ^= 1
        try folder.write("recording/capture.pcapng", octets)
        #expect(try Program.run("fixture", "check", fixture).status == 5)
        #expect(try Program.run("fixture", "make", fixture).status == 5)
    }
}
