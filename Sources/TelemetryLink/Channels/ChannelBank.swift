import CCSDS

/// The frame count of a master channel (TM), and where it stood.
struct MasterCount: Sendable {
    var count: UInt8
    var place: FramePlace
}

/// The virtual and master channels of a link.
struct ChannelBank: Sendable {
    /// More channels than this are not made: frames that open more (junk, on a link that accepts
    /// every spacecraft) are rejected as `virtualChannel`. A spacecraft uses a handful; 64 fill a
    /// master channel.
    static let maximumChannels = 1024

    private(set) var states: [ChannelState] = []
    private var indexes: [GlobalVirtualChannelIdentifier: Int] = [:]
    /// By VCID, the channel that came last: what spares most frames the look-up.
    private var recent = [Recent](repeating: Recent(), count: ManagedChannels.count)
    private var masters: [SpacecraftIdentifier: Int] = [:]
    private var masterCounts: [MasterCount] = []
    /// The master channel that came last.
    private var recentMaster: (spacecraft: SpacecraftIdentifier, index: Int)?
    /// Channels that hold slabs.
    private var unsettled: [Int] = []

    private struct Recent {
        var channel = GlobalVirtualChannelIdentifier.none
        var index = 0
    }

    private let managed: ManagedChannels
    private let maximumPacketLength: Int

    init(_ parameters: ManagedParameters) {
        managed = ManagedChannels(parameters)
        maximumPacketLength = parameters.packets.maximumLength
    }

    subscript(index: Int) -> ChannelState {
        get { states[index] }
        _modify { yield &states[index] }
    }

    /// Index of the channel's state, made at its first frame; `nil` over ``maximumChannels``.
    mutating func index(
        of channel: GlobalVirtualChannelIdentifier, _ statistics: inout LinkStatistics
    ) -> Int? {
        let slot = ManagedChannels.slot(channel.virtualChannel)
        if recent[slot].channel == channel { return recent[slot].index }
        let index: Int
        if let known = indexes[channel] {
            index = known
        } else {
            guard states.count < ChannelBank.maximumChannels else { return nil }
            index = states.count
            indexes[channel] = index
            states.append(
                ChannelState(
                    service: managed[channel.virtualChannel].service,
                    statistics: statistics.place(of: channel),
                    maximumPacketLength: maximumPacketLength))
        }
        recent[slot] = Recent(channel: channel, index: index)
        return index
    }

    /// Keeps the channel's frame to compare the next one with.
    mutating func remember(_ frame: borrowing VerifiedFrame, of index: Int) {
        if states[index].isSettled { unsettled.append(index) }
        states[index].remember(frame)
    }

    /// Lets go of every slab: at the end of each chunk.
    mutating func settle() {
        for index in unsettled { states[index].settle() }
        unsettled.removeAll(keepingCapacity: true)
    }

    /// The master channel's last frame count and its place, replaced by those of this frame.
    mutating func exchangeMasterCount(
        _ spacecraft: SpacecraftIdentifier, _ count: MasterCount
    ) -> MasterCount? {
        let index: Int
        if let recentMaster, recentMaster.spacecraft == spacecraft {
            index = recentMaster.index
        } else if let known = masters[spacecraft] {
            index = known
        } else {
            masters[spacecraft] = masterCounts.count
            recentMaster = (spacecraft, masterCounts.count)
            masterCounts.append(count)
            return nil
        }
        recentMaster = (spacecraft, index)
        let last = masterCounts[index]
        masterCounts[index] = count
        return last
    }

    /// Octets of packets that are being put together.
    var pendingOctets: UInt64 {
        states.reduce(0) { $0 + UInt64($1.extractor.pendingOctets) }
    }

    mutating func finish(_ delivery: inout PacketDelivery) {
        for index in states.indices { states[index].extractor.drop(.truncated, &delivery) }
    }
}
