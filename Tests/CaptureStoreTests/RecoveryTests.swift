import TelemetryLink
import Testing

@testable import CaptureStore
import OrderedJSON

/// Does a store that starts after a crash say which segment was left, and up to where it holds?
@Suite struct RecoveryTests {
    /// What a writer leaves that ends without notice, and the checkpoint in it.
    private func leaveOpenFile(
        in directory: TemporaryDirectory, tail: [UInt8]
    ) throws -> (segment: String, checkpoint: UInt64) {
        let elsewhere = try TemporaryDirectory()
        let writer = try CaptureWriter(
            configuration: testConfiguration(elsewhere), links: testLinks)
        writer.append(link: 0, [1, 2, 3], at: 0)
        #expect(writer.flush())
        let path = try #require(elsewhere.files.first)
        let left = try octets(of: path)
        #expect(writer.close())
        let name = String(path.dropFirst(elsewhere.path.count + 1))
        let copy = try directory.write(left + tail, to: name)
        let (records, report) = try readAll(copy)
        #expect(report.state == (tail.isEmpty ? .open : .torn))
        let segment = try #require(report.sections.first?.segment)
        let checkpoints = records.compactMap {
            if case .checkpoint(let checkpoint) = $0 { checkpoint.offset } else { nil }
        }
        return (segment, try #require(checkpoints.last))
    }

    @Test(arguments: [[], [6, 0, 0, 0, 0, 1, 0, 0, 9, 9]] as [[UInt8]])
    func theLastCheckpointIsNamed(tail: [UInt8]) throws {
        let directory = try TemporaryDirectory()
        let left = try leaveOpenFile(in: directory, tail: tail)
        let told = Log<CaptureEvent>()
        let before = directory.files
        let writer = try CaptureWriter(
            configuration: testConfiguration(directory), links: testLinks, onEvent: told.add)
        #expect(writer.flush())
        #expect(writer.close())
        #expect(told.values.map(\.code) == [.writerRecover])
        let path = try #require(directory.files.first { !before.contains($0) })
        let (records, _) = try readAll(path)
        guard case .section(let section)? = records.first else {
            Issue.record("no section")
            return
        }
        #expect(section.details?["prev_seg"] == .string(left.segment))
        #expect(section.details?["prev_offset"] == .integer(Int64(left.checkpoint)))
        #expect(section.details?["prev_sha256"]?.text?.count == 64)
        let event = try #require(events(records).first)
        #expect(event.code == .writerRecover)
        #expect(event["TG_SEGMENT"] == left.segment)
    }

    @Test func otherFilesAreNoPredecessors() throws {
        let directory = try TemporaryDirectory()
        _ = try directory.write([1, 2, 3], to: "X_20261122T200000Z_a0a1a2a3.pcapng")
        _ = try directory.write(ExampleFile.octets, to: "Y_20261122T200000Z_a0a1a2a3.pcapng")
        #expect(PreviousSegment.newest(in: directory.path, station: "X") == nil)
        let found = PreviousSegment.newest(in: directory.path, station: "Y")
        #expect(found?.segment == "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf")
        #expect(found?.offset == 1112)
        #expect(found?.isComplete == true)
        #expect(PreviousSegment.newest(in: directory.file("none"), station: "Y") == nil)
    }
}
