import TelemetryLink

/// Finds out what some octets of an unknown stream are, by trying.
///
/// Quick testers make combinations out of what stands in the octets; each is then run through the
/// real decoder, and counts as found only where what that says would come out of random octets
/// less than once in 2^48 times (``Surprise``).
public struct StreamIdentifier {
    /// Octets of a stream that are looked at, unless told otherwise: 4 MiB.
    public static let usualLimit = 4 << 20
    /// Octets on which combinations are compared; the best are run over all.
    private static let probe = 512 << 10
    /// The same for what only the packets tell.
    private static let packetProbe = 256 << 10
    /// Combinations that are told at most.
    private static let told = 5
    /// Frames that are worth so much are frames, whatever lies in each of them.
    private static let surely = 200.0
    /// Nothing is said of less.
    private static let fewest = 16

    /// Markers that are looked for: those of CCSDS 131.0-B-5 §9.3 that fit the codes known here,
    /// and that of proximity and small missions.
    public static let usualMarkers: [[UInt8]] = [
        [0x1A, 0xCF, 0xFC, 0x1D], [0x35, 0x2E, 0xF8, 0x53],
        [0x03, 0x47, 0x76, 0xC7, 0x27, 0x28, 0x95, 0xB0],
    ]

    private let octets: [UInt8]
    private let slab: Slab
    private let markers: [[UInt8]]

    /// - Parameters:
    ///   - octets: the beginning of the stream.
    ///   - markers: sync markers that are looked for.
    public init(_ octets: [UInt8], markers: [[UInt8]] = StreamIdentifier.usualMarkers) {
        self.octets = octets
        slab = Slab(copying: octets)
        self.markers = markers
    }

    /// The combinations that fit, the best one first.
    public func identify() -> [IdentifiedLink] {
        guard octets.count >= Self.fewest, !isConstant else { return [] }
        var trials = plain()
        if trials.isEmpty { trials = coded() }
        return ranked(trials)
    }

    /// Nearly all octets are the same: a line that idles, not a stream.
    private var isConstant: Bool {
        var counts = [Int](repeating: 0, count: 256)
        for octet in octets { counts[Int(octet)] += 1 }
        return (counts.max() ?? 0) * 1_000 >= octets.count * 999
    }

    // MARK: combinations

    /// Streams of bits or octets as they are.
    private func plain() -> [Trial] {
        let marked = markers.flatMap { MarkerTester(octets, marker: $0)?.sketches() ?? [] }
        var trials = marked.flatMap { explore($0) }
        trials += records()
        // With frames behind markers, others would begin at octet 0 by chance only.
        if !trials.contains(where: \.sketch.isSurelySynchronized) {
            trials += FixedTester(octets: octets).sketches().flatMap { explore($0) }
            trials += LengthTester(octets: octets).sketches().flatMap { explore($0) }
            trials += PacketTester(octets: octets).sketches().flatMap { explore($0) }
        }
        return trials
    }

    private func records() -> [Trial] {
        let kiss = KISSTester(octets)
        var trials: [Trial] = []
        if kiss.surprise > 0 {
            trials += explore(
                LinkSketch(outer: .kiss(port: kiss.port)), recordBits: kiss.surprise)
        }
        if kiss.escapes > 0, kiss.badEscapes == 0 {
            let bits = Surprise.of(kiss.escapes, outOf: kiss.escapes, bits: 7)
            trials += explore(LinkSketch(outer: .slip), recordBits: bits)
        } else if octets.contains(0xC0) {
            trials += explore(LinkSketch(outer: .slip))
        }
        let cobs = COBSTester(octets).surprise
        if cobs > 0 { trials += explore(LinkSketch(outer: .cobs), recordBits: cobs) }
        for line in 0..<8 {
            trials += explore(
                LinkSketch(
                    outer: .hdlc(
                        mostSignificantFirst: line & 1 != 0, nrzi: line & 2 != 0,
                        g3ruh: line & 4 != 0)))
        }
        trials += explore(LinkSketch(outer: .fprime))
        trials += explore(LinkSketch(outer: .mavlink))
        return trials
    }

    /// Channel symbols and levels.
    private func coded() -> [Trial] {
        markers.flatMap { marker in
            SymbolTester.decoded(octets, marker: marker).flatMap { decoded in
                (MarkerTester(decoded.octets, marker: marker)?.sketches() ?? []).flatMap { sketch in
                    var sketch = sketch
                    sketch.symbols = decoded.symbols
                    sketch.isDifferential = decoded.isDifferential
                    return explore(sketch)
                }
            }
        }
    }

    /// Runs a combination, looks what is in its frames, and runs it with that.
    private func explore(_ sketch: LinkSketch, recordBits: Double = 0) -> [Trial] {
        var base = sketch
        base.inner = .opaque
        let count = min(octets.count, Self.probe)
        guard
            let first = Trial(
                base, slab, count, recordBits: recordBits, keeping: ContentTester.looked)
        else { return [] }
        var sketches: [LinkSketch] = []
        switch sketch.outer {
        case .packets, .mavlink: break
        default: sketches = ContentTester(frames: first.frames).refined(base)
        }
        let others = sketches.filter { $0 != base }
            .compactMap { Trial($0, slab, count, recordBits: recordBits) }
        return ([first] + others).filter { $0.evidence.bits >= Surprise.enough }
    }

    // MARK: the best

    private func ranked(_ trials: [Trial]) -> [IdentifiedLink] {
        var seen: Set<LinkSketch> = []
        let frames = trials.contains { $0.sketch.isFrames && $0.evidence.bits >= Self.surely }
        let packets = trials.contains {
            $0.sketch.outer == .packets(octetsBefore: 0) && $0.evidence.explained >= 95
        }
        let candidates = trials.filter {
            // What lies in each frame, or what each packet is, seen as something else.
            !(frames && $0.sketch.beginsBehindHeaders) && !(packets && $0.sketch.isUnknownFrame)
        }
        let best = candidates.sorted { StreamIdentifier.isBetter($0, $1) }
            .filter { seen.insert($0.sketch).inserted }.prefix(Self.told)
        let refined = best.map(withOptions)
        return told(
            refined.sorted { StreamIdentifier.isBetter($0, $1) }
                .filter { $0.evidence.bits >= Surprise.enough }
        )
        .map { IdentifiedLink(sketch: $0.sketch, evidence: $0.evidence, notes: notes($0)) }
    }

    /// The best, and those others that may be meant, too: not the ones that are the best one seen
    /// through another length.
    private func told(_ trials: [Trial]) -> [Trial] {
        guard let best = trials.first else { return [] }
        let others = trials.dropFirst().filter { trial in
            let (long, short) = (
                max(best.sketch.length, trial.sketch.length),
                min(best.sketch.length, trial.sketch.length)
            )
            let isSame = long == short || short == 0 || !long.isMultiple(of: short)
            return isSame && trial.evidence.explained >= 25
                && trial.evidence.bits * 4 >= best.evidence.bits
        }
        return [best] + others
    }

    private static func isBetter(_ left: Trial, _ right: Trial) -> Bool {
        (left.evidence.weight, right.sketch.extras) > (right.evidence.weight, left.sketch.extras)
    }

    /// What in a frame is packets is told by the packets alone.
    private func withOptions(_ trial: Trial) -> Trial {
        var sketch = trial.sketch
        let count = min(octets.count, Self.packetProbe)
        if sketch.isOpaqueInside, let opaque = Trial(sketch, slab, count) {
            let trials = DataFieldOptions.sketches(sketch).compactMap { Trial($0, slab, count) }
            sketch = DataFieldOptions.best(trials, opaque)
        }
        guard octets.count > Self.probe || sketch != trial.sketch,
            let whole = Trial(sketch, slab, octets.count, recordBits: recordBits(sketch)),
            octets.count > Self.probe || whole.evidence.bits >= trial.evidence.bits
        else { return trial }
        return whole
    }

    private func recordBits(_ sketch: LinkSketch) -> Double {
        switch sketch.outer {
        case .kiss: KISSTester(octets).surprise
        case .cobs: COBSTester(octets).surprise
        default: 0
        }
    }

    private func notes(_ trial: Trial) -> [String] {
        guard case .kiss = trial.sketch.outer, trial.sketch.inner == .opaque,
            let again = Trial(
                trial.sketch, slab, min(octets.count, Self.probe), keeping: ContentTester.looked)
        else { return [] }
        let addressed = ContentTester(frames: again.frames).addressed
        guard addressed > 0, addressed * 10 >= again.frames.count * 9 else { return [] }
        return ["The records are AX.25 frames: framing [kiss, ax25] checks their addresses."]
    }
}
