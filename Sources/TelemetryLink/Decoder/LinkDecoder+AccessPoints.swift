import CCSDS

/// From a checked USLP frame to its stream (MAP channel). CCSDS 732.1-B-2 §4.3.
extension LinkDecoder {
    mutating func deliver(
        _ frame: borrowing VerifiedFrame, _ header: FrameHeader, _ access: AccessPointHeader,
        _ field: SecuredField?, start: UInt64, bits: UInt64
    ) {
        guard let stream = access.channel.multiplexerAccessPoint,
            let index = channels.index(of: access.key, &delivery.statistics),
            let place = accessPoints.index(of: stream, on: index)
        else { return reject(frame, .virtualChannel, start: start, bits: bits) }
        var annotation = annotation(frame, start: start, bits: bits)
        annotation.channel = access.channel
        annotation.frameCount = header.count
        if let field { note(field, &annotation) }
        let step =
            header.modulus > 1
            ? count(frame, header, index, start: start, &annotation)
            : passUncounted(index, &annotation)
        let slab = append(frame, annotation)
        channels.remember(frame, of: index)
        let zoneStart = frame.offset + header.dataField.lowerBound
        let zone = zoneStart..<zoneStart + header.dataField.count
        delivery.balance.dataOctets += UInt64(zone.count)
        if step != nil, step != .duplicate {
            accessPoints.drop(.frameGap, on: index, &delivery)
        }
        guard header.dataAccess == .clear else {
            accessPoints[place].drop(.encrypted, &delivery)
            return keepEncrypted(zone.count, index)
        }
        var origin = PacketOrigin(
            slab: frame.slab, slabIndex: slab, annotation: annotation, annotationIndex: nil)
        let before = delivery.batch.packets.count
        let counts = channels[index].statistics
        if case .zone(let content) = access.content {
            delivery.balance.otherServiceOctets += UInt64(zone.count)
            deliver(content, zone, annotation, slab, counts, step)
        } else {
            extract(access.content, zone, place, counts, &origin)
        }
        delivery.statistics.channels[counts].packets += UInt64(
            delivery.batch.packets.count - before)
    }

    /// A frame that has no count: nothing tells whether frames are missing before it. What was
    /// begun in the frame before goes on only if nothing at all was lost on the link in between.
    private mutating func passUncounted(
        _ index: Int, _ annotation: inout ReceptionAnnotation
    ) -> CounterStep? {
        let counts = channels[index].statistics
        delivery.statistics.channels[counts].note(annotation, count: nil)
        annotation.missingBefore = .max
        let skipped = delivery.balance.skippedBits
        let damage =
            unreadableFrames &+ interruptions &+ skipped.total &- skipped[.notData]
        defer { channels[index].lastDamage = damage }
        guard let last = channels[index].lastDamage, last != damage else { return nil }
        annotation.flags.insert(.gapBefore)
        return .gap(missing: 0)
    }

    private mutating func extract(
        _ content: AccessPointHeader.Content, _ zone: Range<Int>, _ place: Int, _ counts: Int,
        _ origin: inout PacketOrigin
    ) {
        let isRepeat = origin.annotation.flags.contains(.duplicate)
        switch content {
        case .idle:
            delivery.statistics.channels[counts].idleFrames += 1
            delivery.balance.otherServiceOctets += UInt64(zone.count)
        case .opaque, .zone:
            delivery.balance.otherServiceOctets += UInt64(zone.count)
        case .packets(let pointer) where isRepeat:
            var first: Int?
            if case .packet(let offset) = pointer { first = zone.lowerBound + offset }
            accessPoints[place].duplicate(zone, first: first, &origin, &delivery)
        case .wholePackets where isRepeat:
            accessPoints[place].duplicate(
                zone, first: zone.lowerBound, &origin, &delivery)
        case .segment where isRepeat:
            accessPoints[place].duplicate(zone, first: nil, &origin, &delivery)
        case .packets(.packet(let offset)):
            accessPoints[place].packets(
                zone, first: zone.lowerBound + offset, &origin, &delivery, &arena)
        case .packets:
            accessPoints[place].continuation(zone, origin, &delivery, &arena)
        case .wholePackets:
            accessPoints[place].wholePackets(zone, &origin, &delivery)
        case .segment(let segment):
            accessPoints[place].segment(zone, segment, origin, &delivery, &arena)
        }
    }
}
