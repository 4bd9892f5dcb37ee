import FeedhornTestKit
import Foundation
import Testing

/// What becomes of a daemon that is killed, doubled, or started on nothing?
@Suite(.enabled(if: Program.isBuilt, "NOT TESTED: the program feedhorn was not built"))
struct ServeTests {
    private let folder: Folder
    private let link: String

    init() throws {
        folder = try Folder()
        link = try folder.write("link.yaml", DemoLink.text)
    }

    private func bitsIn(_ segment: String) throws -> Int {
        let result = try Program.run(
            "decode", "--link", link, "--summary", "json", segment)
        let summary = try JSONSerialization.jsonObject(with: result.output) as? [String: Any]
        let balance = summary?["balance"] as? [String: Any]
        #expect(balance?["balanced"] as? Bool == true)
        return (balance?["bits"] as? [String: Any])?["in"] as? Int ?? -1
    }

    @Test func whatWasWrittenSurvivesKillNine() throws {
        let radio = try FakeSerialRadio(path: folder.file("radio"))
        let first = try RunningDaemon(in: folder, radio: radio.path)
        let octets = DemoLink.octets[..<60_000]
        try radio.waitForReader()
        try radio.write(octets)
        try radio.waitUntilRead()
        try first.wait { try first.octets("written") == octets.count }
        first.kill()
        let segment = try #require(first.segments().first)
        let check = try Program.run("capture", "check", segment)
        #expect(check.status == 1)
        #expect(check.text.contains("open") || check.text.contains("torn"))
        #expect(try bitsIn(segment) == octets.count * 8)

        // The next start opens a new segment and goes on.
        try radio.resetLine()
        let second = try RunningDaemon(in: folder, radio: radio.path)
        try radio.waitForReader()
        try radio.write(DemoLink.octets[60_000..<70_000])
        try radio.waitUntilRead()
        #expect(second.stop() == 0)
        let segments = try second.segments()
        #expect(segments.count == 2)
        let newest = try #require(segments.first { $0 != segment })
        #expect(try Program.run("capture", "check", newest).status == 0)
        #expect(try bitsIn(newest) == 10_000 * 8)
    }

    @Test func secondDaemonOnTheSameSocketSaysSo() throws {
        let radio = try FakeSerialRadio(path: folder.file("radio"))
        let first = try RunningDaemon(in: folder, radio: radio.path)
        let result = try Program.run("serve", "--config", folder.file("station.yaml"))
        // Not 2: the unit's systemd tries it again.
        #expect(result.status == 1)
        #expect(result.messages.contains("another process serves on this socket"))
        #expect(try first.status() != nil)
        #expect(first.stop() == 0)
    }

    @Test func secondDaemonOnTheSamePortWaitsAndTakesNothing() throws {
        let radio = try FakeSerialRadio(path: folder.file("radio"))
        let first = try RunningDaemon(in: folder, radio: radio.path)
        try radio.waitForReader()
        let second = try RunningDaemon(in: folder, name: "other", radio: radio.path)
        try second.wait { (try second.status()?["reason"] as? String ?? "").contains("feedhorn") }
        try radio.write(DemoLink.octets[..<20_000])
        try radio.waitUntilRead()
        try first.wait { try first.octets("received") == 20_000 }
        #expect(try second.octets("received") == 0)
        #expect(second.stop() == 0)
        #expect(first.stop() == 0)
    }

    @Test func captureFolderThatCannotBeMade() throws {
        let text = RunningDaemon.configuration(folder, "station", "/dev/null")
            .replacingOccurrences(of: folder.file("station-capture"), with: "/proc/capture")
        let file = try folder.write("station.yaml", text)
        let result = try Program.run("serve", "--config", file)
        #expect(result.status == 1)
        #expect(result.lines.count == 1)
        #expect(result.messages.contains("station.yaml:3:"))
        #expect(result.messages.contains("/proc/capture"))
    }

    @Test func noConfiguration() throws {
        let result = try Program.run("serve", "--config", folder.file("nothing.yaml"))
        #expect(result.status == 2)
        #expect(result.lines.count == 1)
    }
}
