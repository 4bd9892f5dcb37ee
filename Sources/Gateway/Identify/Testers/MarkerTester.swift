import ChannelCoding

/// Combinations for a stream with sync markers: how far they are apart says the frame's length.
struct MarkerTester {
    let octets: [UInt8]
    let marker: [UInt8]

    /// Distances that are tried, the most frequent ones.
    private static let distances = 3
    /// Shorter units are no frames.
    private static let shortest = 8

    /// Whether the marker stands there more often than by chance; at 66 places of 2^32 it does.
    var isThere: Bool { hits.count >= 2 }

    private let hits: [MarkerHit]

    init?(_ octets: [UInt8], marker: [UInt8]) {
        guard let pattern = AttachedSyncMarker(octets: marker) else { return nil }
        self.octets = octets
        self.marker = marker
        hits = MarkerHits(octets, pattern, maximumErrors: 1).hits
    }

    func sketches() -> [LinkSketch] {
        guard !hits.isEmpty else { return [] }
        let counts = distances()
        let frequent = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .prefix(Self.distances)
        let regular = (frequent.first?.value ?? 0) * 2 >= hits.count - 1
        let lengths = frequent.map { $0.key / 8 - marker.count }
            .filter { $0 >= Self.shortest && $0 <= 65_536 }
        let codeblocks = ReedSolomonCode.interleavingDepths.map { 255 * $0 }
        var found: [LinkSketch] = []
        for length in lengths + codeblocks.filter({ !lengths.contains($0) }) {
            let isDistance = lengths.contains(length)
            found += sketches(
                length, isBitStream: !(isDistance && regular), isDistance: isDistance)
        }
        return found
    }

    /// How often two markers that follow each other are so many bits apart; whole octets only.
    private func distances() -> [Int: Int] {
        var counts: [Int: Int] = [:]
        for (first, second) in zip(hits, hits.dropFirst()) {
            let distance = second.bit - first.bit
            if distance.isMultiple(of: 8) { counts[distance, default: 0] += 1 }
        }
        return counts
    }

    private func sketches(
        _ length: Int, isBitStream: Bool, isDistance: Bool
    ) -> [LinkSketch] {
        // Units all over the stream: its beginning may be noise.
        let step = max(1, hits.count / CodeTester.looked)
        let starts = stride(from: 0, to: hits.count, by: step).map {
            (bit: hits[$0].bit + marker.count * 8, inverted: hits[$0].inverted)
        }
        var found: [LinkSketch] = []
        // The sequence of the short randomizer is a codeword: a code does not tell it from none.
        var coded: [LinkSketch] = []
        for randomizer in LinkSketch.Randomizer.allCases {
            var sketch = LinkSketch(
                outer: .synchronized(marker: marker, bitStream: isBitStream), length: length)
            sketch.randomizer = randomizer
            let units = FrameUnits(octets, starts: starts, length: length, randomizer).units
            if let code = CodeTester(marker: marker).code(of: units) {
                sketch.code = code
                sketch.length = length - code.parity
                coded.append(sketch)
                continue
            }
            guard isDistance else { continue }
            found.append(sketch)
            if length == 1_020 {
                var other = sketch
                other.isLDPC = true
                other.length = 892
                found.append(other)
            }
            if let stripped = stripped(sketch) { found.append(stripped) }
        }
        return coded.isEmpty ? found : coded
    }

    /// Parity of a full-length code that is none: some encoders send that.
    private func stripped(_ sketch: LinkSketch) -> LinkSketch? {
        guard sketch.length.isMultiple(of: 255),
            ReedSolomonCode.interleavingDepths.contains(sketch.length / 255)
        else { return nil }
        var sketch = sketch
        let code = LinkSketch.Code(
            errors: 16, interleave: sketch.length / 255, isDual: true, isStripped: true)
        sketch.code = code
        sketch.length -= code.parity
        return sketch
    }
}
