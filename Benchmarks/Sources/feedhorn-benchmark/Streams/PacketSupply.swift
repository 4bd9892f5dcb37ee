/// The endless packets of one virtual channel, cut into packet zones.
struct PacketSupply {
    /// Packets whose last octet has been put into a zone.
    private(set) var completed = 0

    private var random: RandomSequence
    private var counts = [UInt16](repeating: 0, count: PacketSupply.applications)
    private var packet: [UInt8] = []
    private var used = 0

    /// Application processes of a channel: APID 100, 101, …
    private static let applications = 8
    private static let firstApplication = 100
    /// Octets of a packet, header included: about three to a frame.
    private static let lengths = 200...400

    init(seed: UInt64) { random = RandomSequence(seed: seed) }

    /// The next `count` octets, and where in them the first packet starts.
    mutating func zone(_ count: Int) -> (octets: [UInt8], first: Int?) {
        var zone: [UInt8] = []
        zone.reserveCapacity(count)
        var first: Int?
        while zone.count < count {
            if used == packet.count {
                first = first ?? zone.count
                packet = nextPacket()
                used = 0
            }
            let piece = packet[used..<min(packet.count, used + count - zone.count)]
            zone += piece
            used += piece.count
            if used == packet.count { completed += 1 }
        }
        return (zone, first)
    }

    /// CCSDS 133.0-B-2 §4.1.3: telemetry, no secondary header, unsegmented.
    private mutating func nextPacket() -> [UInt8] {
        let application = Int.random(in: 0..<PacketSupply.applications, using: &random)
        let length = Int.random(in: PacketSupply.lengths, using: &random)
        let identifier = PacketSupply.firstApplication + application
        let count = 0xC000 | counts[application]
        counts[application] = (counts[application] + 1) & 0x3FFF
        let field = length - 7
        let header = [identifier, Int(count), field].flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        return header + random.octets(length - header.count)
    }
}
