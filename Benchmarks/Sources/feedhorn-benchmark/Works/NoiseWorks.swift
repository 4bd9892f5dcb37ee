import ChannelCoding
import TelemetryLink

/// Looks for a marker in noise, at every bit, in both polarities.
final class SearchWork: Work {
    let name: String
    let title: String
    let items: Items? = nil

    private let noise: [UInt8]
    private let searcher: MarkerSearcher
    private var hits = 0

    var octets: Int { noise.count }

    init(_ name: String, _ noise: [UInt8], maximumErrors: Int) {
        self.name = name
        self.noise = noise
        title =
            maximumErrors == 0
            ? "exact marker in noise" : "marker in noise, up to \(maximumErrors) bits wrong"
        searcher = MarkerSearcher(
            marker: .standard, maximumErrors: maximumErrors, polarities: .both)
    }

    func run() {
        noise.withUnsafeBytes { noise in
            guard let base = noise.baseAddress else { return }
            var bit = 0
            while let hit = searcher.firstHit(
                in: base, count: noise.count, fromBit: bit, toBit: .max)
            {
                hits += 1
                bit = hit.bit + 1
            }
        }
        keep(hits)
    }
}

/// Noise through the decoder: what looks like a marker is tried as a frame.
final class NoiseWork: Work {
    let name = "noise"
    let title = "noise through the AOS decoder"
    let items: Items? = nil

    private let noise: SlabbedOctets
    private let parameters: ManagedParameters
    private var decoder: LinkDecoder
    private var batch = PacketBatch()

    var octets: Int { noise.count }

    init?(_ noise: [UInt8]) {
        guard let parameters = LinkKind.aos.parameters else { return nil }
        self.noise = SlabbedOctets(noise)
        self.parameters = parameters
        decoder = LinkDecoder(parameters)
    }

    func prepare() { decoder = LinkDecoder(parameters) }

    func run() {
        for (slab, count) in noise.slabs {
            let time = ReceptionTime(utc: 1, monotonic: 1)
            decoder.consume(slab, 0..<count, receivedAt: time, into: &batch)
            batch.removeAll()
        }
    }

    func fault() -> String? {
        let balance = decoder.balance
        if !balance.isBalanced { return "the balance does not hold" }
        return balance.framesDelivered == 0 ? nil : "a frame in noise"
    }
}
