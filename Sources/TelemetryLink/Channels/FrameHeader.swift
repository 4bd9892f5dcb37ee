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
    /// Whether the data field can be looked into.
    var dataAccess = DataFieldAccess.clear
}

/// Whether a frame's data field can be looked into.
enum DataFieldAccess {
    case clear
    /// There is a security header that nobody has read: it is a part of the data field.
    case closed
    /// The security header was read, and nobody can read what is behind it.
    case encrypted
}

/// Reads frame headers by the link's managed parameters, and refuses them in the order in which
/// a frame's faults are reported: version, spacecraft, virtual channel, length, first header
/// pointer. Of a secured frame the pointer is not looked at before the frame was opened.
struct FrameHeaderReader: Sendable {
    let frame: FrameParameters
    private let channels: ManagedChannels
    private let accepted: [SpacecraftIdentifier]

    init(_ parameters: ManagedParameters) {
        frame = parameters.frame
        channels = ManagedChannels(parameters)
        accepted = parameters.acceptedSpacecraft
    }

    enum Reading {
        case header(FrameHeader)
        /// The frame is broken, or well made and not the link's.
        case refused(RejectionReason)
        /// Frames of this link have no header.
        case none

        var isAccepted: Bool {
            if case .refused = self { false } else { true }
        }
    }

    /// - Parameter known: what was found in the frame's security header; `nil`: nobody read it.
    func read(_ octets: RawSpan, _ known: SecuredField? = nil) -> Reading {
        // One type of error in each scope: errors of two types would be boxed, and a rejected
        // frame would cost an allocation.
        do throws(WireError) {
            switch frame.type {
            case .tm: return try readTM(octets, known)
            case .aos: return try readAOS(octets, known)
            case .uslp: return try readUSLP(octets, known)
            case .opaque, .packets: return .none
            }
        } catch {
            return .refused(RejectionReason(error))
        }
    }

    // MARK: TM, CCSDS 132.0-B-3 §4.1

    private func readTM(_ octets: RawSpan, _ known: SecuredField?) throws(WireError) -> Reading {
        let ocf: Bool? =
            switch frame.ocf {
            case .none: false
            case .perHeader: nil
            case .always: true
            }
        let view = try TMTransferFrameView(
            checking: octets, fecf: frame.fecf, ocf: ocf, dataFieldOffset: frame.dataFieldOffset,
            securityHeader: known?.headerLength ?? 0, securityTrailer: known?.trailerLength ?? 0)
        let (spacecraft, virtualChannel) = (view.spacecraft, view.virtualChannel)
        let managed = channels[virtualChannel]
        if let reason = refusal(spacecraft, managed, octets.byteCount) { return .refused(reason) }
        try view.checkLength()
        let (service, access) = FrameHeaderReader.service(managed, known)
        // Sync flag 1: a VCA_SDU, and the pointer means nothing (§4.1.2.7.3).
        let carriesPackets = !view.synchronizationFlag && service == .packets
        let pointer =
            carriesPackets ? try view.firstHeaderPointer : otherPointer(view, service)
        let dataField = view.dataFieldRange
        return .header(
            FrameHeader(
                channel: GlobalVirtualChannelIdentifier(
                    version: .tm, spacecraft: spacecraft, virtualChannel: virtualChannel),
                count: UInt64(view.virtualChannelFrameCount), modulus: 1 << 8,
                masterCount: view.masterChannelFrameCount, dataField: dataField, pointer: pointer,
                zone: pointer == nil && service.hasZones
                    ? .serviceDataUnit(octets: dataField.count) : nil,
                dataAccess: access))
    }

    // MARK: AOS, CCSDS 732.0-B-4 §4.1

    private func readAOS(_ octets: RawSpan, _ known: SecuredField?) throws(WireError) -> Reading {
        let view = try AOSTransferFrameView(
            checking: octets, fecf: frame.fecf, ocf: frame.ocf == .always,
            insertZone: frame.insertZone, fhec: frame.fhec,
            spacecraftBits: frame.aosSpacecraftBits == 10 ? 10 : 8,
            securityHeader: known?.headerLength ?? 0, securityTrailer: known?.trailerLength ?? 0)
        let (spacecraft, virtualChannel) = (view.spacecraft, view.virtualChannel)
        let managed = channels[virtualChannel]
        if let reason = refusal(spacecraft, managed, octets.byteCount) { return .refused(reason) }
        try view.checkLength()
        let (service, access) = FrameHeaderReader.service(managed, known)
        var pointer: FirstHeaderPointer?
        var content: FrameZoneContent?
        if service == .packets {
            pointer = try view.firstHeaderPointer
        } else {
            content = try FrameZoneContent(view, service, idle: &pointer)
        }
        let hasHeader = service == .packets || service == .bitstream
        let usesCycle = view.frameCountUsageFlag
        return .header(
            FrameHeader(
                channel: GlobalVirtualChannelIdentifier(
                    version: .aos, spacecraft: spacecraft, virtualChannel: virtualChannel),
                count: UInt64(usesCycle ? view.extendedFrameCount : view.virtualChannelFrameCount),
                modulus: 1 << (usesCycle ? 28 : 24), masterCount: nil,
                dataField: hasHeader ? view.packetZoneRange : view.dataFieldRange,
                pointer: pointer, zone: content, isReplay: view.replayFlag, dataAccess: access))
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

    /// What holds for a frame of this virtual channel.
    func managed(_ virtualChannel: VirtualChannelIdentifier) -> ManagedChannels.Channel {
        channels[virtualChannel]
    }

    /// What the data field carries, as far as it can be looked into: a security header that nobody
    /// has read yet is one that must be read first.
    static func service(
        _ channel: ManagedChannels.Channel, _ known: SecuredField?
    ) -> (ChannelTable.Service, DataFieldAccess) {
        if let known {
            return known.state == .encrypted ? (.opaque, .encrypted) : (channel.service, .clear)
        }
        return channel.isSecured ? (.opaque, .closed) : (channel.service, .clear)
    }

    /// Why the link does not take a frame of these; `nil`: it does.
    func refusal(
        _ spacecraft: SpacecraftIdentifier, _ channel: ManagedChannels.Channel, _ size: Int
    ) -> RejectionReason? {
        guard accepted.isEmpty || accepted.contains(spacecraft) else { return .spacecraft }
        guard channel.isAccepted else { return .virtualChannel }
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
