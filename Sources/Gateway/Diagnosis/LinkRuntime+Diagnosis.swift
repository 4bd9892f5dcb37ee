import Devices
import TelemetryLink

extension LinkRuntime.State {
    /// Silence after which a link is said to have no octets, whatever its `expect` says.
    private static let silence: UInt64 = 30_000_000_000

    /// What the link has counted up to now.
    private var counts: LinkCounts {
        var counts = LinkCounts(decoder.balance, decoder.statistics, octets: octets)
        counts.lineErrors = badCharacters
        counts.lostHere = kernelDrops + overruns
        return counts
    }

    /// Notes octets that are about to be decoded.
    mutating func observe(_ slab: Slab, _ range: Range<Int>, _ time: ReceptionTime) {
        if window.wants(at: time.monotonic) { window.keep(countsBefore(range), at: time.monotonic) }
        window.sample(slab, range, at: time.monotonic)
    }

    /// The octets of `range` have been counted, and nothing of them decoded.
    private func countsBefore(_ range: Range<Int>) -> LinkCounts {
        var counts = counts
        counts.octets -= UInt64(range.count)
        return counts
    }

    /// Counts what a serial driver counted.
    mutating func count(_ errors: SerialLineErrors) {
        badCharacters += UInt64(errors.framing) + UInt64(errors.parity)
        overruns += UInt64(errors.overruns) + UInt64(errors.bufferOverruns)
    }

    /// Counts what went wrong with USB transfers.
    mutating func count(_ errors: USBTransferErrors) {
        transferErrors.add(errors)
        // What there was no room for.
        overruns += errors.overflows
    }

    /// How far the link's octets get, at this moment.
    func diagnosis(_ state: LinkState, _ reason: String, at now: UInt64) -> LinkDiagnosis {
        switch state {
        case .absent, .failed: return LinkDiagnosis(.noDevice, reason)
        case .opening: return LinkDiagnosis(.noOctets, "no peer is connected: \(reason)")
        case .ended, .idle, .receiving, .stalled: break
        }
        if lastChunk.utc == 0, !transferErrors.isEmpty {
            return LinkDiagnosis(
                .noOctets,
                "no octets since the link was opened, and USB transfers failed (\(transferErrors)):"
                    + " the right endpoint, a good cable?")
        }
        if lastChunk.utc == 0 {
            return LinkDiagnosis(
                .noOctets,
                "no octets since the link was opened: is the sender on, the cable in, the port "
                    + "the right one?")
        }
        let last = lastChunk.monotonic
        if state != .ended, now > last + Self.silence {
            let seconds = (now - last) / 1_000_000_000
            return LinkDiagnosis(.noOctets, "no octets for \(seconds) s, \(octets) before")
        }
        let seen = LinkDiagnosis(
            window.counts(upTo: counts), window.seen, decoder.parameters, isWhole: state == .ended)
        guard seen.rung == .undecided else { return seen }
        // A slow line brings too little in the window: where nothing was ever found, all counts.
        let whole = LinkDiagnosis(counts, window.seen, decoder.parameters, isWhole: false)
        return whole.rung == .noSync ? whole : seen
    }
}
