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
}
