import CCSDS
public import TelemetryLink

/// What was seen of a link besides its counts.
public struct LinkEvidence: Sendable {
    /// Octets of the stream as they were received, a few thousand of the last ones.
    public var sample: [UInt8] = []
    /// Spacecraft whose frames were refused.
    public var foreign = ForeignSpacecraft()

    /// Nothing was seen.
    public init() {}
}

extension LinkDiagnosis {
    /// Of frames found, at most this part (in percent) may be rejected before the link is said to
    /// have no valid code: noise takes some of every pass.
    private static let toleratedRejections: UInt64 = 50
    /// So many frames' worth of bits without one are needed before a link is said to have no sync.
    private static let fewestFrames: UInt64 = 4

    /// The rung that `counts` show, those of a whole recording or of a window in time.
    ///
    /// - Parameters:
    ///   - counts: what was counted.
    ///   - evidence: what was seen besides.
    ///   - parameters: those of the link.
    ///   - isWhole: nothing will follow: little is enough to judge by.
    public init(
        _ counts: LinkCounts, _ evidence: LinkEvidence, _ parameters: ManagedParameters,
        isWhole: Bool
    ) {
        guard counts.octets > 0 else {
            self.init(.noOctets, "no octets")
            return
        }
        let counts = isWhole ? counts.withoutCutFrames : counts
        self =
            LinkDiagnosis.unsynchronized(counts, evidence, parameters, isWhole)
            ?? LinkDiagnosis.unconfirmed(counts, evidence, parameters, isWhole)
            ?? LinkDiagnosis.refused(counts, evidence, parameters)
            ?? LinkDiagnosis.empty(counts, parameters)
            ?? LinkDiagnosis.jumping(counts)
            ?? LinkDiagnosis.good(counts)
    }

    // MARK: no sync

    private static func unsynchronized(
        _ counts: LinkCounts, _ evidence: LinkEvidence, _ parameters: ManagedParameters,
        _ isWhole: Bool
    ) -> LinkDiagnosis? {
        if parameters.coding.convolutional != nil, counts.symbolsDecoded == 0 {
            guard isWhole || counts.symbolsWithoutSync >= fewestSymbols else { return undecided }
            return LinkDiagnosis(
                .noSync,
                "\(counts.octets) octets of symbols, and no alignment of the convolutional code "
                    + "explains them: is it coded so (coding.convolutional rate, symbols, "
                    + "modulation)? " + SampleInspection(evidence.sample, parameters).found)
        }
        guard counts.framesFound == 0, counts.packets == 0 else { return nil }
        guard isWhole || isEnough(counts, parameters) else { return undecided }
        let found = SampleInspection(evidence.sample, parameters).found
        if counts.bitsUnconfirmed > 0 || SampleInspection.hasMarker(evidence.sample, parameters) {
            return LinkDiagnosis(
                .noSync,
                "\(counts.octets) octets with sync markers, none followed by another where the "
                    + "next frame begins: is frame.length (and the code's parity) right? " + found)
        }
        return LinkDiagnosis(
            .noSync,
            "\(counts.octets) octets, and \(thing(parameters.framing)) in them: "
                + hint(parameters.framing, counts) + " " + found)
    }

    /// So many bits are needed before a link is said to have no sync.
    static func neededBits(_ parameters: ManagedParameters) -> UInt64 {
        if parameters.framing == .packets {
            return min(UInt64(parameters.packets.maximumLength), longestPacketWaited) * 8
        }
        let unit = UInt64(max(64, parameters.frame.length + parameters.coding.parityLength)) * 8
        return unit * fewestFrames
    }

    /// Enough came without a frame or packet; one long packet that has not ended is none.
    private static func isEnough(_ counts: LinkCounts, _ parameters: ManagedParameters) -> Bool {
        guard counts.bits >= neededBits(parameters) else { return false }
        guard parameters.framing == .packets else { return true }
        return counts.bitsWithoutSync * 50 > counts.bits
            || counts.bits >= UInt64(parameters.packets.maximumLength) * 8
    }

    private static let fewestSymbols: UInt64 = 16_384
    /// Few packets are longer, and slow lines take minutes for as many octets.
    private static let longestPacketWaited: UInt64 = 16_384
    static let undecided = LinkDiagnosis(
        .undecided, "octets come, too few yet to tell what they are")

    private static func thing(_ framing: Framing) -> String {
        switch framing {
        case .synchronized: "no frame behind a sync marker"
        case .packets: "no packet"
        default: "no record of the framing"
        }
    }

    private static func hint(_ framing: Framing, _ counts: LinkCounts) -> String {
        if counts.lineErrors > 0 {
            return "\(counts.lineErrors) characters came wrong on the line: wrong baud, parity or "
                + "stop bits?"
        }
        return switch framing {
        case .synchronized: "wrong baud? inverted? wrong marker?"
        default: "wrong baud? wrong framing?"
        }
    }

    // MARK: frames that are refused

    private static func refused(
        _ counts: LinkCounts, _ evidence: LinkEvidence, _ parameters: ManagedParameters
    ) -> LinkDiagnosis? {
        guard counts.framesFound > 0, counts.rejected > 0,
            counts.rejected * 100 > counts.framesFound * toleratedRejections,
            let worst = counts.framesRejected.max(by: {
                ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue)
            })
        else { return nil }
        let start = "\(worst.value) of \(counts.framesFound) frames "
        switch worst.key {
        case .spacecraft:
            let accepted = parameters.acceptedSpacecraft.map { "\($0.rawValue)" }
            return LinkDiagnosis(
                .wrongSpacecraft,
                start + "are of \(evidence.foreign.text), not of spacecraft "
                    + "\(accepted.joined(separator: ", ")): another spacecraft in the beam, or is "
                    + "accept.scid wrong?")
        case .code, .fecf, .fhec, .checksum, .envelope:
            return LinkDiagnosis(.noValidCode, start + RefusalHints.code(worst.key, parameters))
        case .version where !isChecked(parameters):
            return LinkDiagnosis(.noValidCode, start + RefusalHints.unchecked(parameters))
        default:
            return LinkDiagnosis(.wrongFrame, start + RefusalHints.frame(worst.key, parameters))
        }
    }

    /// Something told good frames from bad ones before their headers were looked at.
    private static func isChecked(_ parameters: ManagedParameters) -> Bool {
        parameters.frame.fecf || parameters.coding.ldpc != nil
            || parameters.coding.reedSolomon?.mode == .correct
    }

    // MARK: good frames

    private static func empty(
        _ counts: LinkCounts, _ parameters: ManagedParameters
    ) -> LinkDiagnosis? {
        guard counts.discardedOctets > counts.packetOctets,
            counts.framesDelivered > 0 || parameters.framing == .packets
        else { return nil }
        // Missing frames cost packets too: only far too little speaks for a wrong setting then.
        let isGappy = counts.missing > 0 || counts.resets > 0
        guard !isGappy || counts.discardedOctets / share > counts.packetOctets else { return nil }
        let packets = counts.packets == 0 ? "no packet" : "hardly any packet (\(counts.packets))"
        return LinkDiagnosis(
            .noPackets,
            "\(counts.framesDelivered) good frames, and \(packets) in the "
                + "\(counts.discardedOctets) octets of their data fields: do frame.ocf, "
                + "frame.insertZone, frame.fecf and channels say what is in the frames?")
    }

    /// Where frames are missing, so many times as many octets have to be discarded as are packets.
    private static let share: UInt64 = 10

    private static func jumping(_ counts: LinkCounts) -> LinkDiagnosis? {
        guard counts.missing > 0 || counts.resets > 0 else { return nil }
        var text = "frame counts jump: \(counts.missing) frames missing in \(counts.gaps) gaps"
        if counts.resets > 0 { text += ", \(counts.resets) steps that can't be gaps" }
        if counts.lostHere > 0 {
            text +=
                "; \(counts.lostHere) datagrams or characters were lost in this machine: "
                + "raise receiveBuffer and net.core.rmem_max, or relieve the machine"
        } else if counts.rejected > 0 {
            text +=
                "; \(counts.rejected) frames were rejected meanwhile: a weak signal, or losses "
                + "in front of this machine"
        } else if counts.bitsWithoutSync > 0 {
            text +=
                "; \(counts.bitsWithoutSync) bits between frames had no sync: a weak signal, "
                + "or losses in front of this machine"
        } else {
            text +=
                "; nothing was lost or refused here: frames never came, or two streams of one "
                + "channel are mixed"
        }
        return LinkDiagnosis(.counterJumps, text)
    }

    private static func good(_ counts: LinkCounts) -> LinkDiagnosis {
        var text = "\(counts.framesDelivered) good frames, \(counts.packets) packets"
        if counts.rejected > 0 { text += ", \(counts.rejected) frames rejected" }
        return LinkDiagnosis(.fine, text)
    }
}
