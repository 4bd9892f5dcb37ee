import Synchronization
import TelemetryLink

/// How many frames of a link were verified, for a serial port that chooses its rate by them.
final class VerifiedFrames: Sendable {
    private let counted = Atomic<UInt64>(0)
    private let seenPackets = Atomic<UInt64>(0)
    /// Fourteen octets of call signs in their form are no accident, though they prove no frame.
    private let acceptsUndetermined: Bool
    private let countsPackets: Bool

    init(_ parameters: ManagedParameters) {
        acceptsUndetermined = parameters.envelopes.contains { $0.header == .ax25 }
        countsPackets = parameters.packets.errorControl
    }

    var count: UInt64 { counted.load(ordering: .relaxed) }

    /// Counts what a chunk gave.
    ///
    /// - Parameter known: frames that were in the batch before it.
    func note(_ batch: PacketBatch, from known: Int, _ decoder: borrowing LinkDecoder) {
        var found: UInt64 = 0
        for frame in batch.frames[known...] {
            let quality = frame.annotation.quality
            if quality == .good || acceptsUndetermined && quality == .undetermined { found += 1 }
        }
        if found > 0 { counted.add(found, ordering: .relaxed) }
        guard countsPackets else { return }
        let packets = decoder.statistics.applications.reduce(0) { $0 + $1.errorControlGood }
        let news = packets - min(packets, seenPackets.exchange(packets, ordering: .relaxed))
        if news > 0 { counted.add(news, ordering: .relaxed) }
    }
}
