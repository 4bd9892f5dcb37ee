import CCSDS
import FeedhornExactness
import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Does what the decoder keeps stay the same size, however long it runs?")
struct BoundedMemoryTests {
    private struct Size: Equatable {
        var carry = 0
        var chunks = 0
        var channels = 0
        var applications = 0
    }

    /// The largest sizes while `octets` come again and again.
    private func sizes(_ parameters: ManagedParameters, _ octets: [UInt8], times: Int) -> Size {
        var decoder = LinkDecoder(parameters)
        var size = Size()
        let slab = Slab(copying: octets)
        var batch = PacketBatch()
        for _ in 0..<times {
            for range in Chunking.fixed(7).ranges(of: octets.count) {
                decoder.consume(
                    slab, range, receivedAt: ReceptionTime(utc: 0, monotonic: 0), into: &batch)
                batch.removeAll()
                size.carry = max(size.carry, decoder.carry.count)
                size.chunks = max(size.chunks, decoder.clock.count)
                size.channels = max(size.channels, decoder.channels.states.count)
                size.applications = max(
                    size.applications, decoder.statistics.applications.count)
            }
        }
        #expect(size.carry <= decoder.carry.lookahead)
        return size
    }

    @Test(arguments: 1...6)
    func tenTimesTheFrames(seed: UInt64) {
        var traffic = GeneratedTraffic(round: seed)
        var rates = FaultRates()
        rates.cut = 0.1
        rates.uncorrectable = 0.1
        rates.garbage = 0.1
        let stream = traffic.stream(frames: 20, faults: FaultPlan(rates: rates))
        let once = sizes(traffic.parameters, stream.octets, times: 2)
        #expect(sizes(traffic.parameters, stream.octets, times: 12) == once)
    }

    /// Wrappers without data, while a record is not complete.
    @Test func emptyDatagrams() {
        var parameters = ManagedParameters(name: "kiss", framing: .kiss(KISSParameters()))
        parameters.wrapper = ManagedParameters.Wrapper(before: 4)
        var decoder = LinkDecoder(parameters)
        var batch = PacketBatch()
        let slab = Slab(copying: [1, 2, 3, 4, 0xC0, 0, 5])
        let time = ReceptionTime(utc: 0, monotonic: 0)
        decoder.consume(slab, 0..<7, receivedAt: time, into: &batch)
        for _ in 0..<1_000 { decoder.consume(slab, 0..<4, receivedAt: time, into: &batch) }
        for _ in 0..<1_000 { decoder.consume(slab, 0..<0, receivedAt: time, into: &batch) }
        #expect(decoder.clock.count == 1)
        #expect(decoder.balance.isBalanced)
    }

    /// Junk that looks like frames of every spacecraft and channel.
    @Test func junkChannels() {
        var frame = FrameParameters()
        frame.type = .tm
        frame.length = 8
        var parameters = ManagedParameters(name: "junk", framing: .fixedFrames, frame: frame)
        parameters.channels.other = .opaque
        var octets: [UInt8] = []
        for spacecraft in 0..<300 {
            for channel in 0..<8 {
                let identification = spacecraft << 4 | channel << 1
                octets += [UInt8(identification >> 8), UInt8(identification & 0xFF)]
                octets += [0, 0, 0, 0, 0, 0]
            }
        }
        let decoded = parameters.decode(octets)
        #expect(decoded.records.statistics.channels.count == ChannelBank.maximumChannels)
        #expect(decoded.balance.framesRejected[.virtualChannel] == 2_400 - 1_024)
    }

    /// Pieces of the arena: short ones are packed, so that a chunk's pieces fit into a batch.
    @Test func shortPieces() {
        var arena = FrameArena(slabCapacity: 1 << 16, maximumKept: 2)
        var end = 0
        for _ in 0..<1_000 {
            end = arena.reserve(1)
            arena.commit(1)
        }
        #expect(end == 999 * 8)
        // A 16 MiB chunk of 1-octet frames: 128 slabs of 1 MiB, of the 255 that a batch can name.
        let slabs = LinkDecoder.maximumChunk * 8 / LinkDecoder.arenaSlabCapacity
        #expect(slabs < PacketBatch.maximumSlabs / 2 + 2)
    }
}
