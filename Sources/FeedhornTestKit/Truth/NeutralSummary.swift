extension StreamTruth {
    /// The truth as a JSON object with the keys of the recordings' manifest, which
    /// `verify_truth.py` compares: `frames`, `frames_sha256`, `vc`, `apid`, `vc_apid`,
    /// `packets`, `nonidle_stream_sha256`, `encapsulation_packets`, `encapsulation_sha256`,
    /// `frames_bad_fecf`, `frames_rejected_scid`, `frames_duplicate_dropped`, `ocf_words`,
    /// `rs_corrected_symbols`; `frames_total` and `cadus_uncorrectable` where `isRegular`.
    ///
    /// - Parameter delivered: what to state, `expected` unless said otherwise.
    public func summary(of delivered: DeliveredTruth? = nil) -> JSONText {
        let delivered = delivered ?? expected
        var members = PacketLedger(delivered.packets).members
        members.merge(frameMembers(delivered)) { $1 }
        let rejections = rejections
        members["frames_bad_fecf"] = .integer(rejections[.errorControl] ?? 0)
        members["frames_rejected_scid"] = .integer(rejections[.spacecraft] ?? 0)
        members["frames_duplicate_dropped"] = .integer(delivered.droppedDuplicates.count)
        if isRegular {
            members["frames_total"] = .integer(frames.count { $0.bits != nil })
            members["cadus_uncorrectable"] = .integer(rejections[.code] ?? 0)
        }
        return .sorted(members)
    }

    private func frameMembers(_ delivered: DeliveredTruth) -> [String: JSONText] {
        var digest = OctetDigest()
        var channels: [ChannelIdentity: Int] = [:]
        var controls: [String: Int] = [:]
        var symbols: [Int: Int] = [:]
        for frame in delivered.frames.map({ frames[$0] }) {
            digest.update(frame.frame.octets)
            channels[frame.channel, default: 0] += 1
            if !frame.frame.operationalControl.isEmpty {
                let word = Hexadecimal.text(frame.frame.operationalControl)
                controls[word, default: 0] += 1
            }
            for count in frame.correctedSymbols { symbols[count, default: 0] += 1 }
        }
        var members: [String: JSONText] = [
            "frames": .integer(delivered.frames.count),
            "frames_sha256": .string(digest.hexadecimal),
            "vc": .object(
                channels.sorted { $0.key < $1.key }.map { ($0.key.label, .integer($0.value)) }),
            "rs_corrected_symbols": .object(
                symbols.sorted { $0.key < $1.key }.map { (String($0.key), .integer($0.value)) }),
        ]
        if !controls.isEmpty {
            members["ocf_words"] = .sorted(controls.mapValues { .integer($0) })
        }
        return members
    }
}
