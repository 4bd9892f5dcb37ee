import CCSDS

/// Packets of USLP frames of any length: whole ones, and segments of one packet (construction
/// rules 4 to 7, CCSDS 732.1-B-2 §4.1.4.2.2).
extension PacketExtractor {
    /// The zone is a segment of one packet.
    mutating func segment(
        _ zone: Range<Int>, _ segment: AccessPointHeader.Segment, _ origin: PacketOrigin,
        _ delivery: inout PacketDelivery, _ arena: inout FrameArena
    ) {
        switch segment {
        case .first:
            drop(.segmentation, &delivery)
            open.begin(origin.slab, zone.lowerBound, zone.count, origin.annotation)
        case .middle, .last:
            guard open.isOpen else {
                let reason: DiscardReason =
                    segment == .last ? .orphanTail : .orphanContinuation
                delivery.discard(reason, octets: zone.count, origin.annotation)
                return
            }
            open.append(origin.slab, zone.lowerBound, zone.count)
        }
        switch open.length(maximum: maximumLength) {
        case .length(open.count, _): finish(&delivery, &arena)
        case .length(let length, _) where open.count < length && segment != .last: break
        case .needMore where segment != .last: break
        case .badVersion: drop(.packetVersion, &delivery)
        case .badLength: drop(.packetLength, &delivery)
        case .length, .needMore: drop(.segmentation, &delivery)
        }
    }

    /// The zone is whole packets, the last of which ends with it.
    mutating func wholePackets(
        _ zone: Range<Int>, _ origin: inout PacketOrigin, _ delivery: inout PacketDelivery
    ) {
        drop(.segmentation, &delivery)
        if let rest = walk(zone, &origin, &delivery) {
            delivery.discard(.segmentation, octets: rest.count, origin.annotation)
        }
    }
}
