import CCSDS
import ChannelCoding

/// Where packets come from at the moment: the frame (or bare stream) that is being read.
struct PacketOrigin {
    let slab: Slab
    let slabIndex: UInt8
    let annotation: ReceptionAnnotation
    /// Set when the first packet of the frame has been recorded.
    var annotationIndex: UInt32?
}

/// Records packets: batch, books, and the sequence counts of every APID.
struct PacketDelivery: Sendable {
    var batch = PacketBatch()
    var balance = LinkBalance()
    var statistics = LinkStatistics()

    var reassembler: UserDataReassembler?
    private let reassembles: Bool
    private var applications = ApplicationBank()
    private let errorControl: Bool
    private let errorControlNeedsSecondaryHeader: Bool
    private let errorControlCode: PacketErrorControl
    private let counter: ModuloCounter

    init(_ parameters: PacketParameters) {
        reassembler = parameters.reassembly.map { UserDataReassembler($0) }
        reassembles = parameters.reassembly != nil
        errorControl = parameters.errorControl
        errorControlCode = parameters.errorControlCode
        errorControlNeedsSecondaryHeader = parameters.errorControlNeedsSecondaryHeader
        // 14-bit packet sequence count (CCSDS 133.0-B-2 §4.1.3.4.3).
        counter = ModuloCounter(modulus: 1 << 14, maximumGap: parameters.maximumGap)
    }

    /// Index of `slab` among the batch's slabs.
    mutating func index(of slab: Slab) -> UInt8 {
        var index = batch.slabs.count - 1
        while index >= 0 {
            if batch.slabs[index] === slab { return UInt8(index) }
            index -= 1
        }
        precondition(batch.slabs.count < PacketBatch.maximumSlabs, "batch was not emptied")
        batch.slabs.append(slab)
        return UInt8(batch.slabs.count - 1)
    }

    /// Records the packet at `offset` of the origin's slab.
    mutating func deliver(
        _ origin: inout PacketOrigin, offset: Int, length: Int, header: UInt32,
        flags: PacketFlags = []
    ) {
        let index: UInt32
        if let known = origin.annotationIndex {
            index = known
        } else {
            index = UInt32(truncatingIfNeeded: batch.annotations.count)
            batch.annotations.append(origin.annotation)
            origin.annotationIndex = index
        }
        var record = PacketRecord(
            earthReceiveTime: origin.annotation.earthReceiveTime,
            offset: UInt32(truncatingIfNeeded: offset), length: UInt32(truncatingIfNeeded: length),
            header: header, channel: origin.annotation.channel, annotation: index,
            slab: origin.slabIndex, quality: origin.annotation.quality,
            // Frames missing are not packets missing: the sequence count tells those.
            flags: flags.union(origin.annotation.flags.subtracting(.gapBefore)))
        count(&record, in: origin.slab, origin.annotation.streamOffset)
        batch.packets.append(record)
    }

    /// Lets go of every slab but the batch's: at the end of each chunk.
    mutating func settle() { applications.settle() }

    /// Octets that became no packet.
    mutating func discard(
        _ reason: DiscardReason, octets: Int, _ annotation: ReceptionAnnotation
    ) {
        guard octets > 0 else { return }
        balance.discardedOctets[reason] += UInt64(octets)
        batch.events.append(
            LinkEvent(
                kind: .discarded(reason, octets: octets, annotation.channel),
                streamOffset: annotation.streamOffset,
                earthReceiveTime: annotation.earthReceiveTime))
    }

    private mutating func count(
        _ record: inout PacketRecord, in slab: Slab, _ streamOffset: UInt64
    ) {
        let length = UInt64(record.length)
        statistics.lastReception = record.earthReceiveTime
        if record.isEncapsulation {
            record.flags.insert(.encapsulation)
            statistics.encapsulationPackets += 1
            // Protocol identifier 0 is fill (133.1-B-3 §4.1.2.3).
            if (record.header >> 26) & 7 == 0 {
                record.flags.insert(.idle)
                balance.idlePacketOctets += length
            } else {
                balance.packetOctets += length
            }
            return
        }
        statistics.spacePackets += 1
        let idle = record.application == .idle
        if idle {
            record.flags.insert(.idle)
            statistics.idlePackets += 1
            balance.idlePacketOctets += length
        } else {
            balance.packetOctets += length
        }
        countApplication(&record, in: slab, idle: idle, streamOffset)
    }

    private mutating func countApplication(
        _ record: inout PacketRecord, in slab: Slab, idle: Bool, _ streamOffset: UInt64
    ) {
        guard
            let index = applications.index(
                of: record.application, on: record.channel, &statistics.applications)
        else {
            if reassembles, !idle { reassemble(record, in: slab, streamOffset) }
            return
        }
        if record.flags.contains(.duplicate) {
            // Of a repeated frame: its packets were counted when they came first.
            statistics.applications[index].note(record)
            statistics.applications[index].duplicates += 1
            return
        }
        // The count of idle packets means nothing (133.0-B-2 §4.1.3.4.3.4).
        if !idle {
            let step = applications.step(index, record, in: slab, counter)
            if step != .next { note(step, index, &record, streamOffset) }
            if reassembles, step != .duplicate { reassemble(record, in: slab, streamOffset) }
            if hasErrorControl(record) { checkErrorControl(record, in: slab, index) }
        }
        statistics.applications[index].note(record, count: record.sequenceCount)
    }

    private mutating func note(
        _ step: ApplicationBank.Step, _ index: Int, _ record: inout PacketRecord,
        _ streamOffset: UInt64
    ) {
        let counterStep: CounterStep
        switch step {
        case .next:
            return
        case .gap(let missing):
            record.flags.insert(.gapBefore)
            statistics.applications[index].gaps += 1
            statistics.applications[index].missing += missing
            counterStep = .gap(missing: missing)
        case .duplicate:
            statistics.applications[index].duplicates += 1
            counterStep = .duplicate
        case .reset:
            statistics.applications[index].resets += 1
            counterStep = .reset
        }
        batch.gaps.append(
            CounterGap(
                scope: .application(record.application, record.channel), step: counterStep,
                last: UInt64(statistics.applications[index].lastCount),
                found: UInt64(record.sequenceCount), modulus: counter.modulus,
                earthReceiveTime: record.earthReceiveTime, streamOffset: streamOffset))
    }

    private func hasErrorControl(_ record: PacketRecord) -> Bool {
        // Bit 27: the secondary header flag (133.0-B-2 §4.1.3.3.3).
        errorControl && (!errorControlNeedsSecondaryHeader || record.header >> 27 & 1 == 1)
    }

    private mutating func checkErrorControl(
        _ record: PacketRecord, in slab: Slab, _ index: Int
    ) {
        let start = Int(record.offset)
        let octets = slab.octets(start..<start + Int(record.length))
        let isValid =
            errorControlCode == .isoChecksum
            ? ISOChecksum.isCorrect(octets) : CRC16.isValid(frameWithCRC: octets)
        if isValid {
            statistics.applications[index].errorControlGood += 1
        } else {
            statistics.applications[index].errorControlBad += 1
        }
    }
}
