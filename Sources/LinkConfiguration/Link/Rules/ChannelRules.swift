import TelemetryLink

/// What a virtual channel may carry, by the type of its frames.
enum ChannelRules {
    static func check(
        _ section: Section<ChannelKey>, _ service: ChannelTable.Service?, _ draft: LinkDraft
    ) {
        guard let type = draft.frameType, type.isTransferFrame else { return }
        if service == .bitstream, type != .aos {
            section.report(
                .service,
                "service 'bitstream' with frames of type \(type.word), expected it only with aos")
        }
        guard section.has(.truncatedLength) else { return }
        guard type == .uslp else {
            section.diagnostics.report(
                section.keyPosition(.truncatedLength),
                "'truncatedLength' with frames of type \(type.word), expected it only with uslp")
            return
        }
        let isCut = draft.framing?.outer == .opaque && draft.parameters.frame.length > 0
        guard let outer = draft.framing?.outer, outer.needsLength || isCut else { return }
        section.diagnostics.report(
            section.keyPosition(.truncatedLength),
            "'truncatedLength' where every frame has the same length, expected records that may "
                + "have another (kiss, lengthPrefixed, or opaque without frame.length)")
    }
}
