import Devices
import Glibc
import Testing

/// Does a server receive from one peer after another, and from one at a time?
@Suite(.timeLimit(.minutes(15)))
struct TCPServerReceiverTests {
    private let journal = Journal()

    private func start(port: UInt16 = 0) async throws -> (LinkReceiver, UInt16) {
        let receiver = try startReceiver(
            .tcpServer(TCPServerSource(bindAddress: "127.0.0.1", port: port)), into: journal)
        let listening = try await journal.wait(for: \.listening)
        return (receiver, try #require(listening.localPort))
    }

    @Test("a peer leaves and another comes")
    func oneAfterAnother() async throws {
        let (receiver, port) = try await start()
        var random = RandomOctets(seed: 6)
        var sent: [UInt8] = []
        for turn in 1...5 {
            let peer = try TestSocket.connected(to: port)
            let octets = random.octets(100_000)
            sent += octets
            try peer.send(octets)
            shutdown(peer.number, Int32(SHUT_WR))
            #expect(try await journal.wait(nth: turn, for: \.lost) == .endOfFile)
        }
        receiver.stop()
        #expect(journal.octets == sent)
        // At first, and again whenever a peer has left.
        #expect(journal.milestones.compactMap(\.listening).count == 6)
        #expect(journal.milestones.compactMap(\.opened).count == 5)
    }

    @Test("a second peer is reset and told; the first is not disturbed")
    func secondPeer() async throws {
        let (receiver, port) = try await start()
        let first = try TestSocket.connected(to: port)
        try first.send([1, 2, 3])
        try await journal.wait(forOctets: 3)
        let second = try TestSocket.connected(to: port)
        let refused = try await journal.wait(for: \.refused)
        #expect(refused == "127.0.0.1:\(second.port)")
        #expect(journal.events.compactMap(\.refusal) == [.busy])
        #expect(second.readEnd() == ECONNRESET)
        try first.send([4, 5, 6])
        try await journal.wait(forOctets: 6)
        receiver.stop()
        #expect(journal.octets == [1, 2, 3, 4, 5, 6])
        #expect(journal.milestones.compactMap(\.lost).isEmpty)
    }

    @Test("a port in use is told, and taken when it is free")
    func portInUse() async throws {
        var holder: TestSocket? = try TestSocket.listening()
        let port = try #require(holder?.port)
        let receiver = try startReceiver(
            .tcpServer(TCPServerSource(bindAddress: "127.0.0.1", port: port)), into: journal)
        let reason = try await journal.wait(for: \.waiting)
        #expect(
            reason == .system(call: "bind", target: "127.0.0.1:\(port)", number: EADDRINUSE)
                || reason
                    == .system(call: "listen", target: "127.0.0.1:\(port)", number: EADDRINUSE)
        )
        holder = nil
        try await journal.wait(for: \.listening)
        receiver.stop()
    }

    @Test("an address that is none ends the receiver")
    func badAddress() async throws {
        let receiver = try startReceiver(
            .tcpServer(TCPServerSource(bindAddress: "example", port: 0)), into: journal)
        #expect(try await journal.wait(for: \.failed).isPermanent)
        receiver.stop()
    }
}
