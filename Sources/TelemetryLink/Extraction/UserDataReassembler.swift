import CCSDS

/// Puts user data together that came in segments (CCSDS 133.0-B-2 §4.1.3.4.2): a first packet,
/// any number of continuations, a last one, all of one application process and with counts that go
/// on by one. Anything else drops what had begun.
struct UserDataReassembler: Sendable {
    /// Octets of all user data that is being put together, at most: so that what one chunk
    /// completes never needs more slabs than a batch can name. Also bounds how many there are, for
    /// each is counted with what its bookkeeping takes.
    static let maximumOpenOctets = 16 << 20
    /// What a piece without octets counts for.
    private static let overhead = 4096

    private struct Group {
        var octets: [UInt8]
        var first: PacketRecord
        var lastCount: UInt16
        var packets: UInt32
        var quality: DeliveredFrameQuality
    }

    /// What a packet did to the user data of its application process.
    enum Step {
        /// Nothing to tell.
        case none
        case orphan
        case dropped([Dropped])
        case complete(UserDataRecord, Slab)
    }

    /// User data that is given up.
    struct Dropped {
        let reason: UserDataDropReason
        let octets: Int
        let first: PacketRecord
    }

    private let parameters: ReassemblyParameters
    private let accepted: [Bool]
    private var groups: [UInt64: Group] = [:]
    private var openOctets = 0
    private var arena: FrameArena

    init(_ parameters: ReassemblyParameters) {
        self.parameters = parameters
        var accepted = [Bool](repeating: parameters.applications.isEmpty, count: 2048)
        for application in parameters.applications where application.rawValue < 2048 {
            accepted[Int(application.rawValue)] = true
        }
        self.accepted = accepted
        arena = FrameArena(
            slabCapacity: LinkDecoder.arenaSlabCapacity, maximumKept: LinkDecoder.arenaSlabsKept)
    }

    /// Takes a space packet that is neither idle nor a repeat.
    mutating func take(_ packet: PacketRecord, in slab: Slab) -> Step {
        guard accepted[Int(packet.application.rawValue & 0x7FF)] else { return .none }
        let key =
            UInt64(packet.channel.rawValue) << 16 | UInt64(packet.application.rawValue)
        switch SequenceFlags(rawValue: UInt8(packet.header >> 14 & 3)) {
        case .unsegmented, nil: return drop(key, .unsegmented)
        case .first: return begin(key, packet, slab)
        case .continuation: return goOn(key, packet, slab, isLast: false)
        case .last: return goOn(key, packet, slab, isLast: true)
        }
    }

    /// Everything that had begun, given up.
    mutating func finish() -> [Dropped] {
        let keys = groups.keys.sorted()
        return keys.compactMap { remove($0, .truncated) }
    }

    private mutating func begin(_ key: UInt64, _ packet: PacketRecord, _ slab: Slab) -> Step {
        let old = remove(key, .newFirst)
        openOctets += UserDataReassembler.overhead
        groups[key] = Group(
            octets: [], first: packet, lastCount: packet.sequenceCount, packets: 0,
            quality: packet.quality)
        let dropped = [old, append(key, packet, slab)].compactMap { $0 }
        return dropped.isEmpty ? .none : .dropped(dropped)
    }

    private mutating func goOn(
        _ key: UInt64, _ packet: PacketRecord, _ slab: Slab, isLast: Bool
    ) -> Step {
        guard let last = groups[key]?.lastCount else { return .orphan }
        guard packet.sequenceCount == (last + 1) & 0x3FFF else { return drop(key, .gap) }
        if let dropped = append(key, packet, slab) { return .dropped([dropped]) }
        return isLast ? complete(key) : .none
    }

    /// Appends the user data of `packet`, or gives the group up.
    private mutating func append(_ key: UInt64, _ packet: PacketRecord, _ slab: Slab) -> Dropped? {
        // Bit 27: the secondary header flag (133.0-B-2 §4.1.3.3.3).
        let hasHeader = packet.header >> 27 & 1 == 1
        let skipped = min(
            Int(packet.length),
            SpacePacketView.headerLength + (hasHeader ? parameters.secondaryHeaderLength : 0))
        let start = Int(packet.offset) + skipped
        let data = start..<Int(packet.offset) + Int(packet.length)
        let length = (groups[key]?.octets.count ?? 0) + data.count
        guard length <= parameters.maximumLength else { return remove(key, .length) }
        guard openOctets + data.count <= UserDataReassembler.maximumOpenOctets else {
            return remove(key, .room)
        }
        openOctets += data.count
        unsafe groups[key]?.octets.append(contentsOf: slab.pointer(data))
        groups[key]?.lastCount = packet.sequenceCount
        groups[key]?.packets += 1
        if let quality = groups[key]?.quality, packet.quality.rawValue > quality.rawValue {
            groups[key]?.quality = packet.quality
        }
        return nil
    }

    private mutating func complete(_ key: UInt64) -> Step {
        guard let group = groups.removeValue(forKey: key) else { return .none }
        let count = group.octets.count
        openOctets -= count + UserDataReassembler.overhead
        let offset = arena.reserve(count)
        unsafe arena.slab.withUnsafeMutableOctets(offset..<offset + count) { room in
            unsafe room.copyBytes(from: group.octets)
        }
        arena.commit(count)
        let record = UserDataRecord(
            earthReceiveTime: group.first.earthReceiveTime,
            offset: UInt32(truncatingIfNeeded: offset), length: UInt32(truncatingIfNeeded: count),
            packets: group.packets, channel: group.first.channel,
            application: group.first.application, firstSequenceCount: group.first.sequenceCount,
            slab: 0, quality: group.quality)
        return .complete(record, arena.slab)
    }

    private mutating func drop(_ key: UInt64, _ reason: UserDataDropReason) -> Step {
        guard let dropped = remove(key, reason) else { return .none }
        return .dropped([dropped])
    }

    private mutating func remove(_ key: UInt64, _ reason: UserDataDropReason) -> Dropped? {
        guard let group = groups.removeValue(forKey: key) else { return nil }
        openOctets -= group.octets.count + UserDataReassembler.overhead
        return Dropped(reason: reason, octets: group.octets.count, first: group.first)
    }
}
