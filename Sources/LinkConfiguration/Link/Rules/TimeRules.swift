import TelemetryLink

/// An on-board time lies inside what carries it.
enum TimeRules {
    static func check(_ time: TimeField, _ section: Section<TimeKey>, _ draft: LinkDraft) {
        guard let framing = draft.framing, draft.frameType != nil else { return }
        let frame = draft.parameters.frame
        let hasPackets = framing.outer == .packets || frame.type != .opaque
        switch time.place {
        case .packet:
            if !hasPackets {
                section.report(.apid, "a time in packets of a link whose frames are opaque")
            }
        case .secondaryHeader:
            // The ID octet of the secondary header is octet 6 (CCSDS 132.0-B-3 §4.1.3.2);
            // its data is 1 to 63 octets from 7 on.
            let end = frame.dataFieldOffset ?? 70
            checkPlace(time, section, framing, frame, type: .tm, within: 7..<end)
        case .insertZone:
            let start = frame.fhec ? 8 : 6
            checkPlace(
                time, section, framing, frame, type: .aos,
                within: start..<start + frame.insertZone)
        }
    }

    private static func checkPlace(
        _ time: TimeField, _ section: Section<TimeKey>, _ framing: FramingChoice,
        _ frame: FrameParameters, type: FrameParameters.FrameType, within octets: Range<Int>
    ) {
        guard framing.outer != .packets, frame.type == type else {
            section.report(
                .frame,
                "a time in a part that only \(type == .tm ? "TM" : "AOS") frames have, "
                    + "with frames of type \(frame.type.word)")
            return
        }
        guard time.offset >= octets.lowerBound,
            time.offset + time.length <= octets.upperBound
        else {
            section.report(
                .offset,
                "a time in octets \(time.offset) to \(time.offset + time.length - 1), expected it "
                    + (octets.isEmpty
                        ? "in an insert zone (frame.insertZone is 0)"
                        : "inside octets \(octets.lowerBound) to \(octets.upperBound - 1)"))
            return
        }
    }
}
