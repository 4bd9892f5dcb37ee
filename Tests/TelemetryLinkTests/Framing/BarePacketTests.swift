import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Are bare packets read, and found again after garbage?")
struct BarePacketTests {
    private func packets(_ count: Int, seed: UInt64) -> [GeneratedPacket] {
        var source = PacketSource(
            applications: [PacketSource.Application(identifier: 7, lengths: 7...300)],
            generator: SeededGenerator(seed: seed))
        source.encapsulationRate = 0.2
        source.idleRate = 0.1
        return (0..<count).map { _ in source.next() }
    }

    private func parameters(before: Int) -> ManagedParameters {
        var parameters = ManagedParameters(name: "packets", framing: .packets)
        parameters.packets.octetsBefore = before
        parameters.packets.maximumLength = 400
        return parameters
    }

    @Test(arguments: [0, 4])
    func everyPacket(before: Int) {
        let packets = packets(60, seed: 31)
        let stream = PacketStream(
            packets, framing: .bare(octetsBefore: before), generator: SeededGenerator(seed: 32))
        let whole = parameters(before: before).decode(stream.octets)
        #expect(whole.packets.map(\.octets) == packets.map(\.octets))
        #expect(whole.balance.strippedBits[.wrapper] == UInt64(60 * before * 8))
        #expect(whole.balance.skippedBits.total == 0)
        for chunking in [Chunking.fixed(1), .random(6, upTo: 50), .random(7, upTo: 2_000)] {
            let parts = parameters(before: before).decode(stream.octets, chunking, ownSlabs: true)
            #expect(parts.records == whole.records, "\(chunking)")
        }
    }

    /// Garbage of a version that does not exist, in the middle and near the end.
    @Test(arguments: [30, 58, 60])
    func garbage(place: Int) {
        let packets = packets(60, seed: 33)
        let garbage = [UInt8](repeating: 0x55, count: 77)
        let octets: [UInt8] =
            packets[..<place].map(\.octets).joined() + garbage
            + packets[place...].map(\.octets).joined()
        let whole = parameters(before: 0).decode(octets)
        #expect(whole.packets.map(\.octets) == packets.map(\.octets))
        #expect(whole.records.events.map(\.kind) == [.skipped(.malformed, bits: 77 * 8)])
        for chunking in [Chunking.fixed(1), .random(8, upTo: 60)] {
            #expect(parameters(before: 0).decode(octets, chunking).records == whole.records)
        }
    }

    @Test func cutOffAtTheEnd() {
        let packets = packets(10, seed: 34)
        let octets = Array(packets.map(\.octets).joined()).dropLast(3)
        let decoded = parameters(before: 0).decode(Array(octets), .random(9, upTo: 30))
        #expect(decoded.packets.map(\.octets) == packets.dropLast().map(\.octets))
        let rest = UInt64(((packets.last?.octets.count ?? 0) - 3) * 8)
        #expect(decoded.records.events.map(\.kind) == [.skipped(.truncated, bits: rest)])
    }
}
