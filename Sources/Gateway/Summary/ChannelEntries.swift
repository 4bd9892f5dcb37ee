import CCSDS

/// A value for each virtual channel, in the order in which they came. Nearly all are found without
/// hashing: by VCID, the channel that came last.
struct ChannelEntries<Value: Sendable>: Sendable {
    private(set) var entries: [(channel: GlobalVirtualChannelIdentifier, value: Value)] = []
    private var places: [GlobalVirtualChannelIdentifier: Int] = [:]
    private var recent = [Int](repeating: 0, count: 64)

    /// Changes the value of `channel`, which is `first()` when it comes first.
    mutating func update(
        _ channel: GlobalVirtualChannelIdentifier, first: @autoclosure () -> Value,
        _ body: (inout Value) -> Void
    ) {
        let slot = Int(channel.virtualChannel.rawValue & 0x3F)
        var place = recent[slot]
        if place >= entries.count || entries[place].channel != channel {
            place = places[channel] ?? entries.count
            if place == entries.count {
                places[channel] = place
                entries.append((channel, first()))
            }
            recent[slot] = place
        }
        body(&entries[place].value)
    }
}
