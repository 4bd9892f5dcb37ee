import CCSDS

/// The virtual and master channels of a link.
struct ChannelBank: Sendable {
    /// More channels than this are not made: frames that open more (junk, on a link that accepts
    /// every spacecraft) are rejected as `virtualChannel`. A spacecraft uses a handful; 64 fill a
    /// master channel.
    static let maximumChannels = 1024

    private(set) var states: [ChannelState] = []
    private var indexes: [GlobalVirtualChannelIdentifier: Int] = [:]
    private var lastChannel = GlobalVirtualChannelIdentifier.none
    private var lastIndex = 0
    private var masterCounts: [SpacecraftIdentifier: UInt8] = [:]
    /// Channels that hold slabs.
    private var unsettled: [Int] = []

    private let table: ChannelTable
    private let maximumPacketLength: Int

    init(_ parameters: ManagedParameters) {
        table = parameters.channels
        maximumPacketLength = parameters.packets.maximumLength
    }

    subscript(index: Int) -> ChannelState {
        get { states[index] }
        _modify { yield &states[index] }
    }

    func accepts(_ channel: VirtualChannelIdentifier) -> Bool {
        !table.rejectOthers || table.services[channel] != nil
    }

    /// The service of `channel` as the link file says, or as the book has it.
    func service(of channel: GlobalVirtualChannelIdentifier) -> ChannelTable.Service {
        if let named = table.services[channel.virtualChannel] { return named }
        if let other = table.other { return other }
        let idle = channel.version == .aos && channel.virtualChannel == .onlyIdleData
        return idle ? .onlyIdleData : .packets
    }

    /// Index of the channel's state, made at its first frame; `nil` over ``maximumChannels``.
    mutating func index(
        of channel: GlobalVirtualChannelIdentifier, _ statistics: inout LinkStatistics
    ) -> Int? {
        if channel == lastChannel { return lastIndex }
        let index: Int
        if let known = indexes[channel] {
            index = known
        } else {
            guard states.count < ChannelBank.maximumChannels else { return nil }
            index = states.count
            indexes[channel] = index
            states.append(
                ChannelState(
                    service: service(of: channel), statistics: statistics.channels.count,
                    maximumPacketLength: maximumPacketLength))
            statistics.channels.append(ChannelStatistics(channel: channel))
        }
        lastChannel = channel
        lastIndex = index
        return index
    }

    /// Keeps the channel's frame to compare the next one with.
    mutating func remember(_ frame: VerifiedFrame, of index: Int) {
        if states[index].isSettled { unsettled.append(index) }
        states[index].remember(frame)
    }

    /// Lets go of every slab: at the end of each chunk.
    mutating func settle() {
        for index in unsettled { states[index].settle() }
        unsettled.removeAll(keepingCapacity: true)
    }

    /// The master channel's last frame count, replaced by `count`.
    mutating func exchangeMasterCount(
        _ spacecraft: SpacecraftIdentifier, _ count: UInt8
    ) -> UInt8? {
        masterCounts.updateValue(count, forKey: spacecraft)
    }

    /// Octets of packets that are being put together.
    var pendingOctets: UInt64 {
        states.reduce(0) { $0 + UInt64($1.extractor.pendingOctets) }
    }

    mutating func finish(_ delivery: inout PacketDelivery) {
        for index in states.indices { states[index].extractor.drop(.truncated, &delivery) }
    }
}
