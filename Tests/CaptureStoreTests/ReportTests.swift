import Testing

@testable import CaptureStore
import OrderedJSON

/// Does a report say in text and JSON what was found?
@Suite struct ReportTests {
    @Test func complete() throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write(ExampleFile.octets, to: "min.pcapng")
        let report = try CaptureReader.check(path: path)
        let digest = "e6d163fa8ae255cb1bd39d7eb9e0fad8d2e2ba8a29409e0d3df3c8c37b4e5e98"
        #expect(report.json["state"] == .string("complete"))
        #expect(report.json["chunks"] == .integer(1))
        #expect(report.json["octets"] == .integer(5))
        #expect(report.json["firstError"] == .null)
        guard case .array(let sections)? = report.json["sections"] else {
            Issue.record("no sections")
            return
        }
        #expect(sections.first?["sha256"] == .string(digest))
        #expect(sections.first?["first"] == .string("2026-11-22T20:00:00.123456789Z"))
        #expect(report.text.hasPrefix(path + ": complete\n"))
        #expect(report.text.contains("link 0 u0: 1 chunks, 5 octets"))
        #expect(report.text.contains("end: normal, SHA-256 verified"))
    }

    @Test func damaged() throws {
        var octets = ExampleFile.octets
        octets[660] ^= 1
        let directory = try TemporaryDirectory()
        let path = try directory.write(octets, to: "bad.pcapng")
        let report = try CaptureReader.check(path: path)
        #expect(report.state == .damaged)
        #expect(report.firstError?.offset == 628)
        #expect(report.firstError?.code == .crc)
        #expect(report.firstError?.resumesAt == 756)
        #expect(report.text.contains("first error at octet 628: crc (stored f5449d21 computed "))
        #expect(report.sections.first?.missingBlocks == 1)
    }
}
