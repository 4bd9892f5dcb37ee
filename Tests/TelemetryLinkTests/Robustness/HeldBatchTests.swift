import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Does a batch stay as it is as long as somebody holds it?")
struct HeldBatchTests {
    /// Every other batch is held to the end, the ones between are let go at once: their memory is
    /// used again, that of the others must not be.
    @Test(arguments: 0..<4)
    func heldAmongOthers(seed: UInt64) {
        var traffic = GeneratedTraffic(round: seed)
        traffic.duplicates = seed % 2 == 0 ? .keepAndContinue : .drop
        let octets = traffic.stream(frames: 60).octets
        var decoder = LinkDecoder(traffic.parameters)
        var held: [(batch: PacketBatch, seen: Decoded)] = []
        var count = 0
        for (index, range) in Chunking.fixed(701).ranges(of: octets.count).enumerated() {
            var batch = PacketBatch()
            decoder.consume(
                Slab(copying: octets[range]), 0..<range.count,
                receivedAt: ReceptionTime(utc: 0, monotonic: 0), into: &batch)
            count += batch.frames.count
            guard index % 2 == 0 else { continue }
            held.append((batch, Decoded(batch)))
        }
        #expect(count == 60)
        #expect(held.contains { !$0.batch.packets.isEmpty })
        for (batch, seen) in held { #expect(Decoded(batch).records == seen.records) }
    }
}

extension Decoded {
    /// What is in one batch now.
    fileprivate init(_ batch: PacketBatch) {
        self.init()
        note(batch)
    }
}
