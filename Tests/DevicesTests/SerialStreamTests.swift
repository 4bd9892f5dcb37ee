import Devices
import FeedhornTestKit
import TelemetryLink
import Testing

/// Does every octet arrive as it was sent?
@Suite(.timeLimit(.minutes(15)))
struct SerialStreamTests {
    @Test("a mebibyte in which special characters are frequent arrives octet for octet")
    func wholeStream() async throws {
        let directory = try TemporaryDirectory()
        let radio = try FakeSerialRadio(path: directory.path("radio"))
        let journal = Journal()
        let source = SerialSource(path: radio.path, baudRate: 3_000_000)
        let receiver = try startReceiver(.serial(source), into: journal)
        try await journal.wait(for: \.opened)

        var random = RandomOctets(seed: 20_261_122)
        let sent = random.octets(1 << 20)
        try radio.write(sent)
        try radio.waitUntilRead()
        try await journal.wait(forOctets: sent.count)
        #expect(try radio.receivedOctets() == [], "a receiver transmits nothing, not even an echo")
        receiver.stop()

        #expect(journal.octets == sent)
        #expect(journal.chunks.allSatisfy { !$0.octets.isEmpty })
        let times = journal.chunks.map(\.time)
        #expect(zip(times, times.dropFirst()).allSatisfy { $0.monotonic <= $1.monotonic })
        #expect(journal.milestones == [.opened(OpenedSource(name: radio.path))])
        // The last thing told: all that arrived has been handed over.
        #expect(journal.events.last == .idle)
    }

    @Test("after each run of chunks it is told once that nothing more is there")
    func idle() async throws {
        let directory = try TemporaryDirectory()
        let radio = try FakeSerialRadio(path: directory.path("radio"))
        let journal = Journal()
        let source = SerialSource(path: radio.path, baudRate: 9_600)
        let receiver = try startReceiver(.serial(source), into: journal)
        try await journal.wait(for: \.opened)
        for turn in 1...20 {
            try radio.write([UInt8(turn)])
            try await journal.wait(nth: turn) { $0 == .idle ? true : nil }
        }
        receiver.stop()
        let kinds = journal.entries.dropFirst().map {
            if case .chunk = $0 { "chunk" } else { "idle" }
        }
        #expect(kinds == (1...20).flatMap { _ in ["chunk", "idle"] })
    }
}
