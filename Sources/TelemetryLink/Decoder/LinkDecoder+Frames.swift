import CCSDS
import ChannelCoding

/// From a checked frame to its channel. CCSDS 132.0-B-3 §4.3, 732.0-B-4 §4.3.
extension LinkDecoder {
    /// A frame was found: rejected, dropped as a repeat, or delivered.
    ///
    /// - Parameters:
    ///   - start: bit of the stream where the frame begins (with its marker): its time's.
    ///   - bits: bits that the frame owns from ``position`` on, parity included.
    mutating func accept(_ frame: borrowing VerifiedFrame, start: UInt64, bits: UInt64) {
        accept(frame, read(frame), start: start, bits: bits)
    }

    /// The header of a frame that passed its checks, or why it is rejected.
    func read(_ frame: borrowing VerifiedFrame) -> FrameHeaderReader.Reading {
        if let reason = frame.failure { return .refused(reason) }
        return headers.read(frame.octets())
    }

    /// - Parameter reading: what ``read(_:)`` gave.
    mutating func accept(
        _ frame: borrowing VerifiedFrame, _ reading: FrameHeaderReader.Reading, start: UInt64,
        bits: UInt64
    ) {
        delivery.balance.framesFound += 1
        switch reading {
        case .refused(let reason):
            reject(frame, reason, start: start, bits: bits)
        case .header(let header) where header.dataAccess == .closed:
            acceptSecured(frame, header, start: start, bits: bits)
        case .header(let header):
            if dropsRepeat(frame, bits: bits) { return }
            deliver(frame, header, nil, start: start, bits: bits)
        case .none where parameters.frame.type == .packets:
            deliverPacketRecord(frame, start: start, bits: bits)
        case .none:
            if dropsRepeat(frame, bits: bits) { return }
            deliverOpaque(frame, start: start, bits: bits)
        }
    }

    /// A frame that failed a check: it touches no counter, no channel, no packet.
    mutating func reject(
        _ frame: borrowing VerifiedFrame, _ reason: RejectionReason, start: UInt64, bits: UInt64
    ) {
        delivery.balance.framesRejected[reason] += 1
        if reason == .code { noteUncorrectable(frame.codewords) }
        delivery.balance.rejectedBits[reason] += bits
        if reason.isUnreadable { unreadableFrames += 1 }
        position += bits
        let place = clock.place(ofBit: start)
        let keeps = frame.length > 0 && rejections.keeps(frame.length, at: position)
        let slab = keeps ? delivery.index(of: frame.slab) : 0
        if keeps { arena.commit(frame.arenaLength) }
        delivery.batch.rejected.append(
            RejectedFrame(
                reason: reason, streamOffset: place.streamOffset, ownedBits: bits,
                earthReceiveTime: place.utc,
                offset: keeps ? UInt32(truncatingIfNeeded: frame.offset) : 0,
                length: keeps ? UInt32(truncatingIfNeeded: frame.length) : 0, slab: slab))
        if parameters.frame.deliverErred, keeps { deliverErred(frame, place) }
    }

    /// Codewords of a delivered frame, by the symbols corrected in them. Those of a frame that
    /// failed a later check are not counted: what was "corrected" there was made up.
    private mutating func noteCorrected(_ codewords: CodewordCounts) {
        guard !codewords.areBits else {
            delivery.statistics.bitCodewords.note(corrected: UInt64(codewords.correctedSymbols))
            return
        }
        if codewords.isClean {
            if codewords.count > 0 {
                delivery.statistics.correctedSymbols[0] += UInt64(codewords.count)
            }
            return
        }
        for index in 0..<codewords.count {
            let corrected = Int(max(0, codewords.counts[index]))
            delivery.statistics.correctedSymbols[min(corrected, 16)] += 1
        }
    }

    private mutating func noteUncorrectable(_ codewords: CodewordCounts) {
        for index in 0..<codewords.count where codewords.counts[index] < 0 {
            delivery.statistics.uncorrectableCodewords += 1
        }
    }

    // MARK: repeats

    /// With `duplicates: drop`: the frame equals the one before it on the link.
    mutating func dropsRepeat(_ frame: borrowing VerifiedFrame, bits: UInt64) -> Bool {
        guard parameters.frame.duplicates == .drop else { return false }
        if let last = lastFrame, last.length == frame.length,
            Octets.equal(last.slab, last.offset, frame.slab, frame.offset, count: frame.length)
        {
            delivery.balance.framesDuplicate += 1
            delivery.balance.duplicateBits += bits
            position += bits
            return true
        }
        lastFrame = RecentFrame(slab: frame.slab, offset: frame.offset, length: frame.length)
        return false
    }

    // MARK: delivering

    mutating func annotation(
        _ frame: borrowing VerifiedFrame, start: UInt64, bits: UInt64
    ) -> ReceptionAnnotation {
        let place = clock.place(ofBit: start)
        noteCorrected(frame.codewords)
        delivery.balance.framesDelivered += 1
        delivery.balance.deliveredBits += bits
        delivery.statistics.lastReception = place.utc
        position += bits
        defer { framesDelivered += 1 }
        return ReceptionAnnotation(
            earthReceiveTime: place.utc, streamOffset: place.streamOffset,
            frameNumber: framesDelivered, channel: .none, frameCount: 0, missingBefore: 0,
            correctedSymbols: UInt16(clamping: frame.codewords.correctedSymbols),
            quality: verifier.isVerifiable || frame.isVerified ? .good : .undetermined, flags: [])
    }

    mutating func append(
        _ frame: borrowing VerifiedFrame, _ annotation: ReceptionAnnotation
    ) -> UInt8 {
        let slab = delivery.index(of: frame.slab)
        arena.commit(frame.arenaLength)
        delivery.batch.frames.append(
            FrameRecord(
                annotation: annotation, offset: UInt32(truncatingIfNeeded: frame.offset),
                length: UInt32(truncatingIfNeeded: frame.length), slab: slab))
        return slab
    }

    private mutating func deliverOpaque(
        _ frame: borrowing VerifiedFrame, start: UInt64, bits: UInt64
    ) {
        let annotation = annotation(frame, start: start, bits: bits)
        delivery.balance.dataOctets += UInt64(frame.length)
        delivery.balance.otherServiceOctets += UInt64(frame.length)
        _ = append(frame, annotation)
    }

    /// An erred frame leaves as a frame; its bits stay with the rejected ones.
    private mutating func deliverErred(
        _ frame: borrowing VerifiedFrame, _ place: ChunkClock.Place
    ) {
        let annotation = ReceptionAnnotation(
            earthReceiveTime: place.utc, streamOffset: place.streamOffset,
            frameNumber: framesDelivered, channel: .none, frameCount: 0, missingBefore: 0,
            correctedSymbols: 0, quality: .erred, flags: [])
        delivery.batch.frames.append(
            FrameRecord(
                annotation: annotation, offset: UInt32(truncatingIfNeeded: frame.offset),
                length: UInt32(truncatingIfNeeded: frame.length),
                slab: delivery.index(of: frame.slab)))
    }

    /// - Parameter field: what was found in the frame's security header, if it has one.
    mutating func deliver(
        _ frame: borrowing VerifiedFrame, _ header: FrameHeader, _ field: SecuredField?,
        start: UInt64, bits: UInt64
    ) {
        if let access = header.access {
            return deliver(frame, header, access, field, start: start, bits: bits)
        }
        guard let index = channels.index(of: header.channel, &delivery.statistics) else {
            return reject(frame, .virtualChannel, start: start, bits: bits)
        }
        var annotation = annotation(frame, start: start, bits: bits)
        annotation.channel = header.channel
        annotation.frameCount = header.count
        if header.isReplay { annotation.flags.insert(.replay) }
        if let field { note(field, &annotation) }
        let step = count(frame, header, index, start: start, &annotation)
        let slab = append(frame, annotation)
        channels.remember(frame, of: index)
        extract(frame, header, index, step, annotation, slab)
    }

    // MARK: packets

    private mutating func extract(
        _ frame: borrowing VerifiedFrame, _ header: FrameHeader, _ index: Int,
        _ step: CounterStep?, _ annotation: ReceptionAnnotation, _ slab: UInt8
    ) {
        let start = frame.offset + header.dataField.lowerBound
        let zone = start..<start + header.dataField.count
        let counts = channels[index].statistics
        delivery.balance.dataOctets += UInt64(zone.count)
        let isRepeat = step == .duplicate
        if step != nil, !isRepeat { channels[index].extractor.drop(.frameGap, &delivery) }
        guard header.dataAccess == .clear else { return keepEncrypted(zone.count, index) }
        var origin = PacketOrigin(
            slab: frame.slab, slabIndex: slab, annotation: annotation, annotationIndex: nil)
        let before = delivery.batch.packets.count
        switch header.pointer {
        case nil, .onlyIdleData:
            if header.pointer != nil || channels[index].service == .onlyIdleData {
                delivery.statistics.channels[counts].idleFrames += 1
            }
            delivery.balance.otherServiceOctets += UInt64(zone.count)
            if let content = header.zone { deliver(content, zone, annotation, slab, counts, step) }
        case .noPacketStart where isRepeat:
            channels[index].extractor.duplicate(zone, first: nil, &origin, &delivery)
        case .noPacketStart:
            channels[index].extractor.continuation(zone, origin, &delivery, &arena)
        case .packet(let first) where isRepeat:
            channels[index].extractor.duplicate(
                zone, first: start + first, &origin, &delivery)
        case .packet(let first):
            channels[index].extractor.packets(
                zone, first: start + first, &origin, &delivery, &arena)
        }
        let packets = delivery.batch.packets.count - before
        if packets > 0 { delivery.statistics.channels[counts].packets += UInt64(packets) }
    }

    /// A record that is one packet: its length must be the packet's.
    private mutating func deliverPacketRecord(
        _ frame: borrowing VerifiedFrame, start: UInt64, bits: UInt64
    ) {
        let maximum = parameters.packets.maximumLength
        switch packetLength(frame.octets(), maximum: maximum) {
        case .length(frame.length, _): break
        case .badVersion: return reject(frame, .version, start: start, bits: bits)
        default: return reject(frame, .length, start: start, bits: bits)
        }
        if dropsRepeat(frame, bits: bits) { return }
        let annotation = annotation(frame, start: start, bits: bits)
        delivery.balance.dataOctets += UInt64(frame.length)
        let slab = append(frame, annotation)
        var origin = PacketOrigin(
            slab: frame.slab, slabIndex: slab, annotation: annotation, annotationIndex: nil)
        delivery.deliver(
            &origin, offset: frame.offset, length: frame.length,
            header: Octets.header(frame.octets(), at: 0, length: frame.length))
    }
}
