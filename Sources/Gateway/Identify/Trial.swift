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
        func keep(_ batch: borrowing PacketBatch) {
            for frame in batch.frames.prefix(max(0, keeping - kept.count)) {
                batch.octets(of: frame).withUnsafeBytes { kept.append(Array($0)) }
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
            octets: count)
    }

    /// What the checks of a framing's own records say.
    private static func recordBits(_ sketch: LinkSketch, _ balance: LinkBalance) -> Double {
        let (good, found) = (Int(clamping: balance.framesDelivered), Int(clamping: balance.framesFound))
        switch sketch.outer {
        // The start word, and the checksum of 32 bits; it may stand at every octet.
        case .fprime: return Surprise.of(good, outOf: max(found, Int(balance.bitsIn / 8)), bits: 64)
        // The start octet and the checksum, at every octet.
        case .mavlink: return Surprise.of(good, outOf: max(found, Int(balance.bitsIn / 8)), bits: 24)
        // A flag of eight bits in front, one behind, and the check sequence, at every bit.
        case .hdlc: return Surprise.of(good, outOf: max(found, Int(balance.bitsIn)), bits: 32)
        default: return 0
        }
    }
}
