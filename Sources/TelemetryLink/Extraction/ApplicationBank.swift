import CCSDS

/// The last packet of every APID on every channel, for its sequence count.
struct ApplicationBank: Sendable {
    enum Step: Equatable {
        case next
        case gap(missing: UInt64)
        case duplicate
        case reset
    }

    private struct Last {
        var packet = RememberedOctets()
        /// `nil`: no packet yet.
        var count: UInt16?

        mutating func step(
            to record: PacketRecord, in slab: Slab, _ counter: ModuloCounter
        ) -> Step {
            let found = record.sequenceCount
            let (offset, length) = (Int(record.offset), Int(record.length))
            var step = Step.next
            if let count {
                switch counter.step(from: UInt64(count), to: UInt64(found)) {
                case .next: break
                case .gap(let missing): step = .gap(missing: missing)
                case .same:
                    step = packet.equal(slab, offset, length: length) ? .duplicate : .reset
                case .reset: step = .reset
                }
            }
            packet.remember(slab, offset, length: length)
            count = found
            return step
        }
    }

    /// More entries than this are not made, so that junk does not fill the memory: packets of
    /// further APIDs are delivered, their counts are not looked at. Eight channels of every APID.
    static let maximumEntries = 16_384

    /// Entry of an APID that has not been seen.
    private static let unseen: Int32 = -1
    /// 11 bits of APID (133.0-B-2 §4.1.3.3.4).
    private static let applicationsPerChannel = 2048

    private var last: [Last] = []
    /// Entries that hold slabs.
    private var unsettled: [Int] = []
    /// For each channel, one after the other, and each APID the index of its entry.
    private var table: [Int32] = []
    private var channels: [GlobalVirtualChannelIdentifier] = []
    /// The channel that came last, and where its part of the table begins; -1: none came.
    private var recent = GlobalVirtualChannelIdentifier.none
    private var start = -1

    /// The entry of `application` on `channel`; a new one is made in `statistics` too. `nil`: there
    /// are ``maximumEntries`` others.
    mutating func index(
        of application: ApplicationProcessIdentifier,
        on channel: GlobalVirtualChannelIdentifier, _ statistics: inout [ApplicationStatistics]
    ) -> Int? {
        if recent != channel || start < 0 { select(channel) }
        let slot =
            start + Int(application.rawValue) & (ApplicationBank.applicationsPerChannel - 1)
        let known = table[slot]
        if known != ApplicationBank.unseen { return Int(known) }
        let index = last.count
        guard index < ApplicationBank.maximumEntries else { return nil }
        table[slot] = Int32(index)
        last.append(Last())
        statistics.append(ApplicationStatistics(channel: channel, application: application))
        return index
    }

    private mutating func select(_ channel: GlobalVirtualChannelIdentifier) {
        recent = channel
        if let index = channels.firstIndex(of: channel) {
            start = index * ApplicationBank.applicationsPerChannel
            return
        }
        start = table.count
        channels.append(channel)
        table += repeatElement(
            ApplicationBank.unseen, count: ApplicationBank.applicationsPerChannel)
    }

    /// What the packet's count says after the one before it, and remembers the packet.
    mutating func step(
        _ index: Int, _ record: PacketRecord, in slab: Slab, _ counter: ModuloCounter
    ) -> Step {
        let isSettled = last[index].packet.isSettled
        if isSettled { unsettled.append(index) }
        return last[index].step(to: record, in: slab, counter)
    }

    /// Lets go of every slab: at the end of each chunk.
    mutating func settle() {
        for index in unsettled { last[index].packet.settle() }
        unsettled.removeAll(keepingCapacity: true)
    }
}
