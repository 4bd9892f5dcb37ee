import Glibc
import Synchronization
import TelemetryLink
import Testing

@testable import CaptureStore
import OrderedJSON

/// Does the store get over a full disk by itself, with every lost octet counted and told?
@Suite struct FullDiskTests {
    /// Room of a pretended disk, in octets.
    private final class Disk: Sendable {
        private let room: Atomic<Int>
        private let refused = Log<Void>()

        init(room: Int) {
            self.room = Atomic(room)
        }

        func add(_ octets: Int) {
            room.add(octets, ordering: .relaxed)
        }

        func awaitRefusal() {
            refused.await { _ in true }
        }

        /// Writes what there is room for, as a file system does.
        var calls: SystemCalls {
            var calls = SystemCalls.live
            calls.writev = { descriptor, pieces throws(SystemCallError) in
                let room = self.room.load(ordering: .relaxed)
                let wanted = pieces.reduce(0) { $0 + $1.iov_len }
                if room == 0 {
                    self.refused.add(())
                    throw SystemCallError(call: "writev", code: ENOSPC)
                }
                if wanted <= room {
                    self.room.subtract(wanted, ordering: .relaxed)
                    return try SystemCalls.live.writev(descriptor, pieces)
                }
                self.room.store(0, ordering: .relaxed)
                var part = pieces[0]
                part.iov_len = min(part.iov_len, room)
                return try withUnsafePointer(to: part) { pointer throws(SystemCallError) in
                    try SystemCalls.live.writev(
                        descriptor, UnsafeBufferPointer(start: pointer, count: 1))
                }
            }
            return calls
        }
    }

    @Test func whatFitsIntoTheQueueIsNotLost() throws {
        let directory = try TemporaryDirectory()
        let disk = Disk(room: 10_001)
        let told = Log<CaptureEvent>()
        let writer = try CaptureWriter(
            configuration: testConfiguration(directory), links: testLinks, calls: disk.calls,
            onEvent: told.add)
        var generator = SeededGenerator(state: 21)
        var sent: [UInt8] = []
        for step in 0..<20 {
            let octets = generator.octets(1000)
            sent += octets
            #expect(writer.append(link: 0, octets, at: UInt64(step)))
        }
        disk.awaitRefusal()
        told.await { $0.code == .diskFull }
        #expect(writer.status.trouble?.code == ENOSPC)
        disk.add(1 << 30)
        #expect(writer.flush())
        #expect(writer.status.trouble == nil)
        #expect(writer.close())
        var got: [UInt8] = []
        for path in try inOrder(directory.files) {
            let (records, report) = try readAll(path)
            #expect(report.state == .complete)
            got += streams(records)[0] ?? []
        }
        #expect(got == sent)
        let counters = writer.counters(link: 0)
        #expect(counters.durable == CaptureTally(chunks: 20, octets: 20_000))
        #expect(counters.dropped == CaptureTally())
    }

    @Test func whatDoesNotFitIsCountedAndTold() throws {
        let directory = try TemporaryDirectory()
        let disk = Disk(room: 3000)
        var configuration = testConfiguration(directory)
        configuration.queueOctets = CaptureFormat.maximumChunk
        let told = Log<CaptureEvent>()
        let writer = try CaptureWriter(
            configuration: configuration, links: testLinks, calls: disk.calls, onEvent: told.add)
        var accepted = 0
        for step in 0..<100
        where writer.append(
            link: 1, [UInt8](repeating: 1, count: 10_000), at: UInt64(step))
        {
            accepted += 1
        }
        #expect(accepted < 100)
        disk.awaitRefusal()
        disk.add(1 << 30)
        #expect(writer.append(link: 1, [2], at: 200) || writer.flush())
        _ = writer.flush()
        #expect(writer.append(link: 1, [3], at: 201))
        #expect(writer.close())
        let counters = writer.counters(link: 1)
        #expect(counters.received == counters.written + counters.dropped)
        #expect(
            counters.dropped.octets == UInt64(100 - accepted) * 10_000 + counters.dropped.octets
                % 10_000)
        var drops: UInt64 = 0
        var marked = 0
        var toldInFiles: UInt64 = 0
        for path in directory.files {
            let (records, report) = try readAll(path)
            #expect(report.state == .complete)
            for chunk in chunks(records) where chunk.dropped > 0 {
                drops += chunk.dropped
                if chunk.flags.contains(.discontinuity) { marked += 1 }
            }
            for event in events(records) where event.code == .dropSink {
                toldInFiles += UInt64(event["TG_OCTETS"] ?? "") ?? 0
                #expect(event.link == "uhf-b")
            }
        }
        #expect(drops == counters.dropped.octets)
        #expect(toldInFiles == counters.dropped.octets)
        #expect(marked >= 1)
        #expect(told.values.contains { $0.code == .dropSink })
    }

    @Test func withReservedRoomTheSegmentIsClosedFirst() throws {
        let directory = try TemporaryDirectory()
        var configuration = testConfiguration(directory)
        configuration.reserveOctets = 1 << 20
        let room = Atomic<Int>(1)
        let refusals = Log<Void>()
        var calls = SystemCalls.live
        calls.reserve = { _, _, _ throws(SystemCallError) in
            if room.load(ordering: .relaxed) == 0 {
                refusals.add(())
                throw SystemCallError(call: "fallocate", code: ENOSPC)
            }
            room.subtract(1, ordering: .relaxed)
        }
        let writer = try CaptureWriter(
            configuration: configuration, links: testLinks, calls: calls)
        // The first reservation covers the first mebibytes; the next one is refused.
        for step in 0..<40 {
            writer.append(link: 0, [UInt8](repeating: 3, count: 100_000), at: UInt64(step))
        }
        refusals.await { _ in true }
        room.store(1000, ordering: .relaxed)
        #expect(writer.flush())
        #expect(writer.close())
        let reports = try directory.files.map { try CaptureReader.check(path: $0) }
        #expect(reports.allSatisfy { $0.state == .complete })
        #expect(reports.contains { $0.sections[0].endReason == EndReason.disk.rawValue })
        #expect(reports.reduce(0) { $0 + $1.octets } == 4_000_000)
    }

    @Test func closingOnAFullDiskEnds() throws {
        let directory = try TemporaryDirectory()
        let disk = Disk(room: 5000)
        let writer = try CaptureWriter(
            configuration: testConfiguration(directory), links: testLinks, calls: disk.calls)
        for step in 0..<20 {
            writer.append(link: 0, [UInt8](repeating: 1, count: 1000), at: UInt64(step))
        }
        disk.awaitRefusal()
        #expect(!writer.close())
        let counters = writer.counters(link: 0)
        #expect(counters.received.chunks == 20)
        #expect(counters.received == counters.written + counters.dropped)
        let report = try CaptureReader.check(path: try #require(directory.files.first))
        #expect(report.state == .torn || report.state == .open)
        #expect(report.chunks >= counters.written.chunks)
    }

    @Test func aFullDiskAtTheStart() throws {
        let directory = try TemporaryDirectory()
        let disk = Disk(room: 0)
        let writer = try CaptureWriter(
            configuration: testConfiguration(directory), links: testLinks, calls: disk.calls)
        #expect(writer.append(link: 0, [1, 2, 3], at: 0))
        disk.awaitRefusal()
        disk.add(1 << 30)
        #expect(writer.flush())
        #expect(writer.close())
        // No empty files are left behind.
        #expect(directory.files.count == 1)
        let (records, report) = try readAll(directory.files[0])
        #expect(report.state == .complete)
        #expect(streams(records)[0] == [1, 2, 3])
        #expect(events(records).contains { $0.code == .diskFull })
    }
}

/// Sums, for tests.
func + (a: CaptureTally, b: CaptureTally) -> CaptureTally {
    CaptureTally(chunks: a.chunks + b.chunks, octets: a.octets + b.octets)
}

/// The files in the order in which their headers name each other.
func inOrder(_ paths: [String]) throws -> [String] {
    var next: [String: (path: String, segment: String)] = [:]
    for path in paths {
        guard case .section(let section)? = try CaptureReader(path: path).next() else { continue }
        let before = section.details?["prev_seg"]?.text ?? ""
        next[before] = (path, section.segment ?? "")
    }
    var ordered: [String] = []
    var segment = ""
    while let found = next.removeValue(forKey: segment) {
        ordered.append(found.path)
        segment = found.segment
    }
    return ordered
}
