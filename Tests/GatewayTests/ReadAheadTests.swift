import Glibc
import TelemetryLink
import Testing

@testable import Gateway

@Suite("Does reading ahead give the file, and its faults?")
struct ReadAheadTests {
    private func file(of octets: [UInt8]) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let descriptor = open("\(folder.path)/octets", O_CREAT | O_WRONLY, 0o600)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        try #require(write(descriptor, octets, octets.count) == octets.count)
        return folder
    }

    @Test(
        "Every octet in order, in chunks of any size, and the end as often as asked",
        arguments: [
            1, 7, 1000, 4096, 100_000,
        ])
    func order(chunk: Int) throws {
        let octets = (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        let folder = try file(of: octets)
        let input = try ReadAhead(try OctetFile("\(folder.path)/octets"), chunk: chunk)
        var read: [UInt8] = []
        while let (slab, count) = try input.next() {
            #expect(count <= chunk)
            slab.octets(0..<count).withUnsafeBytes { read += $0 }
        }
        #expect(read == octets)
        #expect(try input.next() == nil)
        #expect(try input.next() == nil)
    }

    @Test("An empty file ends at once")
    func empty() throws {
        let folder = try file(of: [])
        let input = try ReadAhead(try OctetFile("\(folder.path)/octets"), chunk: 10)
        #expect(try input.next() == nil)
    }

    @Test("A slab that somebody holds is not used again")
    func heldSlabs() throws {
        let octets = (0..<2000).map { UInt8(truncatingIfNeeded: $0 / 10) }
        let folder = try file(of: octets)
        let input = try ReadAhead(try OctetFile("\(folder.path)/octets"), chunk: 10)
        var held: [(slab: Slab, count: Int)] = []
        while let piece = try input.next() { held.append(piece) }
        let read = held.flatMap { piece in
            piece.slab.octets(0..<piece.count).withUnsafeBytes { [UInt8]($0) }
        }
        #expect(read == octets)
    }

    @Test("A file that can't be read says so, each time")
    func unreadable() throws {
        // A process's own memory: address 0 can't be read.
        let input = try ReadAhead(try OctetFile("/proc/self/mem"), chunk: 10)
        for _ in 0..<2 {
            #expect { try input.next() } throws: { error in
                (error as? OctetFile.Failure)?.code == EIO
            }
        }
    }

    @Test("Whoever stops early leaves no thread and no descriptor behind")
    func stopEarly() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/pipe"
        try #require(mkfifo(path, 0o600) == 0)
        // Both ways, so that nobody waits for the other end.
        let both = open(path, O_RDWR)
        let sender = open(path, O_WRONLY)
        try #require(both >= 0 && sender >= 0)
        defer { close(sender) }
        try readOne(path, sender)
        close(both)
        // The thread waits for octets: it goes when one comes and nobody wants it.
        try #require(write(sender, [1], 1) == 1)
        var poll = pollfd(fd: sender, events: 0, revents: 0)
        #expect(Glibc.poll(&poll, 1, 60_000) == 1)
        #expect(poll.revents & Int16(POLLERR) != 0)
    }

    private func readOne(_ path: String, _ sender: Int32) throws {
        let input = try ReadAhead(try OctetFile(path), chunk: 10)
        try #require(write(sender, [1], 1) == 1)
        #expect(try input.next()?.count == 1)
    }
}
