import CCSDS

/// Segmented user data, in addition to the packets that carry it.
extension PacketDelivery {
    /// Gives a delivered space packet, neither idle nor a repeat, to the reassembler.
    mutating func reassemble(_ record: PacketRecord, in slab: Slab, _ streamOffset: UInt64) {
        guard let step = reassembler?.take(record, in: slab) else { return }
        switch step {
        case .none: break
        case .orphan: statistics.userData.orphanSegments += 1
        case .dropped(let dropped):
            for group in dropped { note(group, record.earthReceiveTime, streamOffset) }
        case .complete(var data, let slab):
            data.slab = index(of: slab)
            statistics.userData.delivered += 1
            statistics.userData.octets += UInt64(data.length)
            batch.userData.append(data)
        }
    }

    /// The stream ended: what had begun is given up.
    mutating func finishReassembly(at earthReceiveTime: UInt64, _ streamOffset: UInt64) {
        for group in reassembler?.finish() ?? [] { note(group, earthReceiveTime, streamOffset) }
    }

    private mutating func note(
        _ group: UserDataReassembler.Dropped, _ earthReceiveTime: UInt64, _ streamOffset: UInt64
    ) {
        statistics.userData.dropped[group.reason] += 1
        batch.events.append(
            LinkEvent(
                kind: .userDataDropped(
                    group.reason, octets: group.octets, group.first.application,
                    group.first.channel),
                streamOffset: streamOffset, earthReceiveTime: earthReceiveTime))
    }
}
