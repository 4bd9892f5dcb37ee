import Foundation
import TelemetryLink
import Testing

@testable import CaptureStore

/// Do Wireshark's tools read what the writer writes, and is what they rewrite called derived?
@Suite(
    .enabled(
        if: ["tshark", "capinfos", "editcap", "mergecap"].allSatisfy(SharedFiles.hasTool),
        "needs tshark, capinfos, editcap and mergecap (apt-get install tshark)"))
struct WiresharkTests {
    private func sample() throws -> (directory: TemporaryDirectory, path: String) {
        let directory = try TemporaryDirectory()
        let writer = try CaptureWriter(
            configuration: testConfiguration(directory), links: testLinks)
        for step in 0..<10 {
            writer.append(
                link: step % 2, [UInt8](repeating: UInt8(step), count: 100 + step),
                at: UInt64(step) * 10)
        }
        writer.event(
            CaptureEvent(code: .operatorNote, message: "a note", link: 1, time: testTime(95)))
        #expect(writer.flush())
        #expect(writer.close())
        return (directory, try #require(directory.files.first))
    }

    @Test func tsharkShowsChunksAndEvents() throws {
        let (directory, path) = try sample()
        defer { withExtendedLifetime(directory) {} }
        let result = try SharedFiles.run(
            "tshark",
            [
                "-r", path, "-T", "fields", "-e", "frame.time_epoch", "-e", "frame.cap_len", "-e",
                "frame.interface_name",
            ])
        #expect(result.status == 0)
        let lines = String(decoding: result.output, as: UTF8.self).split(separator: "\n")
        #expect(lines.count == 11)
        #expect(lines.first == "1795377600.000000000\t100\tuhf-a")
        #expect(lines.dropFirst(9).first == "1795377600.090000000\t109\tuhf-b")
    }

    @Test func capinfosShowsTheStation() throws {
        let (directory, path) = try sample()
        defer { withExtendedLifetime(directory) {} }
        let result = try SharedFiles.run("capinfos", ["-M", path])
        #expect(result.status == 0)
        let text = String(decoding: result.output, as: UTF8.self)
        #expect(text.contains("Capture application: feedhorn 0"))
        #expect(text.contains("Name = uhf-b"))
        #expect(text.contains("First packet time:   2026-11-22"))
    }

    @Test func rewrittenFilesAreDerived() throws {
        let (directory, path) = try sample()
        let copy = directory.file("copy.pcapng")
        #expect(try SharedFiles.run("editcap", [path, copy]).status == 0)
        let (records, report) = try readAll(copy)
        #expect(report.state == .derived)
        #expect(chunks(records).count == 10)
        #expect(chunks(records).allSatisfy { $0.isVerified && $0.monotonic != nil })
        #expect(events(records).map(\.message) == ["a note"])
        let merged = directory.file("merged.pcapng")
        #expect(try SharedFiles.run("mergecap", ["-w", merged, path, copy]).status == 0)
        #expect(try CaptureReader.check(path: merged).state == .derived)
        guard SharedFiles.hasValidator else { return }
        #expect(
            try ReferenceValidator.check([copy, merged]).map(\.state) == ["derived", "derived"])
    }
}
