import TelemetryLink

/// Bare packets have nothing around them that says where one begins: a header of six octets, most
/// of which may be anything, is found in noise and in silence too. What confirms them is that they
/// go on.
extension LinkDiagnosis {
    /// Noise has lengths that fit for two or three packets in a row, and loses some octets before
    /// the next such place: so many whole ones on end are none.
    private static let fewestInARow: UInt64 = 16
    /// Part of the bits in no packet, in percent, from which on counts that go on now and then are
    /// chance.
    private static let noisy: UInt64 = 5
    /// In octets for each packet; noise, whose lengths are any, has 20,000.
    private static let longPacket: UInt64 = 4_096

    /// What came as bare packets, and may be none; `nil` where something confirms them.
    static func unconfirmed(
        _ counts: LinkCounts, _ evidence: LinkEvidence, _ parameters: ManagedParameters,
        _ isWhole: Bool
    ) -> LinkDiagnosis? {
        guard parameters.framing == .packets, counts.packets > 0,
            !isConfirmed(counts, evidence)
        else { return nil }
        guard isWhole || counts.bits >= neededBits(parameters) else { return undecided }
        let lost = counts.bitsWithoutSync / 8
        let isDense = counts.bits / 8 < counts.packets * longPacket
        if counts.packets < fewestInARow, isDense || lost == 0 { return undecided }
        return LinkDiagnosis(
            .noSync,
            "\(counts.packets) packets out of \(counts.octets) octets, and nothing confirms that "
                + "these are packets: \(counts.packetsInStep) of \(counts.packetSteps) sequence "
                + "counts go on by one, \(counts.packetsRepeated) packets repeat the one before, "
                + "\(lost) octets fit nowhere: wrong baud? wrong framing? "
                + SampleInspection(evidence.sample, parameters).found)
    }

    private static func isConfirmed(_ counts: LinkCounts, _ evidence: LinkEvidence) -> Bool {
        let isNoisy = counts.bitsWithoutSync * 100 > counts.bits * noisy
        if counts.packetsInStep > 0, !isNoisy || counts.packetsInStep * 4 >= counts.packetSteps {
            return true
        }
        // Eleven bits of each header.
        if counts.idlePackets * 2 >= counts.packets, !isNoisy { return true }
        // Senders that do not count, packets without a count, one packet of each APID: where hardly
        // an octet is lost between them, and it is not one packet over and over, lengths confirm.
        let isRepeated = counts.packetsRepeated * 2 > counts.packetSteps
        return counts.packets >= fewestInARow && counts.bitsWithoutSync < counts.packets * 8
            && !isRepeated && !SampleInspection.isConstant(evidence.sample)
    }
}

extension LinkCounts {
    /// Without the frame that the end of a stream cut off: the marker in front of it is no more
    /// than a marker.
    var withoutCutFrames: LinkCounts {
        var counts = self
        counts.framesFound -= min(framesFound, framesRejected[.truncated] ?? 0)
        counts.framesRejected[.truncated] = nil
        return counts
    }
}
