import TelemetryLink
import Testing

@testable import CaptureStore

/// Is a file that is being written open and good at every moment, with all that was acknowledged?
@Suite struct OpenFileTests {
    @Test(.enabled(if: SharedFiles.hasValidator, "needs capture_check.py and python3"))
    func theValidatorCallsItOpen() throws {
        let directory = try TemporaryDirectory()
        let writer = try CaptureWriter(
            configuration: testConfiguration(directory), links: testLinks)
        for step in 0..<50 {
            writer.append(link: step % 2, [UInt8](repeating: 1, count: 100), at: UInt64(step))
        }
        #expect(writer.flush())
        let verdict = try #require(try ReferenceValidator.check(directory.files).first)
        #expect(verdict.state == "open")
        #expect(verdict.error_count == nil)
        #expect(verdict.sections[0].links.map(\.octets) == [2500, 2500])
        #expect(verdict.sections[0].checkpoints >= 1)
        #expect(writer.counters(link: 0).durable == CaptureTally(chunks: 25, octets: 2500))
        #expect(writer.close())
    }

    /// What a process leaves that is killed at an arbitrary moment is what the file holds at it.
    @Test func snapshotsHoldAllThatWasAcknowledged() throws {
        let directory = try TemporaryDirectory()
        let writer = try CaptureWriter(
            configuration: testConfiguration(directory), links: testLinks)
        var generator = SeededGenerator(state: 5)
        var sent: [UInt8] = []
        for step in 0..<300 {
            let octets = generator.octets(Int.random(in: 0...5000, using: &generator))
            sent += octets
            writer.append(link: 0, octets, at: UInt64(step))
            guard step % 10 == 0, let path = directory.files.first else { continue }
            let acknowledged = writer.counters(link: 0).written
            let snapshots = try TemporaryDirectory()
            let copy = try snapshots.write(CaptureStoreTests.octets(of: path), to: "snapshot")
            let (records, report) = try readAll(copy)
            if acknowledged.chunks > 0 { #expect([.open, .torn].contains(report.state)) }
            let got = streams(records)[0] ?? []
            #expect(UInt64(got.count) >= acknowledged.octets)
            #expect(got == Array(sent[..<got.count]))
        }
        #expect(writer.close())
    }

    /// A power cut may leave any prefix behind the last checkpoint: cut at every write and inside.
    @Test func everyCutKeepsWhatIsBeforeIt() throws {
        let directory = try TemporaryDirectory()
        let boundaries = Log<Int>()
        var calls = SystemCalls.live
        calls.writev = { descriptor, pieces throws(SystemCallError) in
            let count = try SystemCalls.live.writev(descriptor, pieces)
            boundaries.add(count)
            return count
        }
        let writer = try CaptureWriter(
            configuration: testConfiguration(directory), links: testLinks, calls: calls)
        for step in 0..<12 {
            writer.append(
                link: 0, [UInt8](repeating: UInt8(step), count: 77 + step), at: UInt64(step))
            #expect(writer.flush())
        }
        #expect(writer.close())
        let whole = try octets(of: try #require(directory.files.first))
        let cuts = try TemporaryDirectory()
        var end = 0
        for size in boundaries.values {
            end += size
            let path = try cuts.write(Array(whole[..<end]), to: "cut")
            #expect(
                try CaptureReader.check(path: path).state
                    == (end == whole.count ? .complete : .open))
            let torn = try cuts.write(Array(whole[..<(end - 5)]), to: "torn")
            #expect(try CaptureReader.check(path: torn).state == .torn)
        }
        #expect(end == whole.count)
    }
}
