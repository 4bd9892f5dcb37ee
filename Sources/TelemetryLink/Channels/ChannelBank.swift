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
    private var recent = [Recent](repeating: Recent(), count: ChannelBank.virtualChannels)
    private var masters: [SpacecraftIdentifier: MasterCount] = [:]
    /// Channels that hold slabs.
    private var unsettled: [Int] = []

    private struct Recent {
        var channel = GlobalVirtualChannelIdentifier.none
        var index = 0
    }

    /// Six bits of VCID (732.0-B-4 §4.1.2.3); TM has three.
    private static let virtualChannels = 64

    /// What the link file says of one channel.
    private struct Managed {
        /// `nil`: the channel is not named.
        var service: ChannelTable.Service?
        /// Octets of a truncated USLP frame; `nil`: the channel has none.
        var truncatedLength: Int?
    }

    /// By VCID. One array, and no table beside it: a bank that is passed on is retained reference
    /// by reference, twice for each frame.
    private let managed: [Managed]
    private let other: ChannelTable.Service?
    private let rejectsOthers: Bool
    private let maximumPacketLength: Int

    init(_ parameters: ManagedParameters) {
        let table = parameters.channels
        managed = (0..<ChannelBank.virtualChannels).map {
            let channel = VirtualChannelIdentifier(rawValue: UInt8($0))
            let service = table.services[channel]
            return Managed(
                service: service,
                truncatedLength: service == nil
                    ? table.otherTruncatedLength : table.truncatedLengths[channel])
        }
        other = table.other
        rejectsOthers = table.rejectOthers
        maximumPacketLength = parameters.packets.maximumLength
    }

    subscript(index: Int) -> ChannelState {
        get { states[index] }
        _modify { yield &states[index] }
    }

    func accepts(_ channel: VirtualChannelIdentifier) -> Bool {
        !rejectsOthers || managed[ChannelBank.slot(channel)].service != nil
    }

    /// The service of `channel` as the link file says, or as the book has it.
    func service(of channel: GlobalVirtualChannelIdentifier) -> ChannelTable.Service {
        if let named = managed[ChannelBank.slot(channel.virtualChannel)].service { return named }
        if let other { return other }
        let idle = channel.version != .tm && channel.virtualChannel == .onlyIdleData
        return idle ? .onlyIdleData : .packets
    }

    /// Octets of a truncated USLP frame; `nil`: `channel` has none.
    func truncatedLength(of channel: VirtualChannelIdentifier) -> Int? {
        managed[ChannelBank.slot(channel)].truncatedLength
    }

    /// Index of the channel's state, made at its first frame; `nil` over ``maximumChannels``.
    mutating func index(
        of channel: GlobalVirtualChannelIdentifier, _ statistics: inout LinkStatistics
    ) -> Int? {
        let slot = ChannelBank.slot(channel.virtualChannel)
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
                    service: service(of: channel), statistics: statistics.place(of: channel),
                    maximumPacketLength: maximumPacketLength))
        }
        recent[slot] = Recent(channel: channel, index: index)
        return index
    }

    private static func slot(_ channel: VirtualChannelIdentifier) -> Int {
        Int(channel.rawValue) & (virtualChannels - 1)
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

    /// The master channel's last frame count and its place, replaced by those of this frame.
    mutating func exchangeMasterCount(
        _ spacecraft: SpacecraftIdentifier, _ count: MasterCount
    ) -> MasterCount? {
        masters.updateValue(count, forKey: spacecraft)
    }

    /// Octets of packets that are being put together.
    var pendingOctets: UInt64 {
        states.reduce(0) { $0 + UInt64($1.extractor.pendingOctets) }
    }

    mutating func finish(_ delivery: inout PacketDelivery) {
        for index in states.indices { states[index].extractor.drop(.truncated, &delivery) }
    }
}
