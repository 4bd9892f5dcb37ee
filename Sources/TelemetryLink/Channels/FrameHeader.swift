import CCSDS

/// What the frame layer needs to know of a transfer frame, read once.
struct FrameHeader {
    /// Without the stream of a USLP frame: what frames are counted by.
    let channel: GlobalVirtualChannelIdentifier
    let count: UInt64
    /// Cycle of the count: 2^8, 2^24, 2^28 with the AOS count cycle, 256^n (USLP); 1: no count.
    let modulus: UInt64
    /// TM only.
    let masterCount: UInt8?
    /// The data field (the packet zone, where there are packets): octets of the frame.
    let dataField: Range<Int>
    /// `nil`: not a packet zone.
    let pointer: FirstHeaderPointer?
    /// What leaves as a zone.
    var zone: FrameZoneContent?
    /// AOS only: the frame is a replay.
    var isReplay = false
    /// USLP only.
    var access: AccessPointHeader?
    /// Security header and trailer are a part of the data field while they are not read.
    var protection = FrameProtection.none
}

/// Reads frame headers by the link's managed parameters, and refuses them in the order in which
/// a frame's faults are reported: version, spacecraft, virtual channel, length, first header
/// pointer. Of a secured frame the pointer is not looked at before the frame was opened.
struct FrameHeaderReader: Sendable {
    let frame: FrameParameters
    private let accepted: [SpacecraftIdentifier]
    private let secured: SecuredChannels?

    init(_ parameters: ManagedParameters) {
        frame = parameters.frame
        accepted = parameters.acceptedSpacecraft
        secured = SecuredChannels(parameters.security)
    }

    /// - Parameter protection: what is known of the frame's security header by now.
    func read(
        _ octets: RawSpan, _ channels: ChannelBank, _ protection: FrameProtection = .none
    ) throws(RejectionReason) -> FrameHeader {
        // One type of error in each scope: errors of two types would be boxed, and a rejected
        // frame would cost an allocation.
        let reading: Reading
        do throws(WireError) {
            switch frame.type {
            case .tm: reading = try readTM(octets, channels, protection)
            case .aos: reading = try readAOS(octets, channels, protection)
            case .uslp: reading = try readUSLP(octets, channels, protection)
            case .opaque, .packets: reading = .refused(.version)
            }
        } catch {
            throw RejectionReason(error)
        }
        switch reading {
        case .header(let header): return header
        case .refused(let reason): throw reason
        }
    }

    enum Reading {
        case header(FrameHeader)
        /// The frame is well made, and not the link's.
        case refused(RejectionReason)
    }

    // MARK: TM, CCSDS 132.0-B-3 §4.1

    private func readTM(
        _ octets: RawSpan, _ channels: ChannelBank, _ known: FrameProtection
    ) throws(WireError) -> Reading {
        let ocf: Bool? =
            switch frame.ocf {
            case .none: false
            case .perHeader: nil
            case .always: true
            }
        let view = try TMTransferFrameView(
            checking: octets, fecf: frame.fecf, ocf: ocf, dataFieldOffset: frame.dataFieldOffset,
            securityHeader: known.headerLength, securityTrailer: known.trailerLength)
        if let reason = refusal(view.spacecraft, view.virtualChannel, octets.byteCount, channels) {
            return .refused(reason)
        }
        try view.checkLength()
        let channel = view.globalVirtualChannel
        let (service, protection) = clearService(of: channel, known, channels)
        // Sync flag 1: a VCA_SDU, and the pointer means nothing (§4.1.2.7.3).
        let carriesPackets = !view.synchronizationFlag && service == .packets
        let pointer =
            carriesPackets ? try view.firstHeaderPointer : otherPointer(view, service)
        let dataField = octets.byteOffsets(of: view.dataField) ?? 0..<0
        return .header(
            FrameHeader(
                channel: channel, count: UInt64(view.virtualChannelFrameCount), modulus: 1 << 8,
                masterCount: view.masterChannelFrameCount, dataField: dataField, pointer: pointer,
                zone: pointer == nil && service.hasZones
                    ? .serviceDataUnit(octets: dataField.count) : nil,
                protection: protection))
    }

    // MARK: AOS, CCSDS 732.0-B-4 §4.1

    private func readAOS(
        _ octets: RawSpan, _ channels: ChannelBank, _ known: FrameProtection
    ) throws(WireError) -> Reading {
        let view = try AOSTransferFrameView(
            checking: octets, fecf: frame.fecf, ocf: frame.ocf == .always,
            insertZone: frame.insertZone, fhec: frame.fhec,
            spacecraftBits: frame.aosSpacecraftBits == 10 ? 10 : 8,
            securityHeader: known.headerLength, securityTrailer: known.trailerLength)
        if let reason = refusal(view.spacecraft, view.virtualChannel, octets.byteCount, channels) {
            return .refused(reason)
        }
        try view.checkLength()
        let channel = view.globalVirtualChannel
        let (service, protection) = clearService(of: channel, known, channels)
        let carriesPackets = service == .packets
        var pointer = carriesPackets ? try view.firstHeaderPointer : nil
        let hasHeader = carriesPackets || service == .bitstream
        let zone = hasHeader ? view.packetZone : view.dataField
        let content =
            carriesPackets ? nil : try FrameZoneContent(view, service, idle: &pointer)
        let usesCycle = view.frameCountUsageFlag
        return .header(
            FrameHeader(
                channel: channel,
                count: UInt64(usesCycle ? view.extendedFrameCount : view.virtualChannelFrameCount),
                modulus: 1 << (usesCycle ? 28 : 24), masterCount: nil,
                dataField: octets.byteOffsets(of: zone) ?? 0..<0, pointer: pointer, zone: content,
                isReplay: view.replayFlag, protection: protection))
    }

    /// Idle data on a channel of data units: such a frame has the sync flag of packets.
    private func otherPointer(
        _ view: borrowing TMTransferFrameView, _ service: ChannelTable.Service
    ) -> FirstHeaderPointer? {
        let isIdle =
            service.hasZones && !view.synchronizationFlag
            && view.firstHeaderPointerField == FirstHeaderPointer.onlyIdleData.field
        return isIdle ? .onlyIdleData : nil
    }

    // MARK: all

    /// What the data field carries, as far as it can be looked into: a security header that nobody
    /// has read yet is one that must be read first.
    func clearService(
        of channel: GlobalVirtualChannelIdentifier, _ known: FrameProtection,
        _ channels: ChannelBank
    ) -> (ChannelTable.Service, FrameProtection) {
        let service = channels.service(of: channel)
        guard let secured else { return (service, .none) }
        var protection = known
        if case .none = known, secured.contains(channel.virtualChannel, service) {
            protection = .closed
        }
        return (protection.isClear ? service : .opaque, protection)
    }

    /// Why the link does not take a frame of these; `nil`: it does.
    func refusal(
        _ spacecraft: SpacecraftIdentifier, _ virtualChannel: VirtualChannelIdentifier,
        _ size: Int, _ channels: ChannelBank
    ) -> RejectionReason? {
        guard accepted.isEmpty || accepted.contains(spacecraft) else { return .spacecraft }
        guard channels.accepts(virtualChannel) else { return .virtualChannel }
        guard frame.length == 0 || size == frame.length else { return .length }
        return nil
    }
}

extension RejectionReason {
    /// The reason that a frame's fault gives.
    fileprivate init(_ fault: WireError) {
        self =
            switch fault.code {
            case .version: .version
            case .firstHeaderPointer: .firstHeaderPointer
            case .field: .dataField
            default: .length
            }
    }
}
