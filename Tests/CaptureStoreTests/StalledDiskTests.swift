import Synchronization
import TelemetryLink
import Testing

@testable import CaptureStore

/// Does a disk that does not answer cost only counted octets?
@Suite struct StalledDiskTests {
    @Test func appendingNeverWaitsAndTheQueueIsBounded() throws {
        let directory = try TemporaryDirectory()
        var configuration = testConfiguration(directory)
        // Just as many as 300 chunks have.
        configuration.queueOctets = 299_001
        let gate = Gate()
        let writes = Atomic<Int>(0)
        var calls = SystemCalls.live
        calls.writev = { descriptor, pieces throws(SystemCallError) in
            // The header goes through; then the disk stops.
            if writes.add(1, ordering: .relaxed).oldValue > 0 { gate.pass() }
            return try SystemCalls.live.writev(descriptor, pieces)
        }
        let writer = try CaptureWriter(
            configuration: configuration, links: testLinks, calls: calls)
        writer.append(link: 0, [0], at: 0)
        gate.awaitArrival()
        // The writer hangs in its system call: were this to wait for it, the test would hang too.
        var accepted = 0
        for step in 1...1000 {
            let octets = [UInt8](repeating: UInt8(truncatingIfNeeded: step), count: 1000)
            if writer.append(link: 0, octets, at: UInt64(step)) { accepted += 1 }
        }
        #expect(accepted == 299)
        let during = writer.counters(link: 0)
        #expect(during.received == CaptureTally(chunks: 1001, octets: 1_000_001))
        #expect(during.written == CaptureTally())
        #expect(during.queued.octets == 299_001)
        #expect(during.dropped == CaptureTally(chunks: 701, octets: 701_000))
        gate.open()
        #expect(!writer.flush(), "octets were lost")
        #expect(writer.append(link: 0, [1, 2, 3], at: 2000))
        #expect(writer.flush(), "none were lost since")
        #expect(writer.close())
        let (records, report) = try readAll(try #require(directory.files.first))
        #expect(report.state == .complete)
        let last = try #require(chunks(records).last)
        #expect(last.dropped == 701_000)
        #expect(last.flags == .discontinuity)
        #expect(report.sections[0].links[0].drops == 701_000)
        #expect(events(records).contains { $0.code == .dropSink && $0["TG_CHUNKS"] == "701" })
        #expect(streams(records)[0]?.count == 299_004)
    }

    @Test func chunksAndEventsAreBoundedToo() throws {
        let directory = try TemporaryDirectory()
        var configuration = testConfiguration(directory)
        configuration.queueChunks = 10
        configuration.queueEvents = 5
        let gate = Gate()
        var calls = SystemCalls.live
        calls.open = { path, flags, mode throws(SystemCallError) in
            gate.pass()
            return try SystemCalls.live.open(path, flags, mode)
        }
        let writer = try CaptureWriter(
            configuration: configuration, links: testLinks, calls: calls)
        gate.awaitArrival()
        for step in 0..<20 {
            writer.append(link: 0, [], at: UInt64(step))
            writer.event(
                CaptureEvent(code: .operatorNote, message: "\(step)", time: testTime(UInt64(step))))
        }
        #expect(writer.counters(link: 0).queued.chunks == 10)
        #expect(writer.status.droppedEvents == 15)
        gate.open()
        #expect(writer.close())
        let (records, _) = try readAll(try #require(directory.files.first))
        #expect(chunks(records).count == 10)
        #expect(events(records).filter { $0.code == .operatorNote }.count == 5)
    }

    @Test func countersAreOrderedAtEveryMoment() throws {
        let directory = try TemporaryDirectory()
        var configuration = testConfiguration(directory)
        configuration.checkpointNanoseconds = 1_000_000
        configuration.queueOctets = 300_000
        let writer = try CaptureWriter(configuration: configuration, links: testLinks)
        var before = CaptureCounters()
        for step in 0..<3000 {
            writer.append(link: 0, [UInt8](repeating: 1, count: 2000), at: UInt64(step))
            let now = writer.counters(link: 0)
            #expect(now.received.octets >= now.written.octets)
            #expect(now.written.octets >= now.durable.octets)
            #expect(now.received == now.written + now.dropped + now.queued)
            #expect(now.queued.octets <= 300_000)
            #expect(now.written.octets >= before.written.octets)
            #expect(now.durable.octets >= before.durable.octets)
            before = now
        }
        #expect(writer.close())
        let end = writer.counters(link: 0)
        #expect(end.written == end.durable)
        #expect(end.received == end.written + end.dropped)
    }
}
