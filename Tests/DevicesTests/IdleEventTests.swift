import Glibc
import Testing

@testable import Devices

/// Is it told once after each run of chunks that nothing more is there, and never without one?
struct IdleEventTests {
    @Test func onceAfterEachRun() throws {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        try #require(fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0)
        let journal = Journal()
        var session = ReceiverSession(
            stop: try StopSignal(), options: ReceiverOptions(), handler: journal.take,
            onEvent: journal.take)
        for run in 0..<3 {
            _ = session.readUntilDry(ends[0])
            #expect(journal.events == [ReceiverEvent](repeating: .idle, count: run))
            try #require(write(ends[1], [1, 2, 3] as [UInt8], 3) == 3)
            _ = session.readUntilDry(ends[0])
            #expect(journal.events == [ReceiverEvent](repeating: .idle, count: run + 1))
        }
        #expect(journal.octets == [1, 2, 3, 1, 2, 3, 1, 2, 3])
    }

    /// Reading ends for its bound just where the octets do: it is told before waiting for more.
    @Test func alsoWhereTheBoundOfReadsIsReached() throws {
        var ends: [Int32] = [-1, -1]
        try #require(socketpair(AF_UNIX, Int32(SOCK_SEQPACKET.rawValue), 0, &ends) == 0)
        defer { for end in ends { close(end) } }
        try #require(fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0)
        let journal = Journal()
        var session = ReceiverSession(
            stop: try StopSignal(), options: ReceiverOptions(), handler: journal.take,
            onEvent: journal.take)
        let count = ReceiverSession.maximumReadsInARow
        for octet in 0..<count {
            try #require(write(ends[1], [UInt8(octet)], 1) == 1)
        }
        _ = session.readUntilDry(ends[0])
        #expect(journal.octets.count == count)
        #expect(journal.events.isEmpty)
        _ = try session.waitForMore(for: ends[0], atMost: .zero)
        #expect(journal.events == [.idle])
        _ = try session.waitForMore(for: ends[0], atMost: .zero)
        #expect(journal.events == [.idle])
    }
}
