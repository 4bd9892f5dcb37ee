import Glibc
import Synchronization
import TelemetryLink
import Testing

@testable import CaptureStore

/// Does the store get over errors of the disk, and finish every short write?
@Suite struct FailingDiskTests {
    /// Fails calls number `from` to `to`, counted from 0.
    private final class Failure: Sendable {
        private let calls = Atomic<Int>(0)
        private let range: Range<Int>

        init(_ range: Range<Int>) {
            self.range = range
        }

        func check(_ name: String, _ code: Int32) throws(SystemCallError) {
            let number = calls.add(1, ordering: .relaxed).oldValue
            if range.contains(number) { throw SystemCallError(call: name, code: code) }
        }
    }

    private func pass(
        _ calls: SystemCalls, told: Log<CaptureEvent> = Log()
    ) throws -> (directory: TemporaryDirectory, writer: CaptureWriter, sent: [UInt8]) {
        let directory = try TemporaryDirectory()
        let writer = try CaptureWriter(
            configuration: testConfiguration(directory), links: testLinks, calls: calls,
            onEvent: told.add)
        var generator = SeededGenerator(state: 31)
        var sent: [UInt8] = []
        for step in 0..<30 {
            let octets = generator.octets(900)
            sent += octets
            #expect(writer.append(link: 0, octets, at: UInt64(step)))
            if step % 3 == 0 { _ = writer.flush() }
        }
        #expect(writer.close())
        return (directory, writer, sent)
    }

    @Test(arguments: [0, 1, 2, 5, 11])
    func aWriteErrorCostsNoOctet(first: Int) throws {
        // Two failures in a row end the segment; the octets go into the next one.
        let failure = Failure(first..<first + 2)
        var calls = SystemCalls.live
        calls.writev = { descriptor, pieces throws(SystemCallError) in
            try failure.check("writev", EIO)
            return try SystemCalls.live.writev(descriptor, pieces)
        }
        let told = Log<CaptureEvent>()
        let (directory, writer, sent) = try pass(calls, told: told)
        var got: [UInt8] = []
        for path in try inOrder(directory.files) {
            let (records, report) = try readAll(path)
            #expect(report.state == .complete || report.state == .open)
            got += streams(records)[0] ?? []
        }
        #expect(got == sent)
        #expect(writer.counters(link: 0).written.octets == 27_000)
        #expect(writer.counters(link: 0).dropped.octets == 0)
        #expect(told.values.contains { $0.code == .ioError })
    }

    @Test func aSingleWriteErrorIsTriedAgain() throws {
        let failure = Failure(4..<5)
        var calls = SystemCalls.live
        calls.writev = { descriptor, pieces throws(SystemCallError) in
            try failure.check("writev", EIO)
            return try SystemCalls.live.writev(descriptor, pieces)
        }
        let (directory, _, sent) = try pass(calls)
        #expect(directory.files.count == 1)
        let (records, report) = try readAll(directory.files[0])
        #expect(report.state == .complete)
        #expect(streams(records)[0] == sent)
    }

    @Test func whatCouldNotBeMadeDurableIsNotCalledDurable() throws {
        let failure = Failure(3..<4)
        var calls = SystemCalls.live
        calls.fdatasync = { descriptor throws(SystemCallError) in
            try failure.check("fdatasync", EIO)
            try SystemCalls.live.fdatasync(descriptor)
        }
        let told = Log<CaptureEvent>()
        let (directory, writer, sent) = try pass(calls, told: told)
        let counters = writer.counters(link: 0)
        #expect(counters.written.octets == UInt64(sent.count))
        #expect(counters.durable.octets == UInt64(sent.count) - 2700)
        #expect(told.values.contains { $0.code == .ioError })
        let states = try inOrder(directory.files).map { try CaptureReader.check(path: $0).state }
        #expect(states == [.open, .complete])
    }

    private static func isDirectory(_ descriptor: Int32) -> Bool {
        var status = stat()
        return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// A file system without durable directories says EINVAL; any other error is one.
    @Test(arguments: [EINVAL, EIO])
    func aDirectoryThatIsNotDurable(code: Int32) throws {
        var calls = SystemCalls.live
        calls.fsync = { descriptor throws(SystemCallError) in
            if FailingDiskTests.isDirectory(descriptor) {
                throw SystemCallError(call: "fsync", code: code)
            }
            try SystemCalls.live.fsync(descriptor)
        }
        let directory = try TemporaryDirectory()
        let told = Log<CaptureEvent>()
        let writer = try CaptureWriter(
            configuration: testConfiguration(directory), links: testLinks, calls: calls,
            onEvent: told.add)
        #expect(writer.append(link: 0, [1, 2, 3], at: 0))
        #expect(writer.flush() == (code == EINVAL))
        #expect(writer.counters(link: 0).durable.octets == (code == EINVAL ? 3 : 0))
        #expect(told.values.contains { $0.code == .ioError } == (code != EINVAL))
        _ = writer.close()
    }

    @Test(arguments: [1, 3, 7, 64])
    func shortWritesAreFinished(limit: Int) throws {
        var calls = SystemCalls.live
        calls.writev = { descriptor, pieces throws(SystemCallError) in
            var part = pieces[0]
            part.iov_len = min(part.iov_len, limit)
            return try withUnsafePointer(to: part) { pointer throws(SystemCallError) in
                try SystemCalls.live.writev(
                    descriptor, UnsafeBufferPointer(start: pointer, count: 1))
            }
        }
        let (directory, _, sent) = try pass(calls)
        #expect(directory.files.count == 1)
        let (records, report) = try readAll(directory.files[0])
        #expect(report.state == .complete)
        #expect(streams(records)[0] == sent)
    }

    @Test func aDiskThatTakesHeadersOnlyIsNotFilledWithThem() throws {
        let directory = try TemporaryDirectory()
        var configuration = testConfiguration(directory)
        configuration.firstRetryNanoseconds = 60_000_000_000
        configuration.longestRetryNanoseconds = 60_000_000_000
        let told = Log<CaptureEvent>()
        var calls = SystemCalls.live
        calls.fdatasync = { _ throws(SystemCallError) in
            throw SystemCallError(call: "fdatasync", code: EIO)
        }
        let writer = try CaptureWriter(
            configuration: configuration, links: testLinks, calls: calls, onEvent: told.add)
        for step in 0..<2 {
            writer.append(link: 0, [1], at: UInt64(step))
            #expect(!writer.flush())
        }
        // The third segment waits a minute, unless the store is closed.
        writer.append(link: 0, [1], at: 2)
        #expect(!writer.flush(upTo: 20_000_000))
        #expect(directory.files.count == 2)
        #expect(writer.counters(link: 0).durable.chunks == 0)
        // Closing tries once more, and once for the events about it.
        _ = writer.close()
        #expect(directory.files.count <= 4)
    }

    @Test func aDeletedSegmentIsNoticed() throws {
        let directory = try TemporaryDirectory()
        let told = Log<CaptureEvent>()
        let writer = try CaptureWriter(
            configuration: testConfiguration(directory), links: testLinks, onEvent: told.add)
        writer.append(link: 0, [1], at: 0)
        #expect(writer.flush())
        let path = try #require(directory.files.first)
        #expect(unlink(path) == 0)
        writer.append(link: 0, [2], at: 1)
        #expect(!writer.flush())
        writer.append(link: 0, [3], at: 2)
        #expect(writer.flush())
        #expect(writer.close())
        #expect(told.values.contains { $0.code == .ioError })
        let (records, report) = try readAll(try #require(directory.files.first))
        #expect(report.state == .complete)
        #expect(streams(records)[0] == [3])
    }

    @Test func aDirectoryThatCannotBeUsed() throws {
        let directory = try TemporaryDirectory()
        let file = try directory.write([1], to: "file")
        for path in [directory.file("missing"), file] {
            var configuration = testConfiguration(directory)
            configuration.directory = path
            #expect(throws: CaptureError.self) {
                _ = try CaptureWriter(configuration: configuration, links: testLinks)
            }
        }
        #expect(throws: CaptureError.linkCount(0)) {
            _ = try CaptureWriter(configuration: testConfiguration(directory), links: [])
        }
    }
}
