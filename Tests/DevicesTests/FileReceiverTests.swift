import Devices
import Foundation
import Testing

/// Is a file read from its first octet to its last, once?
@Suite(.timeLimit(.minutes(15)), .serialized)
struct FileReceiverTests {
    private let directory: TemporaryDirectory
    private let journal = Journal()

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func receive(_ source: ReceiverSource) async throws {
        let receiver = try startReceiver(source, into: journal)
        try await journal.wait(until: {
            $0.events.contains { $0 == .endOfInput || $0.failed != nil }
        })
        receiver.stop()
    }

    @Test("every octet, in chunks of at most 256 KiB", arguments: [0, 1, 262_144, 1_000_003])
    func whole(count: Int) async throws {
        var random = RandomOctets(seed: UInt64(count))
        let octets = random.octets(count)
        let path = directory.path("pass.bin")
        try Data(octets).write(to: URL(fileURLWithPath: path))
        try await receive(.file(FileSource(path: path)))
        #expect(journal.octets == octets)
        #expect(journal.chunks.allSatisfy { (1...262_144).contains($0.octets.count) })
        #expect(journal.events == [.opened(OpenedSource(name: path)), .endOfInput])
    }

    @Test("a file that is not there")
    func absent() async throws {
        let path = directory.path("none")
        try await receive(.file(FileSource(path: path)))
        #expect(journal.events == [.failed(.system(call: "open", target: path, number: ENOENT))])
    }

    @Test("a directory")
    func isDirectory() async throws {
        try await receive(.file(FileSource(path: directory.path)))
        #expect(journal.events == [.failed(.isADirectory(path: directory.path))])
    }

    @Test("a named pipe is read until its writer has left")
    func namedPipe() async throws {
        let path = directory.path("pipe")
        #expect(mkfifo(path, 0o600) == 0)
        let receiver = try startReceiver(.file(FileSource(path: path)), into: journal)
        try await journal.wait(for: \.opened)
        let writer = open(path, O_WRONLY)
        for turn in 1...3 {
            var octets: [UInt8] = [UInt8(turn), 2, 3]
            #expect(write(writer, &octets, 3) == 3)
            try await journal.wait(nth: turn) { $0 == .idle ? true : nil }
        }
        close(writer)
        try await journal.wait(until: { $0.events.last == .endOfInput })
        receiver.stop()
        #expect(journal.octets == [1, 2, 3, 2, 2, 3, 3, 2, 3])
    }

    @Test("the standard input, by either name, without changing it", arguments: [true, false])
    func standardInput(byPath: Bool) async throws {
        var ends: [Int32] = [-1, -1]
        #expect(pipe(&ends) == 0)
        let former = dup(STDIN_FILENO)
        #expect(dup2(ends[0], STDIN_FILENO) == STDIN_FILENO)
        close(ends[0])
        defer {
            dup2(former, STDIN_FILENO)
            close(former)
        }
        var octets: [UInt8] = [1, 2, 3, 4]
        #expect(write(ends[1], &octets, 4) == 4)
        close(ends[1])
        try await receive(byPath ? .file(FileSource(path: "-")) : .standardInput)
        #expect(journal.octets == [1, 2, 3, 4])
        #expect(
            journal.milestones == [
                .opened(OpenedSource(name: "standard input")), .endOfInput,
            ])
        #expect(fcntl(STDIN_FILENO, F_GETFL) & O_NONBLOCK == 0)
        #expect(fcntl(STDIN_FILENO, F_GETFD) >= 0, "the standard input was closed")
    }
}
