import FeedhornTestKit
import Foundation
import Glibc
import Testing

/// Does `doctor` say a line each, and exit as it says?
@Suite(.enabled(if: Program.isBuilt, "NOT TESTED: the program feedhorn was not built"))
struct DoctorTests {
    private struct Finding: Decodable {
        var outcome: String
        var subject: String
        var text: String
        var fix: String?
    }

    private struct Answer: Decodable {
        var fine: Bool
        var findings: [Finding]
    }

    private func answer(_ configuration: String) throws -> (Int32, Answer) {
        let result = try Program.run("doctor", "--json", "--config", configuration)
        return (result.status, try JSONDecoder().decode(Answer.self, from: result.output))
    }

    private func station(_ folder: Folder, radio: String) throws -> String {
        try folder.write(
            "station.yaml", RunningDaemon.configuration(folder, "station", radio))
    }

    /// A station with one link of such frames.
    private func lengths(
        _ folder: Folder, _ frames: String, _ length: String, _ packets: String
    ) throws -> String {
        try folder.write(
            "station.yaml",
            """
            feedhorn: 1
            station: {name: lengths}
            capture: {directory: \(folder.file("capture"))}
            query: {socket: \(folder.file("q.sock"))}
            links:
              - name: long
                source: {file: {path: /dev/null}}
                framing: [cadu, \(frames)]
                frame: {length: \(length), fecf: true}
                packets: \(packets)

            """)
    }

    @Test("each link's own frames through capture, decoder and files")
    func selfTest() throws {
        let folder = try Folder()
        let (status, answer) = try answer(try station(folder, radio: "/dev/nowhere"))
        let test = try #require(answer.findings.first { $0.subject == "self-test demo" })
        #expect(test.outcome == "ok" && test.text.contains("read back equal"))
        // The port is not there.
        let link = try #require(answer.findings.first { $0.subject == "link demo" })
        #expect(link.outcome == "fail" && link.fix?.isEmpty == false)
        #expect(status == 1 && !answer.fine)
    }

    @Test(
        "frames and packets as long and as short as a link may have them",
        arguments: [
            ("uslpFrames", "32768", "{}"), ("uslpFrames", "65535", "{}"),
            ("aosFrames", "2048", "{}"), ("tmFrames", "1115", "{maxLength: 1024}"),
            ("aosFrames", "1115", "{maxLength: 64}"), ("tmFrames", "256", "{maxLength: 20}"),
        ])
    func selfTestOf(_ frames: String, _ length: String, _ packets: String) throws {
        let folder = try Folder()
        let path = try lengths(folder, frames, length, packets)
        let (status, answer) = try answer(path)
        let test = try #require(answer.findings.first { $0.subject == "self-test long" })
        #expect(test.outcome == "ok", "\(test.text)")
        #expect(status <= 1)
    }

    @Test(
        "what the generator has no frames for is tested by the fixed stream",
        arguments: [
            // Packets too short; a zone that no first header pointer reaches to the end of.
            ("tmFrames", "1115", "{maxLength: 19}"), ("aosFrames", "32768", "{}"),
        ])
    func fixedSelfTest(_ frames: String, _ length: String, _ packets: String) throws {
        let folder = try Folder()
        let path = try lengths(folder, frames, length, packets)
        let (_, answer) = try answer(path)
        let tests = answer.findings.filter { $0.subject.hasPrefix("self-test") }
        #expect(tests.map(\.subject) == ["self-test"] && tests.map(\.outcome) == ["ok"])
    }

    @Test("profiles where --profiles and FEEDHORN_PROFILES say")
    func profiles() throws {
        let folder = try Folder()
        try FileManager.default.createDirectory(
            atPath: folder.file("shelf/mine"), withIntermediateDirectories: true)
        try folder.write(
            "shelf/mine/profile.yaml",
            "feedhorn: 1\nname: mine\nsource: {file: {path: /dev/null}}\nframing: packets\n")
        let path = try folder.write(
            "station.yaml",
            """
            feedhorn: 1
            station: {name: profiles}
            capture: {directory: \(folder.file("capture"))}
            query: {socket: \(folder.file("q.sock"))}
            links: [{profile: mine}]

            """)
        let shelf = folder.file("shelf")
        #expect(try Program.run("doctor", "--config", path).status == 2)
        for result in [
            try Program.run("doctor", "--config", path, "--profiles", shelf),
            try Program.run(
                "doctor", "--config", path, environment: ["FEEDHORN_PROFILES": shelf]),
        ] {
            #expect(result.text.contains("link mine: /dev/null may be read"), "\(result.messages)")
        }
    }

    @Test("exit code and lines say the same")
    func exitCode() throws {
        let folder = try Folder()
        let radio = try FakeSerialRadio(path: folder.file("radio"))
        let path = try station(folder, radio: folder.file("radio"))
        let (status, answer) = try answer(path)
        // The clock of the machine that tests may be anything, and this process has the radio.
        let failed = answer.findings.filter {
            $0.outcome == "fail" && $0.subject != "clock" && $0.subject != "link demo"
        }
        #expect(failed.isEmpty, "\(failed.map(\.text))")
        #expect(status == (answer.fine ? 0 : 1))
        let text = try Program.run("doctor", "--config", path)
        #expect(text.status == status && text.lines.isEmpty)
        let lines = text.text.split(separator: "\n")
        #expect(lines.count == answer.findings.count)
        #expect(
            lines.allSatisfy {
                $0.hasPrefix("ok    ") || $0.hasPrefix("warn  ") || $0.hasPrefix("FAIL  ")
            })
        withExtendedLifetime(radio) {}
    }

    @Test("without room for the files of the self-test it fails")
    func noRoom() throws {
        let folder = try Folder()
        let path = try station(folder, radio: "/dev/nowhere")
        let result = try Program.run(
            "doctor", "--json", "--config", path,
            environment: ["TMPDIR": folder.file("station.yaml")])
        let answer = try JSONDecoder().decode(Answer.self, from: result.output)
        let test = answer.findings.first { $0.subject == "self-test demo" }
        #expect(test?.outcome == "fail" && result.status == 1)
    }

    @Test("what the running daemon holds is fine")
    func daemon() throws {
        let folder = try Folder()
        let radio = try FakeSerialRadio(path: folder.file("radio"))
        let daemon = try RunningDaemon(in: folder, radio: folder.file("radio"))
        try radio.waitForReader()
        try daemon.wait { try daemon.status()?["state"] as? String == "IDLE" }
        let (_, answer) = try answer(folder.file("station.yaml"))
        let link = answer.findings.filter { $0.subject == "link demo" }
        #expect(link.map(\.text) == ["held by the daemon, IDLE"])
        let socket = answer.findings.first { $0.subject == "query socket" }
        #expect(socket?.text.contains("the daemon answers") == true)
        #expect(daemon.stop() == 0)
    }

    @Test func wrongConfiguration() throws {
        let folder = try Folder()
        let path = try folder.write("station.yaml", "feedhorn: 1\nstation: {nam: x}\n")
        let result = try Program.run("doctor", "--config", path)
        #expect(result.status == 2 && result.output.isEmpty && !result.lines.isEmpty)
        #expect(try Program.run("doctor", "--config", folder.file("none")).status == 2)
        #expect(try Program.run("doctor", "--hours", "0").status == 2)
    }
}
