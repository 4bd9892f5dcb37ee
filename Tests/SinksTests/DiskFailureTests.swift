import Foundation
import Synchronization
import TelemetryPipeline
import Testing

@testable import Sinks

/// Does a failing disk cost only counted packets, never a torn one, and end by itself?
struct DiskFailureTests {
    /// A disk with so many octets left; `nil` = as many as the real one.
    private final class Disk: Sendable {
        let room = Mutex<Int?>(nil)
        let failsSync = Atomic(false)
        let failsOpen = Atomic<CInt>(0)
        /// So many writes more are interrupted by a signal, and the next takes one octet.
        let interruptions = Atomic(0)

        var calls: FileSystemCalls {
            var calls = FileSystemCalls.system
            let system = FileSystemCalls.system
            calls.writev = { descriptor, vectors, count in
                let left = self.interruptions.load(ordering: .relaxed)
                self.interruptions.store(max(0, left - 1), ordering: .relaxed)
                if left > 1 { return -Int(EINTR) }
                if left == 1 {
                    var first = iovec(iov_base: vectors[0].iov_base, iov_len: 1)
                    return system.writev(descriptor, &first, 1)
                }
                return self.room.withLock { room in
                    guard let left = room else {
                        return system.writev(descriptor, vectors, count)
                    }
                    // As a file system does: what fits, and then nothing.
                    guard left > 0 else { return -Int(ENOSPC) }
                    var cut = Array(UnsafeBufferPointer(start: vectors, count: Int(count)))
                    var rest = left
                    for index in cut.indices {
                        cut[index].iov_len = min(cut[index].iov_len, rest)
                        rest -= cut[index].iov_len
                    }
                    let written = system.writev(descriptor, cut, count)
                    room = left - written
                    return written
                }
            }
            calls.synchronize = { descriptor in
                self.failsSync.load(ordering: .relaxed) ? -Int(EIO) : system.synchronize(descriptor)
            }
            calls.open = { path, flags, mode in
                let code = self.failsOpen.load(ordering: .relaxed)
                return code != 0 ? -Int(code) : system.open(path, flags, mode)
            }
            return calls
        }
    }

    private let second: UInt64 = 1_000_000_000

    private func routed(_ counts: Range<Int>, _ name: String = "a") -> RoutedBatch {
        RoutedBatch(batch(counts), from: link(name))
    }

    @Test func aFullDiskAtEveryOctet() throws {
        for room in 0...65 {
            try withFolder { root in
                let disk = Disk()
                let log = EventLog()
                var set = PacketFileSet(
                    PacketFileConfiguration(root: root) { 1 }, calls: disk.calls
                ) { log.append($0) }
                disk.room.withLock { $0 = room }
                set.consume(routed(0..<3), now: second)
                let whole = min(3, room / 20)
                #expect(set.statistics.written == UInt64(whole), "room for \(room)")
                #expect(set.statistics.dropped == UInt64(3 - whole))
                let expected = (0..<whole).flatMap { spacePacket(count: $0) }
                #expect(files(in: root).values.map { $0 } == [expected])
                #expect(log.all.count == (whole == 3 ? 0 : 1))
                set.finishAll(now: second)
            }
        }
    }

    @Test func aSignalCostsNothing() throws {
        try withFolder { root in
            let disk = Disk()
            let log = EventLog()
            var set = PacketFileSet(
                PacketFileConfiguration(root: root) { 1 }, calls: disk.calls
            ) { log.append($0) }
            disk.interruptions.store(3, ordering: .relaxed)
            set.consume(routed(0..<3), now: second)
            set.finishAll(now: second)
            #expect(set.statistics.written == 3 && set.statistics.dropped == 0)
            #expect(log.all.isEmpty)
            let expected = (0..<3).flatMap { spacePacket(count: $0) }
            #expect(files(in: root).values.map { $0 } == [expected])
        }
    }

    @Test func itIsTriedAgainWithPatience() throws {
        try withFolder { root in
            let disk = Disk()
            let log = EventLog()
            var set = PacketFileSet(
                PacketFileConfiguration(root: root) { 1 }, calls: disk.calls
            ) { log.append($0) }
            disk.room.withLock { $0 = 0 }
            let start = 10 * second
            set.consume(routed(0..<2), now: start)
            // Not tried before a second, then before two.
            set.consume(routed(2..<3), now: start + second - 1)
            #expect(log.all.count == 1)
            set.consume(routed(3..<4), now: start + second)
            #expect(log.all.count == 2)
            set.consume(routed(4..<5), now: start + 3 * second - 1)
            #expect(log.all.count == 2)
            disk.room.withLock { $0 = nil }
            set.consume(routed(5..<7), now: start + 3 * second)
            guard case .fileRecovered(let name, _, let dropped) = log.all.last else {
                Issue.record("not recovered: \(log.all)")
                return
            }
            #expect(name == link("a") && dropped == 5)
            set.finishAll(now: start + 4 * second)
            #expect(set.statistics.received == 7)
            #expect(set.statistics.written == 2 && set.statistics.dropped == 5)
            let contents = files(in: root).filter { !$0.value.isEmpty }.map(\.value)
            #expect(contents == [spacePacket(count: 5) + spacePacket(count: 6)])
        }
    }

    @Test func aFailingSyncIsNoDurability() throws {
        try withFolder { root in
            let disk = Disk()
            let log = EventLog()
            var set = PacketFileSet(
                PacketFileConfiguration(root: root) { 1 }, calls: disk.calls
            ) { log.append($0) }
            set.consume(routed(0..<2), now: second)
            disk.failsSync.store(true, ordering: .relaxed)
            set.tick(now: 5 * second)
            #expect(set.statistics.written == 2 && set.statistics.durable == 0)
            #expect(
                log.all.first.map { "\($0)".contains("fdatasync: Input/output error") } == true)
            disk.failsSync.store(false, ordering: .relaxed)
            set.consume(routed(2..<3), now: 7 * second)
            set.finishAll(now: 8 * second)
            #expect(set.statistics.durable == 1)
            // The first file keeps what it has, under its name.
            #expect(files(in: root).values.map(\.count).sorted() == [20, 40])
        }
    }

    @Test func anUnwritableFolderCostsOnlyItsPackets() throws {
        try withFolder { root in
            let disk = Disk()
            let log = EventLog()
            var set = PacketFileSet(
                PacketFileConfiguration(root: root) { 1 }, calls: disk.calls
            ) { log.append($0) }
            set.consume(routed(0..<1, "works"), now: second)
            disk.failsOpen.store(EACCES, ordering: .relaxed)
            set.consume(routed(0..<4, "fails"), now: second)
            set.consume(routed(1..<2, "works"), now: second)
            #expect(set.statistics.written == 2 && set.statistics.dropped == 4)
            #expect(log.all.count == 1)
            set.finishAll(now: second)
        }
    }

    @Test func aRealReadOnlyPlace() throws {
        let log = EventLog()
        var set = PacketFileSet(
            PacketFileConfiguration(root: "/proc/no-such-place") { 1 }, calls: .system
        ) { log.append($0) }
        set.consume(routed(0..<1), now: second)
        #expect(set.statistics.dropped == 1)
        #expect(log.all.count == 1)
    }
}
