import CCSDS
import TelemetryLink

/// `frame`: the transfer frame, and its type out of `frame.type` and `framing`.
enum FrameReader {
    static func read(_ draft: inout LinkDraft) -> FrameParameters {
        let section = draft.frame
        var frame = FrameParameters()
        draft.frameType = type(draft)
        frame.type = draft.frameType ?? .opaque
        frame.length = section.integer(.length, in: 1...LinkLimits.frame) ?? frame.length
        frame.fecf = section.flag(.fecf) ?? frame.fecf
        frame.fecfCode =
            section.choice(.fecfCode, ["crc16": .crc16, "crc32": .crc32]) ?? frame.fecfCode
        frame.ocf =
            section.choice(.ocf, ["none": .none, "header": .perHeader, "always": .always])
            ?? frame.ocf
        frame.insertZone = section.integer(.insertZone, in: 0...2048) ?? frame.insertZone
        frame.fhec = section.flag(.fhec) ?? frame.fhec
        frame.dataFieldOffset = section.integer(.dataFieldOffset, in: 6...2047)
        frame.duplicates =
            section.choice(.duplicates, ["keep": .keep, "drop": .drop]) ?? frame.duplicates
        frame.deliverErred = section.flag(.deliverErred) ?? frame.deliverErred
        frame.aosSpacecraftBits =
            section.integer(.scidBits, of: [8, 10]) ?? frame.aosSpacecraftBits
        // Up to the longest count: 7 octets in USLP frames.
        frame.maximumGap = section.integer(.maxGap, in: 1...1 << 56 - 1).map { UInt64($0) }
        return frame
    }

    /// - Returns: `nil` after an error was reported.
    private static func type(_ draft: LinkDraft) -> FrameParameters.FrameType? {
        let written: FrameParameters.FrameType? = draft.frame.choice(
            .type,
            [
                "tm": .tm, "aos": .aos, "uslp": .uslp, "opaque": .opaque, "packets": .packets,
            ])
        guard let framing = draft.framing, !framing.innerIsWrong else { return nil }
        guard let inner = framing.inner else {
            return draft.frame.has(.type) ? written : .opaque
        }
        if let written, written != inner {
            draft.frame.report(
                .type,
                "'frame.type' says \(written.word), 'framing' says \(inner.word): "
                    + "expected the same, or only one of them")
        }
        return inner
    }
}

extension FrameParameters.FrameType {
    /// Has a header that says whose the frame is, and channels.
    var isTransferFrame: Bool { self == .tm || self == .aos || self == .uslp }

    /// The word of `frame.type`.
    var word: String {
        switch self {
        case .tm: "tm"
        case .aos: "aos"
        case .uslp: "uslp"
        case .opaque: "opaque"
        case .packets: "packets"
        }
    }
}

/// `accept`: the spacecraft whose frames are ours.
enum AcceptReader {
    static func read(_ draft: LinkDraft) -> [SpacecraftIdentifier] {
        // TM has 10 bits for a spacecraft, AOS at most as many, USLP 16.
        let last = draft.frameType == .uslp ? 0xFFFF : 0x3FF
        let scids = draft.accept.integers(.scid, in: 0...last) ?? []
        var accepted: [SpacecraftIdentifier] = []
        for scid in scids {
            let scid = SpacecraftIdentifier(rawValue: UInt16(scid))
            if accepted.contains(scid) {
                draft.accept.report(.scid, "spacecraft \(scid) twice, expected each once")
            } else {
                accepted.append(scid)
            }
        }
        return accepted
    }
}
