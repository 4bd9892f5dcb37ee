import Devices
import Synchronization
import TelemetryLink
import Testing

/// Is what was handed over never changed, and memory used again when nobody holds it?
@Suite(.timeLimit(.minutes(15)))
struct SlabTests {
    private struct Held: Sendable {
        var slab: Slab
        var range: Range<Int>
    }

    private func receive(
        holding: Bool, slabsKept: Int
    ) async throws -> (sent: [UInt8], held: [Held], slabs: Set<ObjectIdentifier>) {
        let journal = Journal()
        let held = Mutex<[Held]>([])
        let slabs = Mutex<Set<ObjectIdentifier>>([])
        let receiver = LinkReceiver(
            name: "test", source: .udp(UDPSource(bindAddress: "127.0.0.1", port: 0)),
            options: ReceiverOptions(slabCapacity: 131_072, slabsKept: slabsKept),
            handler: { slab, range, time in
                journal.take(slab, range, time)
                if holding { held.withLock { $0.append(Held(slab: slab, range: range)) } }
                slabs.withLock { _ = $0.insert(ObjectIdentifier(slab)) }
            }, onEvent: { journal.take($0) })
        try receiver.start()
        let port = try #require(try await journal.wait(for: \.opened).localPort)
        let sender = try TestSocket.udp()
        var random = RandomOctets(seed: 9)
        var sent: [UInt8] = []
        for _ in 0..<200 {
            let datagram = random.octets(2_000)
            sent += datagram
            try sender.send(datagram: datagram, to: port)
            try await journal.wait(forOctets: sent.count)
        }
        receiver.stop()
        #expect(journal.octets == sent)
        return (sent, held.withLock { $0 }, slabs.withLock { $0 })
    }

    @Test("chunks that are held stay as they are, however few slabs the pool keeps")
    func held() async throws {
        let (sent, held, _) = try await receive(holding: true, slabsKept: 1)
        let octets = held.flatMap { $0.slab.octets($0.range).withUnsafeBytes { Array($0) } }
        #expect(octets == sent)
        for (one, next) in zip(held, held.dropFirst()) where one.slab === next.slab {
            #expect(one.range.upperBound <= next.range.lowerBound, "filled front to back")
        }
    }

    @Test("a slab that nobody holds is used again: one is enough")
    func reused() async throws {
        let (_, _, slabs) = try await receive(holding: false, slabsKept: 4)
        #expect(slabs.count == 1)
    }
}
