/// Packets without frames: bare, or one in each record of a framing.
public struct PacketStream: Sendable, Equatable {
    /// The stream.
    public let octets: [UInt8]
    /// Its records; each carries one packet.
    public let records: [GeneratedRecord]
    /// The packets, which all have to be delivered, in this order.
    public let packets: [PacketTruth]

    /// Writes `packets` into `framing`.
    public init(
        _ packets: [GeneratedPacket], framing: RecordFraming, generator: SeededGenerator
    ) {
        var writer = RecordWriter(framing, generator: generator)
        let stream = writer.write(packets.map(\.octets))
        self.octets = stream.octets
        self.records = stream.records
        self.packets = packets.enumerated().map { index, packet in
            PacketTruth(
                packet: packet, channel: nil, accessPoint: 0, firstFrame: index, lastFrame: index)
        }
    }

    /// The truth with the keys of the recordings' manifest.
    public var summary: JSONText { .sorted(PacketLedger(packets).members) }
}
