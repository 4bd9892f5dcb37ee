import FeedhornTestKit
import TelemetryLink

/// What a decoder makes of a stream, in chunks of any size: copies, for batches are emptied.
struct DecodedStream {
    struct Frame {
        let annotation: ReceptionAnnotation
        let range: Range<Int>
    }

    struct Packet {
        let record: PacketRecord
        let range: Range<Int>
    }

    private(set) var frames: [Frame] = []
    private(set) var packets: [Packet] = []
    private(set) var gaps: [CounterGap] = []
    private(set) var balance = LinkBalance()
    private(set) var statistics = LinkStatistics()
    /// The books were right after each chunk, and nothing was pending behind the end.
    private(set) var isBalanced = true
    private var octets: [UInt8] = []

    init(_ stream: [UInt8], _ parameters: ManagedParameters, using generator: inout SeededGenerator)
    {
        var decoder = LinkDecoder(parameters)
        var batch = PacketBatch()
        let slab = Slab(copying: stream)
        octets.reserveCapacity(2 * stream.count)
        for chunk in generator.chunks(
            of: stream.count, upTo: generator.pick([300, 5_000, 200_000]))
        {
            let time = ReceptionTime(utc: UInt64(chunk.upperBound), monotonic: 0)
            decoder.consume(slab, chunk, receivedAt: time, into: &batch)
            isBalanced = isBalanced && decoder.balance.isBalanced
            note(batch)
            batch.removeAll()
        }
        decoder.finish(into: &batch)
        note(batch)
        balance = decoder.balance
        statistics = decoder.statistics
        isBalanced =
            isBalanced && balance.isBalanced && balance.pendingBits == 0
            && balance.pendingOctets == 0
    }

    func octets(of frame: Frame) -> ArraySlice<UInt8> { octets[frame.range] }
    func octets(of packet: Packet) -> ArraySlice<UInt8> { octets[packet.range] }

    private mutating func note(_ batch: borrowing PacketBatch) {
        for frame in batch.frames {
            let range = keep(batch.octets(of: frame))
            frames.append(Frame(annotation: frame.annotation, range: range))
        }
        for packet in batch.packets {
            let range = keep(batch.octets(of: packet))
            packets.append(Packet(record: packet, range: range))
        }
        gaps += batch.gaps
    }

    private mutating func keep(_ span: RawSpan) -> Range<Int> {
        let start = octets.count
        span.withUnsafeBytes { octets.append(contentsOf: $0) }
        return start..<octets.count
    }
}
