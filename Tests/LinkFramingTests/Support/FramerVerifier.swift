import FeedhornTestKit
import Testing

@testable import LinkFraming

/// Something that a sender puts on the line, and what a framer must make of it.
struct Sample {
    var wire: [UInt8]
    /// Data of the records in it that are good, or that nothing can be said against.
    var data: [[UInt8]]

    init(_ wire: [UInt8], _ data: [UInt8]...) {
        self.wire = wire
        self.data = data
    }
}

/// Runs one framer through everything that a line can do to it.
struct FramerVerifier<Framer: RecordFramer> {
    let name: String
    let framer: Framer
    let samples: [Sample]
    /// Octets that may stand between two samples and make nothing of their own.
    var noise: (inout SeededGenerator) -> [UInt8] = { _ in [] }
    /// What a record must never be made of a damaged one: the framing has a checksum.
    var isChecked = false

    private var wanted: [[UInt8]] { samples.flatMap(\.data) }

    func verify(sourceLocation: SourceLocation = #_sourceLocation) {
        each(sourceLocation)
        pieces("glued", samples.flatMap(\.wire), wanted, sourceLocation)
        guarded(sourceLocation)
        prefixes(sourceLocation)
        mutations(sourceLocation)
    }

    private func run(_ octets: [UInt8], _ chunks: [Range<Int>]? = nil) -> FramerRun {
        FramerRun(framer, octets, chunks ?? [0..<octets.count])
    }

    /// The same, however the octets come.
    @discardableResult
    private func pieces(
        _ what: String, _ octets: [UInt8], _ data: [[UInt8]]?, _ location: SourceLocation
    ) -> FramerRun {
        let whole = run(octets)
        if let data {
            #expect(whole.goodData == data, "\(name) \(what)", sourceLocation: location)
        }
        var cuts = [(0..<octets.count).map { $0..<$0 + 1 }]
        for seed in 1...3 {
            var generator = SeededGenerator(seed: UInt64(seed))
            cuts.append(generator.chunks(of: octets.count, upTo: 3 * seed * seed))
        }
        for (index, cut) in cuts.enumerated() {
            let parts = run(octets, cut)
            #expect(
                parts.faults == [] && parts == whole, "\(name) \(what), cut \(index)",
                sourceLocation: location)
        }
        #expect(whole.faults == [], "\(name) \(what)", sourceLocation: location)
        return whole
    }

    private func each(_ location: SourceLocation) {
        for (index, sample) in samples.enumerated() {
            pieces("sample \(index)", sample.wire, sample.data, location)
        }
    }

    /// Noise in front, between and behind.
    private func guarded(_ location: SourceLocation) {
        for seed in 1...5 {
            var generator = SeededGenerator(seed: UInt64(seed))
            var octets = noise(&generator)
            for sample in samples { octets += sample.wire + noise(&generator) }
            pieces("with noise, seed \(seed)", octets, wanted, location)
        }
    }

    /// Cut off anywhere: what was whole before the cut is there, nothing else, and nothing traps.
    private func prefixes(_ location: SourceLocation) {
        var generator = SeededGenerator(seed: 7)
        let octets = samples.flatMap(\.wire)
        let step = max(1, octets.count / 3_000)
        for end in stride(from: 0, through: octets.count, by: step) {
            let cut = run(Array(octets[..<end]))
            let records = cut.goodData
            #expect(cut.faults == [], "\(name) cut at \(end)", sourceLocation: location)
            #expect(
                records == Array(wanted.prefix(records.count)), "\(name) cut at \(end)",
                sourceLocation: location)
            guard generator.chance(0.05) else { continue }
            // A good record behind the cut is found all the same, unless the cut one swallowed it.
            pieces("cut at \(end) and gone on", Array(octets[..<end] + octets), nil, location)
        }
    }

    /// Damaged anywhere: nothing traps, the books balance, and no checked record is made up.
    private func mutations(_ location: SourceLocation) {
        let octets = samples.flatMap(\.wire)
        let sent = Set(wanted)
        for seed in 1...60 {
            var generator = SeededGenerator(seed: UInt64(seed))
            var damaged = octets
            for _ in 0..<generator.integer(in: 1...8) {
                let place = generator.integer(below: damaged.count)
                switch generator.integer(below: 4) {
                case 0: damaged[place] ^= 1 << UInt8(generator.integer(below: 8))
                case 1: damaged[place] = UInt8(truncatingIfNeeded: generator.next())
                case 2: damaged.insert(generator.pick([0, 0xC0, 0xDB, 0x7E, 0xFF]), at: place)
                default: if damaged.count > 1 { damaged.remove(at: place) }
                }
            }
            let result = pieces("mutation, seed \(seed)", damaged, nil, location)
            guard isChecked else { continue }
            #expect(
                result.passedData.allSatisfy(sent.contains), "\(name) made up, seed \(seed)",
                sourceLocation: location)
        }
    }
}
