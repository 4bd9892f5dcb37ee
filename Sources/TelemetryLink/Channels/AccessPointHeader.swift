import CCSDS

/// What the header of a USLP frame says besides what all frames' headers do.
struct AccessPointHeader {
    /// Frames that are counted together, and whose packets are put together.
    enum Flow: UInt32 {
        case sequenceControlled = 0
        /// Passed by the sequence control, with a count of their own (732.1-B-2 §4.1.2.12).
        case expedited
        /// Both without a count; truncated frames are always expedited.
        case sequenceControlledUncounted
        case expeditedUncounted
    }

    /// What the data zone is.
    enum Content {
        /// Packets that may span frames.
        case packets(FirstHeaderPointer)
        /// A segment of one packet.
        case segment(Segment)
        /// Whole packets.
        case wholePackets
        /// Leaves as a zone.
        case zone(FrameZoneContent)
        /// Leaves with its frame only.
        case opaque
        /// Fill.
        case idle
    }

    /// Place of a segment in its packet (construction rules 4 to 6).
    enum Segment {
        case first
        case middle
        case last
    }

    /// The virtual channel with its stream.
    let channel: GlobalVirtualChannelIdentifier
    let flow: Flow
    let content: Content

    /// What the channel bank keeps the flow's state by: the identifier's two lowest bits are free.
    var key: GlobalVirtualChannelIdentifier {
        GlobalVirtualChannelIdentifier(
            rawValue: channel.withoutAccessPoint.rawValue | flow.rawValue)
    }
}

extension FrameHeaderReader {
    // MARK: USLP, CCSDS 732.1-B-2 §4.1

    func readUSLP(_ octets: RawSpan, _ known: SecuredField?) throws(WireError) -> Reading {
        let view = try USLPTransferFrameView(
            checking: octets, frameErrorControlLength: frame.fecfLength,
            insertZone: frame.insertZone, securityHeader: known?.headerLength ?? 0,
            securityTrailer: known?.trailerLength ?? 0)
        // The managed length is that of whole frames; truncated ones have their channel's.
        let size = view.isTruncated ? frame.length : octets.byteCount
        let managed = managed(view.virtualChannel)
        if let reason = refusal(view.spacecraft, managed, size) { return .refused(reason) }
        if view.isTruncated, managed.truncatedLength == nil { return .refused(.length) }
        // A truncated frame has nothing but its two headers and data: no security header either.
        let (service, dataAccess) =
            view.isTruncated
            ? (managed.service, .clear) : FrameHeaderReader.service(managed, known)
        let isClear = dataAccess == .clear
        try view.checkLength(truncated: managed.truncatedLength, isReadable: isClear)
        let content = try FrameHeaderReader.content(view, service)
        let zone = isClear ? view.dataZone : view.dataField
        let access = AccessPointHeader(
            channel: GlobalVirtualChannelIdentifier(
                uslp: view.spacecraft, virtualChannel: view.virtualChannel,
                accessPoint: view.multiplexerAccessPoint),
            flow: FrameHeaderReader.flow(view), content: content)
        return .header(
            FrameHeader(
                channel: view.globalVirtualChannel, count: view.virtualChannelFrameCount ?? 0,
                modulus: 1 << UInt64(8 * view.virtualChannelFrameCountLength), masterCount: nil,
                dataField: octets.byteOffsets(of: zone) ?? 0..<0, pointer: nil, access: access,
                dataAccess: dataAccess))
    }

    private static func flow(_ view: borrowing USLPTransferFrameView) -> AccessPointHeader.Flow {
        let isExpedited = view.bypassFlag || view.isTruncated
        if view.virtualChannelFrameCountLength == 0 {
            return isExpedited ? .expeditedUncounted : .sequenceControlledUncounted
        }
        return isExpedited ? .expedited : .sequenceControlled
    }

    private static func content(
        _ view: borrowing USLPTransferFrameView, _ service: ChannelTable.Service
    ) throws(WireError) -> AccessPointHeader.Content {
        guard let rule = view.constructionRule, let protocolIdentifier = view.protocolIdentifier,
            service != .onlyIdleData, protocolIdentifier != .idle
        else { return .idle }
        guard service != .opaque else { return .opaque }
        if service == .packets, protocolIdentifier == .packets, !view.protocolControlCommandFlag,
            let packets = try packets(view, rule)
        {
            return packets
        }
        return .zone(try zone(view, rule, protocolIdentifier))
    }

    /// `nil`: the rule is not one of packets, or needs a pointer that a truncated frame has not.
    private static func packets(
        _ view: borrowing USLPTransferFrameView, _ rule: USLPConstructionRule
    ) throws(WireError) -> AccessPointHeader.Content? {
        switch rule {
        case .packetsSpanningFrames:
            guard let pointer = try view.firstHeaderPointer else { return nil }
            return .packets(pointer)
        case .startingSegment: return .segment(.first)
        case .continuingSegment: return .segment(.middle)
        case .lastSegment: return .segment(.last)
        case .noSegmentation: return .wholePackets
        case .startOfServiceDataUnit, .continuationOfServiceDataUnit, .octetStream: return nil
        }
    }

    private static func zone(
        _ view: borrowing USLPTransferFrameView, _ rule: USLPConstructionRule,
        _ protocolIdentifier: USLPProtocolIdentifier
    ) throws(WireError) -> FrameZoneContent {
        var octets = view.dataZone.byteCount
        var flags = borders(rule)
        if let last = try view.lastValidOctetPointer, case .octet(let place) = last {
            octets = place + 1
            flags.insert(.ends)
        }
        let service: FrameZoneService
        if view.protocolControlCommandFlag || protocolIdentifier.isProtocolControl {
            service = .protocolControl
        } else if rule == .octetStream || protocolIdentifier == .octetStream {
            service = .octetStream
        } else {
            service = .accessPoint
        }
        return FrameZoneContent(
            service: service, validBits: UInt32(octets * 8),
            protocolIdentifier: protocolIdentifier, flags: flags)
    }

    /// Where data units begin and end, as far as the rule alone says it.
    private static func borders(_ rule: USLPConstructionRule) -> FrameZoneFlags {
        switch rule {
        case .packetsSpanningFrames, .continuationOfServiceDataUnit, .octetStream,
            .continuingSegment:
            []
        case .startOfServiceDataUnit, .startingSegment: .begins
        case .lastSegment: .ends
        case .noSegmentation: [.begins, .ends]
        }
    }
}
