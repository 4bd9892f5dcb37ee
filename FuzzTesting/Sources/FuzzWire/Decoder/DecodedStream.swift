import CCSDS
import TelemetryLink

/// All that a decoder made of a stream, with nothing in it that chunks may change: slabs and places
/// in them are replaced by the octets that lie there.
struct DecodedStream: Equatable {
    struct Frame: Equatable {
        var octets: [UInt8]
        var annotation: ReceptionAnnotation
    }

    struct Packet: Equatable {
        var octets: [UInt8]
        var record: PacketRecord
        var annotation: ReceptionAnnotation
    }

    /// A zone of a frame, or user data put together from segments.
    struct Piece: Equatable {
        var octets: [UInt8]
        var zone: FrameZoneRecord?
        var userData: UserDataRecord?
    }

    struct Rejected: Equatable {
        var octets: [UInt8]
        var reason: RejectionReason
        var streamOffset: UInt64
        var ownedBits: UInt64
    }

    var frames: [Frame] = []
    var packets: [Packet] = []
    var pieces: [Piece] = []
    var rejected: [Rejected] = []
    var gaps: [CounterGap] = []
    var events: [LinkEvent] = []
    var balance = LinkBalance()
    var statistics = LinkStatistics()

    /// Decodes `octets` cut into `chunks`; the books are right after each, and nothing is pending
    /// behind the end. Every chunk comes at the same time.
    ///
    /// - Parameters:
    ///   - ownSlabs: each chunk lies in a slab of just its size, which a decoder that looks outside
    ///     its chunk leaves.
    ///   - interrupted: the stream breaks behind every chunk.
    init(
        _ octets: UnsafeRawBufferPointer, _ parameters: ManagedParameters, chunks: [Range<Int>],
        ownSlabs: Bool, interrupted: Bool = false
    ) throws(FuzzFinding) {
        var decoder = LinkDecoder(
            parameters, security: FuzzSecurity(),
            signatures: parameters.bitRate == nil ? FuzzSignatures() : nil)
        var batch = PacketBatch()
        let whole = Slab(copying: octets)
        let time = ReceptionTime(utc: 1 << 60, monotonic: 1 << 40)
        for chunk in chunks {
            if ownSlabs {
                let own = Slab(copying: octets[chunk])
                decoder.consume(own, 0..<chunk.count, receivedAt: time, into: &batch)
            } else {
                decoder.consume(whole, chunk, receivedAt: time, into: &batch)
            }
            if interrupted { decoder.interrupt(into: &batch) }
            try require(decoder.balance.isBalanced, "books: \(decoder.balance)")
            let received = decoder.balance.symbols.map { $0.octetsIn * 8 }
            try requireEqual(
                received ?? decoder.balance.bitsIn, UInt64(chunk.upperBound) * 8, "bits received")
            try note(batch)
            batch.removeAll()
        }
        decoder.finish(into: &batch)
        try require(decoder.balance.isBalanced, "books at the end: \(decoder.balance)")
        try requireEqual(decoder.balance.pendingBits, 0, "bits pending behind the end")
        try requireEqual(decoder.balance.pendingOctets, 0, "octets pending behind the end")
        try note(batch)
        balance = decoder.balance
        statistics = decoder.statistics
        try requireAgreement()
    }

    private mutating func note(_ batch: borrowing PacketBatch) throws(FuzzFinding) {
        for frame in batch.frames {
            frames.append(
                Frame(octets: Array(batch.octets(of: frame)), annotation: frame.annotation))
        }
        for packet in batch.packets {
            let index = Int(packet.annotation)
            try require(index < batch.annotations.count, "annotation \(index)")
            var record = packet
            record.offset = 0
            record.slab = 0
            record.annotation = 0
            packets.append(
                Packet(
                    octets: Array(batch.octets(of: packet)), record: record,
                    annotation: batch.annotations[index]))
        }
        try notePieces(batch)
        for frame in batch.rejected {
            rejected.append(
                Rejected(
                    octets: Array(batch.octets(of: frame)), reason: frame.reason,
                    streamOffset: frame.streamOffset, ownedBits: frame.ownedBits))
        }
        gaps += batch.gaps
        events += batch.events
    }

    private mutating func notePieces(_ batch: borrowing PacketBatch) throws(FuzzFinding) {
        for zone in batch.zones {
            try require(Int(zone.frame) < batch.frames.count, "frame \(zone.frame) of a zone")
            try require(zone.validOctets <= Int(zone.length), "valid bits of a zone")
            var record = zone
            (record.frame, record.offset, record.slab) = (0, 0, 0)
            pieces.append(Piece(octets: Array(batch.octets(of: zone)), zone: record))
        }
        for data in batch.userData {
            var record = data
            (record.offset, record.slab) = (0, 0)
            pieces.append(Piece(octets: Array(batch.octets(of: data)), userData: record))
        }
    }

    /// What was handed on is what the books and the statistics say.
    private func requireAgreement() throws(FuzzFinding) {
        // Erred frames leave beside the delivered ones: they are among the rejected.
        let good = frames.count { $0.annotation.quality != .erred }
        try requireEqual(UInt64(good), balance.framesDelivered, "frames")
        try require(frames.count - good <= rejected.count, "erred frames")
        try requireEqual(UInt64(rejected.count), balance.framesRejected.total, "rejected frames")
        let rejectedBits = rejected.reduce(0) { $0 + $1.ownedBits }
        try requireEqual(rejectedBits, balance.rejectedBits.total, "bits of rejected frames")
        let idle = packets.filter { $0.record.flags.contains(.idle) }
        let octets = packets.reduce(0) { $0 + UInt64($1.octets.count) }
        let idleOctets = idle.reduce(0) { $0 + UInt64($1.octets.count) }
        try requireEqual(idleOctets, balance.idlePacketOctets, "octets of idle packets")
        try requireEqual(octets - idleOctets, balance.packetOctets, "octets of packets")
        let all = statistics.spacePackets + statistics.encapsulationPackets
        try requireEqual(UInt64(packets.count), all, "packets")
        for packet in packets {
            try requireEqual(Int(packet.record.length), packet.octets.count, "length")
            let header = (0..<4).reduce(UInt32(0)) { value, index in
                value << 8 | (index < packet.octets.count ? UInt32(packet.octets[index]) : 0)
            }
            try requireEqual(packet.record.header, header, "first octets")
        }
    }

    /// What differs first, in words.
    func difference(from other: DecodedStream) -> String? {
        guard self != other else { return nil }
        if frames != other.frames { return "frames \(frames) and \(other.frames)" }
        if packets != other.packets { return "packets \(packets) and \(other.packets)" }
        if pieces != other.pieces { return "pieces \(pieces) and \(other.pieces)" }
        if rejected != other.rejected { return "rejected \(rejected) and \(other.rejected)" }
        if gaps != other.gaps { return "gaps \(gaps) and \(other.gaps)" }
        if events != other.events { return "events \(events) and \(other.events)" }
        if balance != other.balance { return "balance \(balance) and \(other.balance)" }
        return "statistics \(statistics) and \(other.statistics)"
    }
}
