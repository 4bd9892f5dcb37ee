import TelemetryLink

/// What a source can deliver: streams have no borders.
enum SourceRules {
    static func check(_ draft: LinkDraft) {
        guard let source = draft.source, !source.keepsBorders else { return }
        if case .serial(let serial) = source, !serial.otherBauds.isEmpty,
            !draft.parameters.isVerifiable
        {
            draft.report(
                .source,
                "several rates in 'source.serial.baud', but nothing in this link verifies a frame, "
                    + "and only a verified frame tells which rate is right: expected one rate, or "
                    + "a code, frame.fecf, or a protocol with a checksum")
        }
        let wrapper = draft.parameters.wrapper
        let wrapped = wrapper.before + wrapper.after + wrapper.every > 0
        if wrapped {
            draft.report(
                .wrapper,
                "'wrapper' with source '\(source.kind)', which delivers a stream and no chunks "
                    + "with a beginning and an end: expected a udp or usb source")
        }
        guard let framing = draft.framing, framing.outer.isDatagrams else { return }
        if !framing.envelopes.isEmpty {
            draft.diagnostics.report(
                framing.position,
                "framing '\(framing.outer.word)' takes each datagram for a packet, but source "
                    + "'\(source.kind)' delivers a stream: expected a udp or usb source, or a "
                    + "framing around it such as [kiss, csp]")
        } else if draft.parameters.frame.length == 0 {
            draft.diagnostics.report(
                framing.position,
                "framing 'opaque' takes each datagram for a frame, but source '\(source.kind)' "
                    + "delivers a stream: expected a frame.length, or a udp or usb source")
        }
    }
}
