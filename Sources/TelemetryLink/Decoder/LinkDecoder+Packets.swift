import CCSDS

/// Bare packets back to back, with no frame around them.
extension LinkDecoder {
    mutating func barePacket(_ window: StreamWindow) -> Bool {
        if stream.isLost, !findPacket(window) { return false }
        let before = parameters.packets.octetsBefore
        let start = Int(position / 8 - window.origin)
        guard start + before < window.count else { return false }
        let octets = window.octets().extracting(start + before..<window.count)
        switch packetLength(octets, maximum: parameters.packets.maximumLength) {
        case .needMore:
            return false
        case .length(let length, _):
            guard start + before + length <= window.count else { return false }
            let place = clock.place(ofBit: position)
            strip(before, .wrapper)
            deliverBare(
                window, at: start + before, length: length,
                header: Octets.header(octets, at: 0, length: length), place)
            return true
        case .badVersion, .badLength:
            lose(octets: 1)
            return true
        }
    }

    /// Passes over octets until a chain of headers makes sense; `false`: not in this window.
    private mutating func findPacket(_ window: StreamWindow) -> Bool {
        // Each turn is one octet further.
        while position < window.endBit {
            switch chain(window) {
            case .some(true):
                regain()
                return true
            case .some(false): lose(octets: 1)
            case nil:
                guard isFinished else { return false }
                lose(octets: 1)
            }
        }
        if isFinished { regain() }
        return false
    }

    /// Whether packets follow each other from the position on; `nil`: not enough received.
    private func chain(_ window: StreamWindow) -> Bool? {
        let octets = window.octets()
        let before = parameters.packets.octetsBefore
        let maximum = parameters.packets.maximumLength
        var offset = Int(position / 8 - window.origin)
        for _ in 0..<PacketExtractionState.chain {
            // Nothing behind a packet but the stream's end: that is where one may end.
            if isFinished, offset == window.count, offset > Int(position / 8 - window.origin) {
                return true
            }
            offset += before
            guard offset < window.count else { return nil }
            switch packetLength(octets.extracting(offset..<window.count), maximum: maximum) {
            case .needMore: return nil
            case .length(let length, _): offset += length
            case .badVersion, .badLength: return false
            }
        }
        return true
    }

    private mutating func deliverBare(
        _ window: StreamWindow, at offset: Int, length: Int, header: UInt32,
        _ place: ChunkClock.Place
    ) {
        var slab = window.slab
        var start = window.start + offset
        if !window.isStable {
            let from = start
            start = arena.reserve(length)
            arena.slab.copy(length, from: slab, at: from, to: start)
            slab = arena.slab
            arena.commit(length)
        }
        let annotation = ReceptionAnnotation(
            earthReceiveTime: place.utc, streamOffset: place.streamOffset, frameNumber: .max,
            channel: .none, frameCount: 0, missingBefore: 0, correctedSymbols: 0,
            quality: .undetermined, flags: [])
        var origin = PacketOrigin(
            slab: slab, slabIndex: delivery.index(of: slab), annotation: annotation,
            annotationIndex: nil)
        delivery.balance.unframedBits += UInt64(length) * 8
        delivery.balance.dataOctets += UInt64(length)
        position += UInt64(length) * 8
        delivery.deliver(&origin, offset: start, length: length, header: header)
    }
}
