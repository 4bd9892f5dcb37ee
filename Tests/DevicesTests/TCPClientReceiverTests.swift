import Devices
import Glibc
import Testing

/// Does a client receive, and find its server again?
@Suite(.timeLimit(.minutes(15)))
struct TCPClientReceiverTests {
    private let journal = Journal()

    private func source(_ port: UInt16, host: String = "127.0.0.1") -> TCPClientSource {
        TCPClientSource(
            host: host, port: port,
            backoff: Backoff(initial: .milliseconds(1), maximum: .milliseconds(20)))
    }

    @Test("a mebibyte arrives octet for octet")
    func stream() async throws {
        let server = try TestSocket.listening()
        let receiver = try startReceiver(.tcpClient(source(server.port)), into: journal)
        let peer = try server.accepted()
        var random = RandomOctets(seed: 5)
        let sent = random.octets(1 << 20)
        try peer.send(sent)
        try await journal.wait(forOctets: sent.count)
        receiver.stop()
        #expect(journal.octets == sent)
        #expect(journal.milestones.map { $0.opened?.name } == ["127.0.0.1:\(server.port)"])
    }

    @Test("a host is found by its name")
    func name() async throws {
        let server = try TestSocket.listening()
        let receiver = try startReceiver(
            .tcpClient(source(server.port, host: "localhost")), into: journal)
        let peer = try server.accepted()
        try peer.send([1])
        try await journal.wait(forOctets: 1)
        receiver.stop()
    }

    @Test("a name that nobody has is told")
    func unknownName() async throws {
        let receiver = try startReceiver(
            .tcpClient(source(1, host: "no-such-host.invalid")), into: journal)
        let reason = try await journal.wait(for: \.waiting)
        receiver.stop()
        guard case .unresolved(let host, _) = reason else {
            Issue.record("\(reason)")
            return
        }
        #expect(host == "no-such-host.invalid")
    }

    @Test("the server goes, is away, and comes back: lost, waiting, opened")
    func restart() async throws {
        var server: TestSocket? = try TestSocket.listening()
        let port = try #require(server?.port)
        let receiver = try startReceiver(.tcpClient(source(port)), into: journal)
        var peer = try server?.accepted()
        try peer?.send([1, 2, 3])
        try await journal.wait(forOctets: 3)
        server = nil
        peer = nil
        #expect(try await journal.wait(for: \.lost) == .endOfFile)
        let reason = try await journal.wait(for: \.waiting)
        #expect(
            reason == .system(call: "connect", target: "127.0.0.1:\(port)", number: ECONNREFUSED))
        server = try TestSocket.listening(port: port)
        peer = try server?.accepted()
        try peer?.send([4, 5, 6])
        try await journal.wait(forOctets: 6)
        receiver.stop()
        #expect(journal.octets == [1, 2, 3, 4, 5, 6])
        let kinds = journal.milestones.map { event in
            event.opened != nil ? "opened" : event.lost != nil ? "lost" : "waiting"
        }
        #expect(kinds == ["opened", "lost", "waiting", "opened"])
    }

    @Test("a connection that is reset is lost with that reason")
    func reset() async throws {
        let server = try TestSocket.listening()
        let receiver = try startReceiver(.tcpClient(source(server.port)), into: journal)
        var peer: TestSocket? = try server.accepted()
        try await journal.wait(for: \.opened)
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
            try #require(peer).number, SOL_SOCKET, SO_LINGER, &option,
            socklen_t(MemoryLayout<linger>.size))
        peer = nil
        let reason = try await journal.wait(for: \.lost)
        receiver.stop()
        #expect(
            reason
                == .failed(
                    .system(
                        call: "read", target: "127.0.0.1:\(server.port)", number: ECONNRESET)))
    }

    @Test("a server that does not answer is told after the time limit")
    func noAnswer() async throws {
        let full = try FullListener()
        var source = source(full.port)
        source.connectTimeout = .milliseconds(50)
        let receiver = try startReceiver(.tcpClient(source), into: journal)
        let reason = try await journal.wait(for: \.waiting)
        receiver.stop()
        #expect(
            reason == .timedOut(target: "127.0.0.1:\(full.port)", after: .milliseconds(50)))
    }
}

/// A listener whose queue is full: who connects now gets no answer.
struct FullListener {
    private let listener: TestSocket
    private let waiting: [TestSocket]

    init() throws {
        let listener = try TestSocket.listening(backlog: 0)
        // A queue of 0 holds one connection; the kernel drops the others' packets.
        waiting = try (0..<4).map { _ in try TestSocket.connecting(to: listener.port) }
        self.listener = listener
    }

    var port: UInt16 { listener.port }
}
