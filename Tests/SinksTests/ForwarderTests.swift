import Foundation
import TelemetryPipeline
import Testing

@testable import Sinks

/// Do forwarders send whole packets, and only those that pass, over real sockets?
struct ForwarderTests {
    /// A UDP socket on the loopback address, and its port.
    private func receiver() throws -> (descriptor: CInt, port: UInt16) {
        let descriptor = socket(AF_INET, CInt(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let code = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(code == 0)
        setTimeout(descriptor)
        return (descriptor, try #require(SocketOpening.port(of: descriptor)))
    }

    /// A test that hangs fails instead.
    private func setTimeout(_ descriptor: CInt) {
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    private func receive(_ descriptor: CInt) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 70_000)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        return Array(buffer[..<max(0, count)])
    }

    /// Connects to a forwarder's port.
    private func client(_ port: UInt16) throws -> CInt {
        let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let code = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(code == 0)
        setTimeout(descriptor)
        return descriptor
    }

    private func read(_ descriptor: CInt, _ count: Int) -> [UInt8] {
        var octets: [UInt8] = []
        while octets.count < count {
            let more = receive(descriptor)
            if more.isEmpty { break }
            octets += more
        }
        return octets
    }

    private func isConnected(_ event: SinkEvent) -> Bool {
        if case .clientConnected = event { true } else { false }
    }

    private func tcpForwarder(
        _ log: EventLog, _ limits: TCPServerForwarder.ClientLimits = .init(),
        filter: PacketFilter = .everything
    ) throws -> TCPServerForwarder {
        var configuration = ForwarderConfiguration(name: "tcp", host: "127.0.0.1", port: 0)
        configuration.filter = filter
        return try #require(
            TCPServerForwarder(configuration, limits: limits) { log.append($0) })
    }

    @Test func onePacketPerDatagram() async throws {
        try await onThread {
            let (descriptor, port) = try receiver()
            defer { close(descriptor) }
            var configuration = ForwarderConfiguration(name: "udp", host: "127.0.0.1", port: port)
            configuration.filter = try PacketFilter("count != 2", now: 0)
            let log = EventLog()
            let forwarder = try #require(UDPForwarder(configuration) { log.append($0) })
            let router = PacketRouter()
            try forwarder.start(router)
            router.publish(batch(0..<5), from: link("a"))
            // Too long for any datagram: dropped, counted, and nothing else.
            router.publish(batch([spacePacket(count: 7, length: 65_542)]), from: link("a"))
            router.publish(batch(8..<9), from: link("a"))
            let packets = (0..<5).map { _ in receive(descriptor) }
            #expect(packets == [0, 1, 3, 4, 8].map { spacePacket(count: $0) })
            forwarder.stop()
            let statistics = forwarder.statistics
            #expect(statistics.received == 6 && statistics.sent == 5 && statistics.dropped == 1)
            #expect(log.all == [.forwarderRecovered(sink: "udp", lost: 1)])
        }
    }

    @Test func aReceiverThatIsNotThereCostsOnlyPackets() async throws {
        try await onThread {
            let (descriptor, port) = try receiver()
            close(descriptor)
            let configuration = ForwarderConfiguration(name: "udp", host: "127.0.0.1", port: port)
            let forwarder = try #require(UDPForwarder(configuration) { _ in })
            let router = PacketRouter()
            try forwarder.start(router)
            for count in 0..<20 { router.publish(batch(count..<count + 1), from: link("a")) }
            forwarder.stop()
            let statistics = forwarder.statistics
            #expect(statistics.received == 20 && statistics.sent + statistics.dropped == 20)
        }
    }

    @Test func unknownHostsAreReportedAndRetried() async throws {
        let log = EventLog()
        var sender = DatagramSender(
            ForwarderConfiguration(name: "udp", host: "host.invalid", port: 1)
        ) { log.append($0) }
        sender.send(RoutedBatch(batch(0..<2), from: link("a")), now: 0)
        sender.send(RoutedBatch(batch(2..<3), from: link("a")), now: 999_999_999)
        #expect(log.all.count == 1)
        sender.send(RoutedBatch(batch(3..<4), from: link("a")), now: 1_000_000_000)
        #expect(log.all.count == 2)
        #expect(sender.statistics.dropped == 4)
    }

    @Test func everyClientGetsTheStream() async throws {
        try await onThread {
            let log = EventLog()
            let router = PacketRouter()
            let forwarder = try tcpForwarder(log, filter: try PacketFilter("count > 0", now: 0))
            try forwarder.start(router)
            let clients = try (0..<3).map { _ in try client(try #require(forwarder.port)) }
            for _ in 0..<3 { #expect(log.wait { self.isConnected($0) }) }
            while forwarder.statistics.clients < 3 { usleep(1_000) }
            router.publish(batch(0..<400, length: 300), from: link("a"))
            let expected = (1..<400).flatMap { spacePacket(count: $0, length: 300) }
            for client in clients { #expect(read(client, expected.count) == expected) }
            // One leaves, the others go on.
            close(clients[0])
            #expect(log.wait { if case .clientLeft = $0 { true } else { false } })
            router.publish(batch(500..<501), from: link("a"))
            for client in clients.dropFirst() {
                #expect(read(client, 20) == spacePacket(count: 500))
            }
            forwarder.stop()
            for client in clients.dropFirst() {
                #expect(receive(client).isEmpty)
                close(client)
            }
            #expect(forwarder.statistics.sent == 399 * 3 + 2)
        }
    }

    @Test(arguments: [SlowClientPolicy.skipPackets, .disconnect])
    func aSlowClientLosesWholePackets(policy: SlowClientPolicy) async throws {
        try await onThread {
            let log = EventLog()
            let router = PacketRouter()
            var limits = TCPServerForwarder.ClientLimits()
            limits.octets = 100_000
            limits.policy = policy
            let forwarder = try tcpForwarder(log, limits)
            try forwarder.start(router)
            let stalled = try client(try #require(forwarder.port))
            #expect(log.wait { self.isConnected($0) })
            // More than the kernel's buffers of a loopback connection take (some MB).
            let total = 16_000
            for first in stride(from: 0, to: total, by: 50) {
                router.publish(batch(first..<first + 50, length: 1_000), from: link("a"))
            }
            #expect(log.wait { if case .clientTooSlow = $0 { true } else { false } })
            var octets: [UInt8] = []
            if policy == .skipPackets {
                // Everything queued arrives, and what is published when it reads again.
                while forwarder.statistics.received < UInt64(total) { usleep(1_000) }
                let sent = total - Int(forwarder.statistics.dropped)
                octets = read(stalled, sent * 1_000)
                #expect(octets.count == sent * 1_000)
            } else {
                octets = read(stalled, .max)
            }
            // Every packet but a last one is whole, and they come in order.
            var last = -1
            for start in stride(from: 0, to: octets.count - 999, by: 1_000) {
                let count = (Int(octets[start + 2]) << 8 | Int(octets[start + 3])) & 0x3FFF
                guard count > last,
                    Array(octets[start..<start + 1_000])
                        == spacePacket(count: count, length: 1_000)
                else {
                    Issue.record("torn at \(start)")
                    break
                }
                last = count
            }
            close(stalled)
            forwarder.stop()
        }
    }

    @Test func clientsAreBounded() async throws {
        try await onThread {
            let log = EventLog()
            var limits = TCPServerForwarder.ClientLimits()
            limits.clients = 1
            let forwarder = try tcpForwarder(log, limits)
            try forwarder.start(PacketRouter())
            let port = try #require(forwarder.port)
            let first = try client(port)
            #expect(log.wait { self.isConnected($0) })
            let second = try client(port)
            #expect(receive(second).isEmpty)
            #expect(log.wait { if case .clientRefused = $0 { true } else { false } })
            close(first)
            close(second)
            forwarder.stop()
        }
    }

    @Test func aTakenPortIsAnError() throws {
        let log = EventLog()
        let first = try tcpForwarder(log)
        try first.start(PacketRouter())
        let port = try #require(first.port)
        let second = try #require(
            TCPServerForwarder(
                ForwarderConfiguration(name: "b", host: "127.0.0.1", port: port)
            ) { _ in })
        #expect(throws: ForwarderError.self) { try second.start(PacketRouter()) }
        first.stop()
    }
}
