import LinkConfiguration
import TelemetryLink

/// One run of the real decoder over some octets with one combination.
struct Trial {
    let sketch: LinkSketch
    let evidence: Evidence
    /// Delivered frames, or records, as far as they were kept.
    private(set) var frames: [[UInt8]] = []

    /// Octets handed over at once.
    private static let chunk = 64 << 10

    /// - Parameters:
    ///   - recordBits: what the framing itself is worth against chance.
    ///   - keeping: frames to keep, and octets of them.
    /// - Returns: `nil` for a combination that is no link file.
    init?(
        _ sketch: LinkSketch, _ slab: Slab, _ count: Int, recordBits: Double = 0,
        keeping: Int = 0
    ) {
        let text = sketch.yaml(name: "identified")
        guard let link = try? LinkFile.parse(Array(text.utf8), file: "identified.yaml") else {
            return nil
        }
        self.sketch = sketch
        var decoder = LinkDecoder(link.parameters)
        var batch = PacketBatch()
        var kept: [[UInt8]] = []
        var words = (telling: 0, all: 0)
        func keep(_ batch: borrowing PacketBatch) {
            for frame in batch.frames {
                if kept.count >= keeping, sketch.code == nil { break }
                let octets = batch.octets(of: frame).withUnsafeBytes { Array($0) }
                if let code = sketch.code {
                    words.telling += CodewordContent.telling(octets[...], code.interleave)
                    words.all += code.interleave
                }
                if kept.count < keeping { kept.append(octets) }
            }
        }
        let time = ReceptionTime(utc: 0, monotonic: 0)
        for start in stride(from: 0, to: count, by: Self.chunk) {
            decoder.consume(
                slab, start..<min(count, start + Self.chunk), receivedAt: time, into: &batch)
            keep(batch)
            batch.removeAll()
        }
        decoder.finish(into: &batch)
        keep(batch)
        frames = kept
        let checked = Trial.recordBits(sketch, decoder.balance)
        evidence = Evidence(
            decoder.balance, decoder.statistics, sketch, recordBits: recordBits + checked,
            tellingWords: words.telling, octets: count)
    }

    /// What the checks of a framing's own records say.
    private static func recordBits(_ sketch: LinkSketch, _ balance: LinkBalance) -> Double {
        let good = Int(clamping: balance.framesDelivered)
        let octets = Int(clamping: balance.bitsIn / 8)
        switch sketch.outer {
        // The start word, and the checksum of 32 bits; it may stand at every octet.
        case .fprime: return Surprise.of(good, outOf: octets, bits: 64)
        // The start octet and the checksum, at every octet.
        case .mavlink: return Surprise.of(good, outOf: octets, bits: 24)
        // A flag of eight bits in front, one behind, and the check sequence, at every bit.
        case .hdlc: return Surprise.of(good, outOf: octets * 8, bits: 32)
        default: return 0
        }
    }
}
