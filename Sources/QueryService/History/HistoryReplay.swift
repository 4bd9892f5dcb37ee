import NIOCore
import TelemetryPipeline

/// One answer to `follow=false`: kept packets, encoded only as fast as the client takes them.
///
/// Which packets belong to the answer is fixed at its beginning. Those that were displaced
/// before their turn came are told at the end, as dropped.
final class HistoryReplay {
    private let query: PacketsQuery
    private var encoder: ChunkEncoder
    private let sequences: [UInt64]
    private var next = 0
    private var lost = DropCount()
    private var scratch: [UInt8] = []

    init(_ query: PacketsQuery, history: PacketHistory) {
        self.query = query
        encoder = ChunkEncoder(query.interest, query.format)
        let all = history.sequences(passing: query.interest.filter)
        sequences = query.count.map { all.suffix($0) } ?? all
    }

    /// Writes until the client has enough or everything was written, and then ends the response.
    ///
    /// - Returns: `true` when it is over.
    func write(to outlet: any StreamOutlet, from history: PacketHistory) -> Bool {
        while outlet.isWritable {
            var chunks: [StreamChunk] = []
            while next < sequences.count, chunks.isEmpty {
                encodeNext(from: history) { chunks.append($0) }
            }
            if chunks.isEmpty { return finish(outlet) }
            for chunk in chunks { outlet.write(framed: chunk.framed) }
        }
        outlet.flush()
        return false
    }

    private func encodeNext(from history: PacketHistory, emit: (StreamChunk) -> Void) {
        let sequence = sequences[next]
        next += 1
        guard let (kept, entry) = history.first(from: sequence), entry.sequence == sequence else {
            lost.packets += 1
            return
        }
        kept.copy(entry, into: &scratch)
        let octets = scratch
        encoder.encode(
            entry.packet, octets: octets.span.bytes, link: kept.link, emit: emit)
    }

    private func finish(_ outlet: any StreamOutlet) -> Bool {
        if let chunk = encoder.close() { outlet.write(framed: chunk.framed) }
        if lost.isEmpty {
            outlet.endStream(trailer: nil)
        } else if query.format == .raw {
            outlet.endStream(trailer: lost.packets)
        } else {
            outlet.write(framed: StreamChunk.object(.dropped(lost)))
            outlet.endStream(trailer: nil)
        }
        return true
    }
}
