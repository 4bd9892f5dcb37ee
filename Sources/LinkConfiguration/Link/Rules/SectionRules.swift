import TelemetryLink

/// Sections that belong to some framings only.
enum SectionRules {
    private typealias Outer = FramingChoice.Outer

    /// Section → framings that read it.
    private static let homes: KeyValuePairs<LinkKey, [Outer]> = [
        .sync: [.cadu, .bitStream],
        .lengthPrefixed: [.lengthPrefixed],
        .kiss: [.kiss],
        .slip: [.slip],
        .cobs: [.cobs],
        .hdlc: [.hdlc],
        .fprime: [.fprime],
        .mavlink: [.mavlink],
        .coding: coded,
        .frame: coded + [.mavlink],
    ]

    private static let coded: [Outer] = [
        .cadu, .bitStream, .fixedFrames, .lengthPrefixed, .kiss, .slip, .cobs, .hdlc, .fprime,
        .csp, .opaque,
    ]

    static func check(_ draft: LinkDraft) {
        guard let outer = draft.framing?.outer else { return }
        for (key, framings) in homes where draft.link.has(key) && !framings.contains(outer) {
            let words = ScalarValue.alternatives(framings.map(\.word))
            draft.report(
                key,
                "'\(key.rawValue)' with framing '\(outer.word)', expected it only with \(words)")
        }
        if draft.link.has(.csp), draft.framing?.envelopes.contains(.csp) != true {
            draft.report(.csp, "'csp' without 'csp' in 'framing', expected both")
        }
        guard let type = draft.frameType else { return }
        checkTransferFrames(draft, outer, type)
        checkPackets(draft, outer, type)
    }

    /// `accept`, `channels` and `security` need frames that say whose they are.
    private static func checkTransferFrames(
        _ draft: LinkDraft, _ outer: Outer, _ type: FrameParameters.FrameType
    ) {
        guard outer == .packets || !type.isTransferFrame else { return }
        let what = outer == .packets ? "bare packets" : "frames of type \(type.word)"
        for key in [LinkKey.accept, .channels, .security] where draft.link.has(key) {
            draft.report(
                key,
                "'\(key.rawValue)' with \(what), expected it only with TM, AOS or USLP frames")
        }
    }

    private static func checkPackets(
        _ draft: LinkDraft, _ outer: Outer, _ type: FrameParameters.FrameType
    ) {
        let carriesPackets = outer == .packets || type != .opaque
        if draft.link.has(.packets), !carriesPackets {
            draft.report(
                .packets,
                "'packets' with opaque frames, in which nobody looks for packets: "
                    + "expected another frame type")
        }
        if draft.packets.has(.octetsBefore), outer != .packets {
            draft.diagnostics.report(
                draft.packets.keyPosition(.octetsBefore),
                "'packets.octetsBefore' with framing '\(outer.word)', expected it only with "
                    + "bare packets (framing: packets)")
        }
    }
}
