import CCSDS

/// Packets that are being put together on the streams (MAP channels) of USLP virtual channels: one
/// extractor for each stream, and for sequence-controlled and expedited frames apart.
struct AccessPointBank: Sendable {
    /// More extractors than this are not made: frames that need more (junk, on a link that accepts
    /// every spacecraft) are rejected as `virtualChannel`. 64 channels with 16 streams each.
    static let maximumAccessPoints = 1024

    private static let streams = 16
    private static let unused: Int32 = -1

    private var extractors: [PacketExtractor] = []
    /// 16 entries for each channel state: the extractor of each stream.
    private var places: [Int32] = []
    private let maximumPacketLength: Int

    init(maximumPacketLength: Int) {
        self.maximumPacketLength = maximumPacketLength
    }

    subscript(index: Int) -> PacketExtractor {
        get { extractors[index] }
        _modify { yield &extractors[index] }
    }

    /// Index of the extractor of a stream of the channel state `state`, made at its first frame;
    /// `nil` over ``maximumAccessPoints``.
    mutating func index(of stream: MultiplexerAccessPointIdentifier, on state: Int) -> Int? {
        let end = (state + 1) * AccessPointBank.streams
        if places.count < end {
            places += repeatElement(AccessPointBank.unused, count: end - places.count)
        }
        let place = state * AccessPointBank.streams + Int(stream.rawValue & 0xF)
        if places[place] == AccessPointBank.unused {
            guard extractors.count < AccessPointBank.maximumAccessPoints else { return nil }
            places[place] = Int32(extractors.count)
            extractors.append(PacketExtractor(maximumLength: maximumPacketLength))
        }
        return Int(places[place])
    }

    /// Drops what is unfinished on every stream of the channel state `state`.
    mutating func drop(
        _ reason: DiscardReason, on state: Int, _ delivery: inout PacketDelivery
    ) {
        let first = state * AccessPointBank.streams
        for place in first..<min(places.count, first + AccessPointBank.streams) {
            guard places[place] != AccessPointBank.unused else { continue }
            extractors[Int(places[place])].drop(reason, &delivery)
        }
    }

    /// Octets of packets that are being put together.
    var pendingOctets: UInt64 {
        extractors.reduce(0) { $0 + UInt64($1.pendingOctets) }
    }

    mutating func finish(_ delivery: inout PacketDelivery) {
        for index in extractors.indices { extractors[index].drop(.truncated, &delivery) }
    }
}
