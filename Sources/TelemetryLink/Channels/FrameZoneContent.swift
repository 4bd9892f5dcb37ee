import CCSDS

/// What a frame's header says of a zone that is not packets.
struct FrameZoneContent {
    let service: FrameZoneService
    let validBits: UInt32
    var protocolIdentifier = USLPProtocolIdentifier.packets
    var flags: FrameZoneFlags

    /// One VCA_SDU fills the zone.
    static func serviceDataUnit(octets: Int) -> FrameZoneContent {
        FrameZoneContent(
            service: .virtualChannelAccess, validBits: UInt32(octets * 8), flags: [.begins, .ends])
    }
}

extension FrameZoneContent {
    /// The zone of an AOS frame without packets; `nil` where nothing leaves.
    ///
    /// - Parameter idle: set where the frame says that its zone is fill.
    init?(
        _ view: borrowing AOSTransferFrameView, _ service: ChannelTable.Service,
        idle: inout FirstHeaderPointer?
    ) throws(WireError) {
        switch service {
        case .packets, .opaque, .onlyIdleData: return nil
        case .virtualChannelAccess:
            self = .serviceDataUnit(octets: view.dataField.byteCount)
        case .bitstream:
            let bits: Int
            switch try view.bitstreamDataPointer {
            case .allValid: bits = view.bitstreamZone.byteCount * 8
            case .lastValidBit(let last): bits = last + 1
            case .onlyIdleData:
                idle = .onlyIdleData
                return nil
            }
            self.init(service: .bitstream, validBits: UInt32(bits), flags: [])
        }
    }
}

extension ChannelTable.Service {
    /// What is not packets leaves as zones.
    var hasZones: Bool { self != .opaque && self != .onlyIdleData }
}
