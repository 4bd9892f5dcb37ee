import TelemetryLink
import Testing

@testable import CaptureStore

/// Does a step of the clock, and nothing else, begin a new segment?
@Suite struct ClockStepTests {
    private func time(_ utc: Int64, _ monotonic: UInt64) -> ReceptionTime {
        ReceptionTime(
            utc: UInt64(Int64(testUTC) + utc * 1_000_000),
            monotonic: 1_000_000_000 + monotonic * 1_000_000)
    }

    @Test func slewJitterAndOtherLinksAreNoStep() {
        var detector = ClockStepDetector()
        #expect(detector.step(link: 0, time: time(0, 0)) == nil)
        #expect(detector.step(link: 0, time: time(1400, 1000)) == nil)
        #expect(detector.step(link: 1, time: time(900, 1000)) == nil)
        #expect(detector.step(link: 0, time: time(1500, 2000)) == nil)
        #expect(detector.step(link: 1, time: time(1200, 1300)) == nil)
    }

    @Test func forwardBackAndStragglers() {
        var detector = ClockStepDetector()
        #expect(detector.step(link: 0, time: time(0, 0)) == nil)
        #expect(detector.step(link: 1, time: time(5, 5)) == nil)
        #expect(detector.step(link: 0, time: time(3000, 1000)) == 2_000_000_000)
        // Stamped before the step, queued behind it.
        #expect(detector.step(link: 1, time: time(999, 999)) == nil)
        #expect(detector.step(link: 1, time: time(3001, 1001)) == nil)
        #expect(detector.step(link: 0, time: time(1000, 2000)) == -3_000_000_000)
        // A small step back is one, too.
        #expect(detector.step(link: 0, time: time(1100, 2100)) == nil)
        #expect(detector.step(link: 0, time: time(1099, 2110)) == -11_000_000)
    }

    @Test func theSegmentSaysWhyItEnded() throws {
        let directory = try TemporaryDirectory()
        let told = Log<CaptureEvent>()
        let writer = try CaptureWriter(
            configuration: testConfiguration(directory), links: testLinks, onEvent: told.add)
        let slab = Slab(copying: [1, 2, 3, 4])
        for (place, stamp) in [time(0, 0), time(10, 10), time(-5000, 20), time(-4990, 30)]
            .enumerated()
        {
            writer.append(link: 0, slab: slab, range: place..<place + 1, time: stamp)
        }
        #expect(writer.close())
        let files = try inOrder(directory.files)
        #expect(files.count == 2)
        let (first, report) = try readAll(files[0])
        #expect(report.state == .complete)
        #expect(report.sections[0].endReason == EndReason.clockStep.rawValue)
        #expect(streams(first)[0] == [1, 2])
        #expect(events(first).last?.code == .clockStep)
        #expect(events(first).last?["TG_STEP_NS"] == "-5020000000")
        let (second, _) = try readAll(files[1])
        #expect(streams(second)[0] == [3, 4])
        #expect(told.values.map(\.code) == [.clockStep])
    }

    @Test func segmentsByTime() throws {
        let directory = try TemporaryDirectory()
        var configuration = testConfiguration(directory)
        configuration.segmentNanoseconds = 1_000_000
        configuration.checkpointNanoseconds = 500_000
        let writer = try CaptureWriter(configuration: configuration, links: testLinks)
        let path = { writer.status.segments }
        writer.append(link: 0, [1], at: 0)
        #expect(writer.flush())
        // The segment ends by itself when its time is over; the next chunk begins another.
        writer.append(link: 0, [2], at: 1)
        #expect(writer.close())
        #expect(path() >= 1)
        let reports = try directory.files.map { try CaptureReader.check(path: $0) }
        #expect(reports.allSatisfy { $0.state == .complete })
        #expect(reports.reduce(0) { $0 + $1.octets } == 2)
    }
}
