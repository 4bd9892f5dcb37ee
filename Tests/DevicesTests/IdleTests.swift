import Devices
import FeedhornTestKit
import Testing

/// Does a receiver that has nothing to do, do nothing?
@Suite(.timeLimit(.minutes(15)))
struct IdleTests {
    /// A busy loop would use most of the time that passes; a waiting thread uses next to none.
    private static let time = Duration.milliseconds(500)
    private static let share = 0.1

    private let directory: TemporaryDirectory
    private let journal = Journal()

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// The only test here that lets time pass: that nothing happens has no event.
    private func expectIdle(_ receiver: LinkReceiver) async throws {
        let start = ContinuousClock.now
        let before = try #require(receiver.processorTime)
        // Takes longer where other tests have the threads: the bound is a share of what it took.
        try await Task.sleep(for: Self.time)
        let after = try #require(receiver.processorTime)
        #expect((after - before) / (.now - start) < Self.share)
        receiver.stop()
    }

    @Test("a silent serial port")
    func silent() async throws {
        let radio = try FakeSerialRadio(path: directory.path("radio"))
        let receiver = try startReceiver(
            .serial(SerialSource(path: radio.path, baudRate: 9_600)), into: journal)
        try radio.waitForReader()
        try radio.write([1, 2, 3])
        try await journal.wait(forOctets: 3)
        try await expectIdle(receiver)
    }

    @Test("a serial port that is absent, unplugged with its link left behind, or busy")
    func waiting() async throws {
        let radio = try FakeSerialRadio(path: directory.path("radio"))
        let source = ReceiverSource.serial(SerialSource(path: radio.path, baudRate: 9_600))
        let first = try startReceiver(source, into: journal)
        try await journal.wait(for: \.opened)
        let busy = try startReceiver(source, into: journal, retryInterval: .seconds(1))
        try await journal.wait(for: \.waiting)
        try await expectIdle(busy)
        radio.unplug(leavingLink: true)
        try await journal.wait(nth: 2, for: \.waiting)
        try await expectIdle(first)
    }

    @Test("sockets that nobody sends to, and a TCP client whose server is away")
    func sockets() async throws {
        let port = try FullListener().port
        let sources: [ReceiverSource] = [
            .udp(UDPSource(bindAddress: "127.0.0.1", port: 0)),
            .tcpServer(TCPServerSource(bindAddress: "127.0.0.1", port: 0)),
            .tcpClient(TCPClientSource(host: "127.0.0.1", port: port)),
        ]
        for source in sources {
            let journal = Journal()
            let receiver = try startReceiver(source, into: journal)
            try await journal.wait(until: { !$0.events.isEmpty })
            try await expectIdle(receiver)
        }
    }
}
