import CCSDS

/// Puts the packets of one virtual channel together from the packet zones of its frames.
///
/// The first header pointer wins over a packet's length: it says where a packet begins, and an
/// unfinished packet that does not end there is dropped (132.0-B-3 §4.1.2.7.6, 732.0-B-4
/// §4.1.4.2.3).
struct PacketExtractor: Sendable {
    var open = OpenPacket()
    let maximumLength: Int

    init(maximumLength: Int) {
        self.maximumLength = maximumLength
    }

    /// Octets of the unfinished packet.
    var pendingOctets: Int { open.count }

    /// Drops the unfinished packet: the channel's frame count stepped, or the stream ended.
    mutating func drop(_ reason: DiscardReason, _ delivery: inout PacketDelivery) {
        guard open.isOpen, let annotation = open.annotation else { return }
        delivery.discard(reason, octets: open.count, annotation)
        open.clear()
    }

    /// A frame in whose zone no packet starts.
    mutating func continuation(
        _ zone: Range<Int>, _ origin: PacketOrigin, _ delivery: inout PacketDelivery,
        _ arena: inout FrameArena
    ) {
        guard open.isOpen else {
            delivery.discard(.orphanContinuation, octets: zone.count, origin.annotation)
            return
        }
        open.append(origin.slab, zone.lowerBound, zone.count)
        switch open.length(maximum: maximumLength) {
        case .needMore: break
        case .length(let length, _) where open.count < length: break
        case .length(let length, _) where open.count == length: finish(&delivery, &arena)
        case .length: drop(.firstHeaderPointerMismatch, &delivery)
        case .badVersion: drop(.packetVersion, &delivery)
        case .badLength: drop(.packetLength, &delivery)
        }
    }

    /// A frame with a packet starting at `first` in the slab.
    mutating func packets(
        _ zone: Range<Int>, first: Int, _ origin: inout PacketOrigin,
        _ delivery: inout PacketDelivery, _ arena: inout FrameArena
    ) {
        let tail = zone.lowerBound..<first
        if open.isOpen {
            open.append(origin.slab, tail.lowerBound, tail.count)
            if case .length(open.count, _) = open.length(maximum: maximumLength) {
                finish(&delivery, &arena)
            } else {
                drop(.firstHeaderPointerMismatch, &delivery)
            }
        } else {
            delivery.discard(.orphanTail, octets: tail.count, origin.annotation)
        }
        if let rest = walk(first..<zone.upperBound, &origin, &delivery) {
            open.begin(origin.slab, rest.lowerBound, rest.count, origin.annotation)
        }
    }

    /// A frame that repeats the one before it: its whole packets are delivered (the origin marks
    /// them), and the packet being put together is left alone, for it has these octets already.
    mutating func duplicate(
        _ zone: Range<Int>, first: Int?, _ origin: inout PacketOrigin,
        _ delivery: inout PacketDelivery
    ) {
        guard let first else {
            delivery.discard(.duplicate, octets: zone.count, origin.annotation)
            return
        }
        let rest = walk(first..<zone.upperBound, &origin, &delivery)
        let octets = first - zone.lowerBound + (rest?.count ?? 0)
        delivery.discard(.duplicate, octets: octets, origin.annotation)
    }

    /// Delivers the whole packets of `range`; the octets of one that goes on are returned.
    func walk(
        _ range: Range<Int>, _ origin: inout PacketOrigin, _ delivery: inout PacketDelivery
    ) -> Range<Int>? {
        let slab = origin.slab
        let zone = slab.octets(range)
        var walker = PacketWalker(zone, maximumLength: maximumLength)
        // Each turn takes at least one octet off the zone.
        while true {
            switch walker.next() {
            case .packet(let offset, let length, _):
                delivery.deliver(
                    &origin, offset: range.lowerBound + offset, length: length,
                    header: Octets.header(zone, at: offset, length: length))
            case .end:
                return nil
            case .needMore:
                return range.lowerBound + walker.offset..<range.upperBound
            case .badVersion:
                delivery.discard(
                    .packetVersion, octets: range.count - walker.offset, origin.annotation)
                return nil
            case .badLength:
                delivery.discard(
                    .packetLength, octets: range.count - walker.offset, origin.annotation)
                return nil
            }
        }
    }

    mutating func finish(_ delivery: inout PacketDelivery, _ arena: inout FrameArena) {
        guard let annotation = open.annotation else { return }
        let (slab, offset) = open.assemble(in: &arena)
        var origin = PacketOrigin(
            slab: slab, slabIndex: delivery.index(of: slab), annotation: annotation,
            annotationIndex: nil)
        delivery.deliver(
            &origin, offset: offset, length: open.count, header: open.header, flags: .spanned)
        open.clear()
    }
}
