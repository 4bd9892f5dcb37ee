import Devices
import Glibc
import Testing

/// Who may connect to a TCP server, and how many at a time?
@Suite(.timeLimit(.minutes(15)))
struct TCPPeersTests {
    private let journal = Journal()

    private func server(
        port: UInt16 = 0, allowed: [String] = [], sharing: TCPPortSharing? = nil
    ) -> ReceiverSource {
        .tcpServer(
            TCPServerSource(
                bindAddress: "127.0.0.1", port: port, allowed: allowed, sharing: sharing))
    }

    @Test("only those who are allowed connect; the others are reset and told")
    func allowed() async throws {
        let receiver = try startReceiver(
            server(allowed: ["2001:db8::7", "127.0.0.2", "127.0.3.0/24"]), into: journal)
        let port = try #require(try await journal.wait(for: \.listening).localPort)
        let stranger = try TestSocket.connected(to: port)
        #expect(stranger.readEnd() == ECONNRESET)
        #expect(try await journal.wait(for: \.refusal) == .notAllowed)
        for (turn, host) in [UInt32(0x7F00_0002), 0x7F00_0301, 0x7F00_03FF].enumerated() {
            let rover = try TestSocket.connected(to: port, from: host)
            try rover.send([UInt8(turn)])
            try await journal.wait(forOctets: turn + 1)
            shutdown(rover.number, Int32(SHUT_WR))
            try await journal.wait(nth: turn + 1, for: \.lost)
        }
        let neighbour = try TestSocket.connected(to: port, from: 0x7F00_0400)
        #expect(neighbour.readEnd() == ECONNRESET)
        try await journal.wait(nth: 2, for: \.refusal)
        receiver.stop()
        #expect(journal.octets == [0, 1, 2])
    }

    @Test("a range that is none ends the receiver", arguments: ["rover", "10.0.0.0/33", "::/-1"])
    func badRange(text: String) async throws {
        let receiver = try startReceiver(server(allowed: [text]), into: journal)
        let error = try await journal.wait(for: \.failed)
        receiver.stop()
        #expect(error.isPermanent)
    }

    @Test("receivers that share a port take a peer each; one too many is refused")
    func sharing() async throws {
        let sharing = TCPPortSharing()
        let journals = [Journal(), Journal()]
        let first = try startReceiver(server(sharing: sharing), into: journals[0])
        let port = try #require(try await journals[0].wait(for: \.listening).localPort)
        let second = try startReceiver(server(sharing: sharing), into: journals[1])
        try await journals[1].wait(for: \.listening)

        var rovers: [TestSocket] = []
        for number in 0..<2 {
            let rover = try TestSocket.connected(to: port)
            try rover.send([UInt8(number), UInt8(number)])
            rovers.append(rover)
        }
        for journal in journals { try await journal.wait(forOctets: 2) }
        #expect(Set(journals.map(\.octets)) == [[0, 0], [1, 1]])

        let third = try TestSocket.connected(to: port)
        #expect(third.readEnd() == ECONNRESET)

        // Whoever leaves makes room for the next.
        let served = try #require(journals.first { $0.octets == [1, 1] })
        shutdown(rovers[1].number, Int32(SHUT_WR))
        try await served.wait(for: \.lost)
        let fourth = try TestSocket.connected(to: port)
        try fourth.send([4])
        try await served.wait(forOctets: 3)
        try rovers[0].send([0])
        let other = try #require(journals.first { $0 !== served })
        try await other.wait(forOctets: 3)
        first.stop()
        second.stop()
        #expect(served.octets == [1, 1, 4])
        #expect(other.octets == [0, 0, 0])
        let refusals = journals.flatMap(\.events).compactMap(\.refusal)
        #expect(refusals == [.busy])
    }

    @Test("the port is free when the last of those who share it stops")
    func free() async throws {
        let sharing = TCPPortSharing()
        let receivers = try (0..<3).map { _ in
            try startReceiver(server(sharing: sharing), into: journal)
        }
        let listening = try await journal.wait(nth: 3, for: \.listening)
        for receiver in receivers { receiver.stop() }
        _ = try TestSocket.listening(port: try #require(listening.localPort))
        #expect(Set(journal.events.compactMap(\.listening?.localPort)).count == 1)
    }
}
