import CCSDS
import FeedhornTestKit
import LinkSecurity
import TelemetryLink
import Testing

/// All that a decoder made of a stream, memory and times apart.
struct Outcome: Equatable {
    struct Frame: Equatable {
        var octets: [UInt8]
        var mark: SecurityMark
        var quality: DeliveredFrameQuality
    }

    struct Rejected: Equatable {
        var octets: [UInt8]
        var reason: RejectionReason
    }

    var frames: [Frame] = []
    var packets: [[UInt8]] = []
    var rejected: [Rejected] = []
    var gaps: [CounterStep] = []
    var events: [LinkEvent.Kind] = []
    var balance = LinkBalance()
    var statistics = LinkStatistics()

    var reasons: [RejectionReason] { rejected.map(\.reason) }

    mutating func note(_ batch: borrowing PacketBatch) {
        for frame in batch.frames {
            frames.append(
                Frame(
                    octets: batch.octets(of: frame).withUnsafeBytes { Array($0) },
                    mark: frame.annotation.security, quality: frame.annotation.quality))
        }
        for packet in batch.packets {
            packets.append(batch.octets(of: packet).withUnsafeBytes { Array($0) })
        }
        for frame in batch.rejected {
            rejected.append(
                Rejected(
                    octets: batch.octets(of: frame).withUnsafeBytes { Array($0) },
                    reason: frame.reason))
        }
        gaps += batch.gaps.map(\.step)
        events += batch.events.map(\.kind)
    }
}

extension ManagedParameters {
    /// Decodes `octets`; the books have to balance after every chunk, and what was received must
    /// not change.
    func decode(
        _ octets: [UInt8], _ security: (any FrameSecurity)?, chunks: [Range<Int>]? = nil
    ) -> Outcome {
        var decoder = LinkDecoder(self, security: security)
        var outcome = Outcome()
        var batch = PacketBatch()
        let time = ReceptionTime(utc: 0, monotonic: 0)
        for chunk in chunks ?? [0..<octets.count] {
            let slab = Slab(copying: octets[chunk])
            decoder.consume(slab, 0..<chunk.count, receivedAt: time, into: &batch)
            expectBooks(decoder)
            outcome.note(batch)
            batch.removeAll()
            let received = slab.octets(0..<chunk.count).withUnsafeBytes { Array($0) }
            if received != Array(octets[chunk]) { Issue.record("a received slab was changed") }
        }
        decoder.finish(into: &batch)
        expectBooks(decoder)
        outcome.note(batch)
        outcome.balance = decoder.balance
        outcome.statistics = decoder.statistics
        return outcome
    }

    private func expectBooks(_ decoder: borrowing LinkDecoder) {
        if !decoder.balance.isBalanced {
            Issue.record("the books don't balance: \(decoder.balance)")
        }
    }
}
