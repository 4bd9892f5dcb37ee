import TelemetryLink

/// A stream in memory to frames and packets, with the decoder that everything uses.
final class DecodeWork: Work {
    let name: String
    let title: String
    let items: Items?

    private let stream: SlabbedOctets
    private let parameters: ManagedParameters
    private var decoder: LinkDecoder
    private var batch = PacketBatch()
    private var packetsSeen = 0
    private var octetsSeen = 0

    var octets: Int { stream.count }

    init?(_ name: String, _ title: String, _ stream: ChannelStream) {
        guard let parameters = stream.kind.parameters else { return nil }
        self.name = name
        self.title = title
        self.parameters = parameters
        self.stream = SlabbedOctets(stream.octets)
        items = Items(count: stream.frames, unit: .frame, packets: stream.packets)
        decoder = LinkDecoder(parameters)
    }

    init(_ stream: RecordStream) {
        name = stream.kind.rawValue
        title = stream.kind.title
        parameters = ManagedParameters(name: name, framing: stream.kind.framing)
        self.stream = SlabbedOctets(stream.octets)
        items = Items(count: stream.records, unit: .frame, packets: 0)
        decoder = LinkDecoder(parameters)
    }

    func prepare() {
        decoder = LinkDecoder(parameters)
        packetsSeen = 0
    }

    func run() {
        for (slab, count) in stream.slabs {
            let time = ReceptionTime(utc: 1, monotonic: 1)
            decoder.consume(slab, 0..<count, receivedAt: time, into: &batch)
            // What every reader of a batch does at least: go through the records.
            for packet in batch.packets { octetsSeen &+= Int(packet.length) }
            for frame in batch.frames { octetsSeen &+= Int(frame.length) }
            packetsSeen += batch.packets.count
            batch.removeAll()
        }
        keep(octetsSeen)
    }

    func fault() -> String? {
        let balance = decoder.balance
        guard let items, balance.isBalanced else { return "the balance does not hold" }
        guard Int(balance.framesDelivered) == items.count else {
            return "\(balance.framesDelivered) frames of \(items.count)"
        }
        return packetsSeen == items.packets ? nil : "\(packetsSeen) packets of \(items.packets)"
    }
}
