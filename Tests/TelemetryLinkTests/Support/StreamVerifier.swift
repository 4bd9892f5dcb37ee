import FeedhornTestKit
import Testing

@testable import TelemetryLink

/// Something that a sender puts on the line, and what a link must make of it.
struct StreamSample {
    var wire: [UInt8]
    var data: [[UInt8]]

    init(_ wire: [UInt8], _ data: [UInt8]...) {
        self.wire = wire
        self.data = data
    }
}

/// Runs a link whose records hold other protocols through everything that a line can do to it:
/// whole, octet by octet, glued, with noise between, cut off anywhere, damaged anywhere. The
/// decoding itself looks at the books after every chunk, and puts other octets around each.
struct StreamVerifier {
    let name: String
    let parameters: ManagedParameters
    let samples: [StreamSample]
    /// Octets that may stand between two samples and make nothing of their own.
    var noise: (inout SeededGenerator) -> [UInt8] = { _ in [] }
    /// A checksum keeps damaged records out: what is called good was sent.
    var isChecked = false
    /// What leaves: frames, or the packets in them.
    var leaving: (Decoded) -> [[UInt8]] = { $0.frames.map(\.octets) }

    private var wanted: [[UInt8]] { samples.flatMap(\.data) }
    private var wire: [UInt8] { samples.flatMap(\.wire) }

    func verify(sourceLocation: SourceLocation = #_sourceLocation) {
        for (index, sample) in samples.enumerated() {
            let found = leaving(parameters.decodeInManyWays(sample.wire))
            #expect(found == sample.data, "\(name) \(index)", sourceLocation: sourceLocation)
        }
        let glued = leaving(parameters.decodeInManyWays(wire))
        #expect(glued == wanted, "\(name) glued", sourceLocation: sourceLocation)
        for seed in 1...5 { noisy(UInt64(seed), sourceLocation) }
        prefixes(sourceLocation)
        for seed in 1...40 { mutation(UInt64(seed), sourceLocation) }
    }

    /// Noise in front, between and behind.
    private func noisy(_ seed: UInt64, _ location: SourceLocation) {
        var generator = SeededGenerator(seed: seed)
        var octets = noise(&generator)
        for sample in samples { octets += sample.wire + noise(&generator) }
        let found = leaving(parameters.decodeInManyWays(octets))
        #expect(found == wanted, "\(name) with noise, seed \(seed)", sourceLocation: location)
    }

    /// What was whole before the cut is there, and nothing else.
    private func prefixes(_ location: SourceLocation) {
        let octets = wire
        for end in stride(from: 0, through: octets.count, by: max(1, octets.count / 400)) {
            let found = leaving(parameters.decode(Array(octets[..<end])))
            #expect(
                found == Array(wanted.prefix(found.count)), "\(name) cut at \(end)",
                sourceLocation: location)
        }
        #expect(leaving(parameters.decode(octets)) == wanted, sourceLocation: location)
    }

    private func mutation(_ seed: UInt64, _ location: SourceLocation) {
        var generator = SeededGenerator(seed: seed)
        var damaged = wire
        for _ in 0..<generator.integer(in: 1...6) {
            let place = generator.integer(below: damaged.count)
            switch generator.integer(below: 3) {
            case 0: damaged[place] ^= 1 << UInt8(generator.integer(below: 8))
            case 1: damaged.insert(generator.pick([0, 0xC0, 0xDB, 0x7E, 0xFF]), at: place)
            default: damaged.remove(at: place)
            }
        }
        let found = leaving(parameters.decodeInManyWays(damaged))
        guard isChecked else { return }
        #expect(
            found.allSatisfy(wanted.contains), "\(name) made up, seed \(seed)",
            sourceLocation: location)
    }
}
