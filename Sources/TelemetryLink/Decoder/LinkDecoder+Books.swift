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
        if reason == .malformed || reason == .unconfirmed || reason == .truncated {
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
        delivery.balance.strippedBits[kind] += UInt64(octets) * 8
        position += UInt64(octets) * 8
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
