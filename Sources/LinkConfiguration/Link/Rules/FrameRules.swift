import CCSDS
import TelemetryLink

/// The frame: which keys its type has, and that its parts fit into it.
enum FrameRules {
    /// Keys of every type.
    private static let common: Set<FrameKey> = [.type, .length, .duplicates]

    /// Further keys of each type.
    private static func own(_ type: FrameParameters.FrameType) -> Set<FrameKey> {
        switch type {
        case .tm: [.fecf, .ocf, .dataFieldOffset, .deliverErred, .maxGap]
        case .aos: [.fecf, .ocf, .insertZone, .fhec, .scidBits, .deliverErred, .maxGap]
        case .uslp: [.fecf, .fecfCode, .insertZone, .deliverErred, .maxGap]
        case .opaque: [.fecf, .deliverErred]
        case .packets: []
        }
    }

    static func check(_ draft: LinkDraft) {
        guard draft.framing?.outer != .packets else { return }
        checkNeeded(draft)
        guard draft.frameType != nil else { return }
        let frame = draft.parameters.frame
        for key in draft.frame.written
        where !common.contains(key) && !own(frame.type).contains(key) {
            draft.diagnostics.report(
                draft.frame.keyPosition(key),
                "'frame.\(key.rawValue)' with frames of type \(frame.type.word), "
                    + "expected it only with \(owners(of: key))")
        }
        checkLength(frame, draft)
        checkIdentifiers(frame, draft)
        if draft.frame.has(.fecfCode), !frame.fecf, frame.type == .uslp {
            draft.diagnostics.report(
                draft.frame.keyPosition(.fecfCode),
                "'frame.fecfCode' without 'frame.fecf: true', expected both")
        }
    }

    private static func owners(of key: FrameKey) -> String {
        let types: [FrameParameters.FrameType] = [.tm, .aos, .uslp, .opaque, .packets]
        return ScalarValue.alternatives(
            types.filter { own($0).contains(key) }.map(\.word))
    }

    private static func checkNeeded(_ draft: LinkDraft) {
        guard let framing = draft.framing, framing.outer.needsLength,
            draft.parameters.frame.length == 0, !draft.frame.has(.length),
            !draft.reedSolomon.isPresent, !hasLDPC(draft)
        else { return }
        draft.diagnostics.report(
            framing.position,
            "framing '\(framing.outer.word)' without 'frame.length', expected the octets of a "
                + "frame (or coding.reedSolomon or coding.ldpc, which fix them)")
    }

    /// Or what should have been one.
    private static func hasLDPC(_ draft: LinkDraft) -> Bool {
        draft.coding.node(.ldpc).map { $0.text != "none" } ?? false
    }

    private static func checkLength(_ frame: FrameParameters, _ draft: LinkDraft) {
        guard frame.length > 0 else { return }
        if frame.type == .tm, frame.length > LinkLimits.tmFrame {
            draft.frame.report(
                .length,
                "\(frame.length) octets for a TM frame, expected at most \(LinkLimits.tmFrame) "
                    + "(CCSDS 132.0-B-3)")
        }
        let overhead = overhead(frame)
        guard frame.length <= overhead else { return }
        draft.frame.report(
            .length,
            "\(frame.length) octets for a frame of type \(frame.type.word) whose header "
                + "and trailer take \(overhead), expected more")
    }

    /// Octets of a frame that are never data.
    static func overhead(_ frame: FrameParameters) -> Int {
        let trailer = frame.fecfLength + (frame.ocf == .always ? 4 : 0)
        switch frame.type {
        case .tm: return (frame.dataFieldOffset ?? 6) + trailer
        case .aos: return 6 + (frame.fhec ? 2 : 0) + frame.insertZone + trailer
        // Header without frame count, first octet of the data field's header.
        case .uslp: return 7 + frame.insertZone + 1 + trailer
        case .opaque, .packets: return trailer
        }
    }

    private static func checkIdentifiers(_ frame: FrameParameters, _ draft: LinkDraft) {
        guard frame.type == .aos else {
            // USLP: the frame says how many octets its count has, 7 at most.
            checkCounter(frame, modulus: frame.type == .uslp ? 1 << 56 : 256, draft)
            return
        }
        if frame.ocf == .perHeader {
            draft.frame.report(
                .ocf, "AOS frames have no flag for the OCF, expected always or none")
        }
        let last = 1 << frame.aosSpacecraftBits - 1
        for scid in draft.parameters.acceptedSpacecraft where Int(scid.rawValue) > last {
            draft.accept.report(
                .scid,
                "spacecraft \(scid) with AOS frames of \(frame.aosSpacecraftBits) bits for it, "
                    + "expected at most \(last)")
        }
        checkCounter(frame, modulus: 1 << 24, draft)
    }

    private static func checkCounter(
        _ frame: FrameParameters, modulus: UInt64, _ draft: LinkDraft
    ) {
        guard let gap = frame.maximumGap, gap >= modulus else { return }
        draft.frame.report(
            .maxGap,
            "\(gap) for 'frame.maxGap' of a counter modulo \(modulus), expected less than that")
    }
}
