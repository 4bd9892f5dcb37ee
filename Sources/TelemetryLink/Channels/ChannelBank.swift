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
    /// The streams of USLP channels.
    var accessPoints: AccessPointBank

    private struct Recent {
        var channel = GlobalVirtualChannelIdentifier.none
        var index = 0
    }

    /// Six bits of VCID (732.0-B-4 §4.1.2.3); TM has three.
    private static let virtualChannels = 64

    private let table: ChannelTable
    /// By VCID, what the link file says.
    private let services: [ChannelTable.Service?]
    /// By VCID, octets of a truncated USLP frame.
    private let truncatedLengths: [Int?]
    private let maximumPacketLength: Int

    init(_ parameters: ManagedParameters) {
        table = parameters.channels
        services = (0..<ChannelBank.virtualChannels).map { [table] in
            table.services[VirtualChannelIdentifier(rawValue: UInt8($0))]
        }
        truncatedLengths = (0..<ChannelBank.virtualChannels).map { [table] in
            let channel = VirtualChannelIdentifier(rawValue: UInt8($0))
            return table.services[channel] == nil
                ? table.otherTruncatedLength : table.truncatedLengths[channel]
        }
        maximumPacketLength = parameters.packets.maximumLength
        accessPoints = AccessPointBank(maximumPacketLength: maximumPacketLength)
    }

    subscript(index: Int) -> ChannelState {
        get { states[index] }
        _modify { yield &states[index] }
    }

    func accepts(_ channel: VirtualChannelIdentifier) -> Bool {
        !table.rejectOthers || services[ChannelBank.slot(channel)] != nil
    }

    /// The service of `channel` as the link file says, or as the book has it.
    func service(of channel: GlobalVirtualChannelIdentifier) -> ChannelTable.Service {
        if let named = services[ChannelBank.slot(channel.virtualChannel)] { return named }
        if let other = table.other { return other }
        let idle = channel.version != .tm && channel.virtualChannel == .onlyIdleData
        return idle ? .onlyIdleData : .packets
    }

    /// Octets of a truncated USLP frame; `nil`: `channel` has none.
    func truncatedLength(of channel: VirtualChannelIdentifier) -> Int? {
        truncatedLengths[ChannelBank.slot(channel)]
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
        accessPoints.settle()
    }

    /// The master channel's last frame count and its place, replaced by those of this frame.
    mutating func exchangeMasterCount(
        _ spacecraft: SpacecraftIdentifier, _ count: MasterCount
    ) -> MasterCount? {
        masters.updateValue(count, forKey: spacecraft)
    }

    /// Octets of packets that are being put together.
    var pendingOctets: UInt64 {
        states.reduce(accessPoints.pendingOctets) { $0 + UInt64($1.extractor.pendingOctets) }
    }

    mutating func finish(_ delivery: inout PacketDelivery) {
        for index in states.indices { states[index].extractor.drop(.truncated, &delivery) }
        accessPoints.finish(&delivery)
    }
}
