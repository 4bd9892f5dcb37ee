import CCSDS

/// What is in a frame for services that are not packets.
extension LinkDecoder {
    /// Records the zone of the frame that was delivered last; its octets have their owner already.
    mutating func deliver(
        _ content: FrameZoneContent, _ zone: Range<Int>, _ annotation: ReceptionAnnotation,
        _ slab: UInt8, _ counts: Int, _ step: CounterStep?
    ) {
        var flags = content.flags
        switch step {
        case .gap, .reset: flags.insert(.gapBefore)
        case .duplicate: flags.insert(.duplicate)
        case nil: break
        }
        if annotation.flags.contains(.replay) { flags.insert(.replay) }
        delivery.batch.zones.append(
            FrameZoneRecord(
                frame: UInt32(truncatingIfNeeded: delivery.batch.frames.count - 1),
                offset: UInt32(truncatingIfNeeded: zone.lowerBound),
                length: UInt32(truncatingIfNeeded: zone.count), validBits: content.validBits,
                channel: annotation.channel, slab: slab, service: content.service,
                protocolIdentifier: content.protocolIdentifier, flags: flags))
        delivery.statistics.channels[counts].zones += 1
    }
}
