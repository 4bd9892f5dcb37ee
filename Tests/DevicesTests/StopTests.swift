import FeedhornTestKit
import Foundation
import Synchronization
import Testing

@testable import Devices

/// Does a stop come back at once, whatever the receiver is doing?
///
/// Every wait of the receivers is set to an hour, so a stop that did not wake them would never
/// come back.
@Suite(.timeLimit(.minutes(15)))
struct StopTests {
    private let directory: TemporaryDirectory
    private let journal = Journal()
    private static let hour = Duration.seconds(3_600)

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func start(_ source: ReceiverSource) throws -> LinkReceiver {
        try startReceiver(source, into: journal, retryInterval: Self.hour)
    }

    /// Stops, and sees that nothing is told afterwards.
    private func stop(_ receiver: LinkReceiver) {
        receiver.stop()
        let count = journal.entries.count
        receiver.stop()
        #expect(journal.entries.count == count)
        #expect(receiver.processorTime == nil)
    }

    @Test("never started")
    func neverStarted() {
        let receiver = LinkReceiver(
            name: "test", source: .standardInput, handler: { _, _, _ in }, onEvent: { _ in })
        receiver.stop()
        #expect(receiver.processorTime == nil)
    }

    @Test("just started")
    func justStarted() throws {
        for _ in 0..<50 {
            stop(try start(.serial(SerialSource(path: directory.path("none"), baudRate: 9_600))))
        }
    }

    @Test("a serial port: silent, absent, busy")
    func serial() async throws {
        let radio = try FakeSerialRadio(path: directory.path("radio"))
        let source = ReceiverSource.serial(SerialSource(path: radio.path, baudRate: 9_600))
        let silent = try start(source)
        try await journal.wait(for: \.opened)
        let busy = try start(source)
        try await journal.wait(for: \.waiting)
        stop(busy)
        stop(silent)
        radio.unplug()
        let absent = try start(source)
        try await journal.wait(nth: 2, for: \.waiting)
        stop(absent)
    }

    @Test("a serial port that hangs up without an octet is not opened again at once")
    func pacing() async throws {
        let radio = try FakeSerialRadio(path: directory.path("radio"))
        let receiver = try start(.serial(SerialSource(path: radio.path, baudRate: 9_600)))
        try await journal.wait(for: \.opened)
        radio.unplug()
        try await journal.wait(for: \.lost)
        stop(receiver)
        #expect(journal.milestones.count == 2)
    }

    @Test("in a flood of octets")
    func flood() async throws {
        let receiver = try start(.file(FileSource(path: "/dev/zero")))
        try await journal.wait(forOctets: 1)
        stop(receiver)
    }

    @Test("UDP: silent, port in use, interface absent")
    func udp() async throws {
        let silent = try start(.udp(UDPSource(bindAddress: "127.0.0.1", port: 0)))
        let port = try #require(try await journal.wait(for: \.opened).localPort)
        let waiting = try start(.udp(UDPSource(bindAddress: "127.0.0.1", port: port)))
        try await journal.wait(for: \.waiting)
        stop(waiting)
        stop(silent)
    }

    @Test("TCP client: connecting, waiting to try again, connected")
    func tcpClient() async throws {
        var source = TCPClientSource(
            host: "127.0.0.1", port: try FullListener().port, connectTimeout: Self.hour,
            backoff: Backoff(initial: Self.hour, maximum: Self.hour))
        // Nobody listens any more: refused at once.
        let refused = try start(.tcpClient(source))
        try await journal.wait(for: \.waiting)
        stop(refused)

        let full = try FullListener()
        source.port = full.port
        let connecting = try start(.tcpClient(source))
        while !isConnecting(to: full.port) { await Task.yield() }
        stop(connecting)

        let server = try TestSocket.listening()
        source.port = server.port
        let connected = try start(.tcpClient(source))
        let peer = try server.accepted()
        try await journal.wait(for: \.opened)
        stop(connected)
        #expect(peer.readEnd() == 0)
    }

    /// Whether the kernel's table of connections has an unanswered attempt (state 02, SYN_SENT)
    /// of this test's receiver: the fifth, since four fill the listener's queue.
    private func isConnecting(to port: UInt16) -> Bool {
        let octets = SystemCalls.contents(ofFile: "/proc/net/tcp", maximum: 1 << 20)
        let table = String(decoding: octets, as: UTF8.self)
        let place = "0100007F:" + String(format: "%04X", port)
        let attempts = table.split(separator: "\n").filter { line in
            let words = line.split(separator: " ")
            return words.count > 3 && words[2] == place && ["01", "02"].contains(words[3])
        }
        return attempts.count >= 5
    }

    @Test("TCP server: listening, with a peer, port in use")
    func tcpServer() async throws {
        let source = TCPServerSource(bindAddress: "127.0.0.1", port: 0)
        let listening = try start(.tcpServer(source))
        let port = try #require(try await journal.wait(for: \.listening).localPort)
        let inUse = try start(.tcpServer(TCPServerSource(bindAddress: "127.0.0.1", port: port)))
        try await journal.wait(for: \.waiting)
        stop(inUse)
        let peer = try TestSocket.connected(to: port)
        try await journal.wait(for: \.opened)
        stop(listening)
        #expect(peer.readEnd() == 0)
        let alone = try start(.tcpServer(source))
        try await journal.wait(nth: 2, for: \.listening)
        stop(alone)
    }

    @Test("a named pipe that nobody writes to")
    func namedPipe() async throws {
        let path = directory.path("pipe")
        #expect(mkfifo(path, 0o600) == 0)
        let receiver = try start(.file(FileSource(path: path)))
        try await journal.wait(for: \.opened)
        stop(receiver)
    }

    @Test("after the end of the input")
    func ended() async throws {
        let receiver = try start(.file(FileSource(path: "/dev/null")))
        try await journal.wait(until: { $0.events.last == .endOfInput })
        stop(receiver)
    }

    @Test("from the receiver's own thread")
    func fromHandler() async throws {
        let journal = journal
        let held = Mutex<LinkReceiver?>(nil)
        let receiver = LinkReceiver(
            name: "test", source: .file(FileSource(path: "/dev/zero")),
            handler: { slab, range, time in
                journal.take(slab, range, time)
                held.withLock { $0 }?.stop()
            }, onEvent: { journal.take($0) })
        held.withLock { $0 = receiver }
        try receiver.start()
        try await journal.wait(forOctets: 1)
        receiver.stop()
        held.withLock { $0 = nil }
    }

    @Test("a receiver that nobody holds stops")
    func abandoned() async throws {
        let radio = try FakeSerialRadio(path: directory.path("radio"))
        let source = ReceiverSource.serial(SerialSource(path: radio.path, baudRate: 9_600))
        var receiver: LinkReceiver? = try start(source)
        try await journal.wait(for: \.opened)
        #expect(receiver != nil)
        receiver = nil
        #expect(try !radio.lineSettings().isRaw)
    }
}
