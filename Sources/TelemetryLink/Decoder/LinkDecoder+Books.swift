import CCSDS

/// Giving bits their owner. Every bit of the stream passes here exactly once.
extension LinkDecoder {
    /// Bits up to `end` belong to no frame.
    mutating func skip(to end: UInt64, _ reason: SkipReason) {
        guard end > position else { return }
        let bits = end - position
        delivery.balance.skippedBits[reason] += bits
        // Noise between frames comes bit by bit and without end: it is counted, and an event
        // only where something was there and was broken.
        switch reason {
        case .noSync, .notData: break
        case .malformed, .unconfirmed, .truncated, .aborted:
            let place = clock.place(ofBit: position)
            delivery.batch.events.append(
                LinkEvent(
                    kind: .skipped(reason, bits: bits), streamOffset: place.streamOffset,
                    earthReceiveTime: place.utc))
        }
        position = end
    }

    /// Octets of the framing itself.
    mutating func strip(_ octets: Int, _ kind: StrippedKind) {
        strip(bits: octets * 8, kind)
    }

    /// Bits of the framing itself.
    mutating func strip(bits: Int, _ kind: StrippedKind) {
        guard bits > 0 else { return }
        delivery.balance.strippedBits[kind] += UInt64(bits)
        position += UInt64(bits)
    }

    /// Bits of a sync marker.
    mutating func takeMarker(_ bits: Int) {
        delivery.balance.markerBits += UInt64(bits)
        position += UInt64(bits)
    }

    /// Reports the synchronizer's state, if it has changed, as of `bit`.
    mutating func reportState(at bit: UInt64) {
        let (old, new) = (synchronizer.reportedState, synchronizer.state)
        guard old != new else { return }
        synchronizer.reportedState = new
        let place = clock.place(ofBit: bit)
        delivery.batch.events.append(
            LinkEvent(
                kind: .state(from: old, to: new), streamOffset: place.streamOffset,
                earthReceiveTime: place.utc))
    }
}
