import Devices
import Glibc
import Synchronization
import TelemetryLink
import Testing

/// Does each datagram arrive as a chunk of its own, and is each one that does not counted?
@Suite(.timeLimit(.minutes(15)))
struct UDPReceiverTests {
    private let journal = Journal()

    private func start(_ source: UDPSource) async throws -> (LinkReceiver, UInt16) {
        let receiver = try startReceiver(.udp(source), into: journal)
        let opened = try await journal.wait(for: \.opened)
        return (receiver, try #require(opened.localPort))
    }

    @Test("datagrams are neither joined nor split, empty and greatest ones included")
    func boundaries() async throws {
        let (receiver, port) = try await start(UDPSource(bindAddress: "127.0.0.1", port: 0))
        let sender = try TestSocket.udp()
        var random = RandomOctets(seed: 11)
        // 65,507 octets is the greatest payload of UDP over IPv4.
        let lengths = [1, 0, 2, 1_115, 65_507, 0, 0, 65_507, 65_507, 65_507, 3, 256]
        let datagrams = lengths.map { random.octets($0) }
        for (index, datagram) in datagrams.enumerated() {
            try sender.send(datagram: datagram, to: port)
            // One at a time: the receive buffer does not hold them all.
            try await journal.wait(until: { $0.chunks.count == index + 1 })
        }
        receiver.stop()
        #expect(journal.chunks.map(\.octets) == datagrams)
        #expect(
            journal.milestones == [
                .opened(OpenedSource(name: "127.0.0.1:\(port)", localPort: port))
            ])
    }

    @Test("datagrams that come together stay apart")
    func burst() async throws {
        let (receiver, port) = try await start(UDPSource(bindAddress: "127.0.0.1", port: 0))
        let sender = try TestSocket.udp()
        let datagrams = (0..<200).map { [UInt8](repeating: UInt8($0), count: $0) }
        for datagram in datagrams { try sender.send(datagram: datagram, to: port) }
        try await journal.wait(until: { $0.chunks.count == 200 })
        receiver.stop()
        #expect(journal.chunks.map(\.octets) == datagrams)
    }

    @Test("long datagrams behind short ones come whole, in their order")
    func lengths() async throws {
        let gate = Gate()
        let journal = journal
        let receiver = LinkReceiver(
            name: "gate", source: .udp(UDPSource(bindAddress: "127.0.0.1", port: 0)),
            handler: { slab, range, time in
                gate.wait()
                journal.take(slab, range, time)
            }, onEvent: { journal.take($0) })
        try receiver.start()
        let port = try #require(try await journal.wait(for: \.opened).localPort)
        let sender = try TestSocket.udp()
        var random = RandomOctets(seed: 12)
        // The places for datagrams are 2,048 octets apart at first: these lie across them.
        let lengths = [3, 2_048, 2_049, 10, 9_000, 0, 4_096, 20_000, 1, 2_047, 30_000]
        let datagrams = lengths.map { random.octets($0) }
        for datagram in datagrams { try sender.send(datagram: datagram, to: port) }
        gate.open()
        try await journal.wait(until: { $0.chunks.count == datagrams.count })
        receiver.stop()
        #expect(journal.chunks.map(\.octets) == datagrams)
    }

    @Test("only the sources that are named are received; others are counted")
    func sources() async throws {
        let source = UDPSource(
            bindAddress: "0.0.0.0", port: 0, sources: ["192.0.2.1", "127.0.0.2"])
        let (receiver, port) = try await start(source)
        let wanted = try TestSocket.udp(host: 0x7F00_0002)
        let other = try TestSocket.udp()
        for number in 0..<10 {
            try other.send(datagram: [0xEE, UInt8(number)], to: port)
            try wanted.send(datagram: [UInt8(number)], to: port)
        }
        try await journal.wait(until: { $0.chunks.count == 10 })
        receiver.stop()
        #expect(journal.chunks.map(\.octets) == (0..<10).map { [UInt8($0)] })
        #expect(journal.events.compactMap(\.foreign).reduce(0, +) == 10)
    }

    @Test("foreign datagrams are told though nothing follows them")
    func foreignAlone() async throws {
        let source = UDPSource(bindAddress: "127.0.0.1", port: 0, sources: ["127.0.0.2"])
        let (receiver, port) = try await start(source)
        let other = try TestSocket.udp()
        for _ in 0..<3 { try other.send(datagram: [1], to: port) }
        try await journal.wait(until: { $0.events.compactMap(\.foreign).reduce(0, +) == 3 })
        receiver.stop()
        #expect(journal.chunks.isEmpty)
    }

    @Test("IPv6")
    func version6() async throws {
        let (receiver, port) = try await start(UDPSource(bindAddress: "::1", port: 0))
        receiver.stop()
        #expect(
            journal.milestones == [
                .opened(OpenedSource(name: "[::1]:\(port)", localPort: port))
            ])
    }

    @Test("a port in use is told, and taken when it is free")
    func portInUse() async throws {
        var holder: TestSocket? = try TestSocket.udp()
        let port = try #require(holder?.port)
        let receiver = try startReceiver(
            .udp(UDPSource(bindAddress: "127.0.0.1", port: port)), into: journal)
        let reason = try await journal.wait(for: \.waiting)
        #expect(reason == .system(call: "bind", target: "127.0.0.1:\(port)", number: EADDRINUSE))
        holder = nil
        try await journal.wait(for: \.opened)
        receiver.stop()
        #expect(journal.milestones.count == 2)
    }

    @Test("what the kernel drops is counted: sent = received + dropped")
    func drops() async throws {
        let gate = Gate()
        let journal = journal
        let source = UDPSource(bindAddress: "127.0.0.1", port: 0, receiveBuffer: 8_192)
        let receiver = LinkReceiver(
            name: "slow", source: .udp(source),
            handler: { slab, range, time in
                journal.take(slab, range, time)
                gate.wait()
            }, onEvent: { journal.take($0) })
        try receiver.start()
        let opened = try await journal.wait(for: \.opened)
        let port = try #require(opened.localPort)
        let sender = try TestSocket.udp()
        // On the loopback address a datagram is in the receive buffer, or dropped, when `sendto`
        // returns.
        for number in 0..<500 {
            try sender.send(
                datagram: [UInt8](repeating: UInt8(number % 251), count: 1_000), to: port)
        }
        gate.open()
        try await journal.wait(until: { journal in
            let dropped = journal.events.compactMap(\.dropped).reduce(0, +)
            return dropped > 0 && journal.chunks.count + Int(dropped) == 500
        })
        receiver.stop()
        let dropped = journal.events.compactMap(\.dropped).reduce(0, +)
        #expect(journal.chunks.count + Int(dropped) == 500)
    }

    @Test("a receive buffer that the kernel does not grant is told")
    func receiveBuffer() async throws {
        let asked = 1 << 30
        let source = UDPSource(bindAddress: "127.0.0.1", port: 0, receiveBuffer: asked)
        let (receiver, _) = try await start(source)
        let mismatch = try await journal.wait(for: \.mismatch)
        receiver.stop()
        #expect(mismatch.setting == .receiveBuffer)
        #expect(mismatch.asked == "1073741824")
    }

    @Test(
        "an address that is none ends the receiver",
        arguments: [
            UDPSource(bindAddress: "localhost", port: 0),
            UDPSource(bindAddress: "300.0.0.1", port: 0),
            UDPSource(bindAddress: "", port: 0),
            UDPSource(bindAddress: "0.0.0.0", port: 0, group: "mars"),
            UDPSource(bindAddress: "0.0.0.0", port: 0, group: "ff02::1"),
            UDPSource(bindAddress: "127.0.0.1", port: 0, sources: ["rover.local"]),
        ])
    func badAddress(source: UDPSource) async throws {
        let receiver = try startReceiver(.udp(source), into: journal)
        let error = try await journal.wait(for: \.failed)
        receiver.stop()
        #expect(error.isPermanent)
        #expect(journal.events.count == 1)
    }

    @Test("datagrams to a group are received, those to other groups are not")
    func multicast() async throws {
        let source = UDPSource(
            bindAddress: "0.0.0.0", port: 0, group: "239.255.77.1", interface: "lo")
        let (receiver, port) = try await start(source)
        let sender = try TestSocket.udp()
        sender.sendsGroupsOnLoopback()
        try sender.send(datagram: [9, 9], to: port, host: 0xEFFF_4D02)
        try sender.send(datagram: [1, 2, 3], to: port, host: 0xEFFF_4D01)
        try await journal.wait(forOctets: 3)
        receiver.stop()
        #expect(journal.chunks.map(\.octets) == [[1, 2, 3]])
    }

    @Test("the address names the interface of a group, and sources whose datagrams are joined")
    func multicastByAddress() async throws {
        for sources in [[], ["127.0.0.9"]] {
            let journal = Journal()
            let receiver = try startReceiver(
                .udp(
                    UDPSource(
                        bindAddress: "127.0.0.1", port: 0, group: "239.255.77.3",
                        sources: sources)), into: journal)
            let port = try #require(try await journal.wait(for: \.opened).localPort)
            for (host, octet) in [(UInt32(0x7F00_0001), UInt8(1)), (0x7F00_0009, 9)] {
                let sender = try TestSocket.udp(host: host)
                sender.sendsGroupsOnLoopback()
                try sender.send(datagram: [octet], to: port, host: 0xEFFF_4D03)
            }
            // The kernel keeps those of others away: they are not even foreign.
            try await journal.wait(until: { $0.octets.last == 9 })
            receiver.stop()
            #expect(journal.octets == (sources.isEmpty ? [1, 9] : [9]))
            #expect(journal.events.compactMap(\.foreign).isEmpty)
        }
    }

    @Test("a group is joined nowhere else while no interface has the address")
    func addressAbsent() async throws {
        let source = UDPSource(bindAddress: "192.0.2.77", port: 0, group: "239.255.77.1")
        let receiver = try startReceiver(.udp(source), into: journal)
        let reason = try await journal.wait(for: \.waiting)
        receiver.stop()
        #expect(reason == .system(call: "join", target: "192.0.2.77:0", number: EADDRNOTAVAIL))
        #expect(journal.events.compactMap(\.opened).isEmpty)
    }

    @Test("an interface that is not there is waited for")
    func interfaceAbsent() async throws {
        let source = UDPSource(
            bindAddress: "0.0.0.0", port: 0, group: "239.255.77.1", interface: "none0")
        let receiver = try startReceiver(.udp(source), into: journal)
        let reason = try await journal.wait(for: \.waiting)
        receiver.stop()
        #expect(reason == .system(call: "if_nametoindex", target: "none0", number: ENODEV))
    }
}

/// Holds up a receiver's thread until it is opened.
final class Gate: Sendable {
    private let isOpen = Atomic<Bool>(false)
    private let event = Gate.makePipe()

    deinit {
        close(event.0)
        close(event.1)
    }

    func wait() {
        if isOpen.load(ordering: .acquiring) { return }
        var octet: UInt8 = 0
        _ = read(event.0, &octet, 1)
    }

    /// Lets go, now and ever after.
    func open() {
        isOpen.store(true, ordering: .releasing)
        var octet: UInt8 = 1
        _ = write(event.1, &octet, 1)
    }

    private static func makePipe() -> (Int32, Int32) {
        var ends: [Int32] = [-1, -1]
        pipe(&ends)
        return (ends[0], ends[1])
    }
}
