import FeedhornTestKit
import Testing

@testable import ChannelCoding

/// Do vectors, plain Swift and a decoder of unbounded numbers walk the trellis alike?
struct TrellisTests {
    private static let octets = 40

    private struct Walk: Equatable {
        var metrics: [UInt8]
        var survivors: [UInt8]
    }

    private func walk(_ first: [UInt8], _ second: [UInt8], usesVectors: Bool) -> Walk {
        var metrics = [UInt8](repeating: 0, count: TrellisPair.width)
        var survivors = [UInt8](repeating: 0, count: TrellisPair.width * TrellisTests.octets)
        TrellisPair(usesVectors: usesVectors).run(
            first, second, octets: TrellisTests.octets, metrics: &metrics,
            survivors: &survivors)
        return Walk(metrics: metrics, survivors: survivors)
    }

    /// Levels that stress the metrics: all certain, all the same, none, anything.
    static let kinds = ["any", "certain", "ones", "zeros", "nothing", "alternating", "punctured"]

    static func levels(_ kind: String, seed: UInt64) -> [UInt8] {
        var generator = FeedhornTestKit.SeededGenerator(seed: seed)
        return (0..<16 * octets).map { index in
            let any = UInt8(generator.integer(in: 0...12)) | (generator.chance(0.5) ? 0x10 : 0)
            return switch kind {
            case "certain": 12 | any & 0x10
            case "ones": 0x1C
            case "zeros": 0x0C
            case "nothing": any & 0x10
            case "alternating": index % 4 < 2 ? 0x1C : 0x0C
            case "punctured": index % 3 == 0 ? 0 : any
            default: any
            }
        }
    }

    @Test(
        .enabled(if: ProcessorFeatures.octetVectors, "NOT COMPARED: this processor has no AVX2"),
        arguments: kinds, kinds)
    func vectors(first: String, second: String) {
        for seed in 1...3 as ClosedRange<UInt64> {
            let one = TrellisTests.levels(first, seed: seed)
            let other = TrellisTests.levels(second, seed: seed + 100)
            #expect(
                walk(one, other, usesVectors: true) == walk(one, other, usesVectors: false))
        }
    }

    /// Metrics that wrap around decide as those that never do: path by path out of the generators.
    @Test(arguments: kinds)
    func unbounded(kind: String) {
        for seed in 1...4 as ClosedRange<UInt64> {
            let levels = TrellisTests.levels(kind, seed: seed)
            let found = walk(levels, levels, usesVectors: false)
            let expected = UnboundedTrellis(levels)
            for state in 0..<64 {
                let difference = expected.costs[state] - expected.costs[0]
                #expect(abs(difference) <= 96, "8 symbols of strength 12")
                for trellis in 0...1 {
                    let place = TrellisPair.place(state, trellis: trellis)
                    let wrapped =
                        found.metrics[place]
                        &- found.metrics[TrellisPair.place(0, trellis: trellis)]
                    #expect(Int(Int8(bitPattern: wrapped)) == difference)
                    let last = TrellisPair.width * (TrellisTests.octets - 1) + place
                    #expect(found.survivors[last] == expected.fallen[state])
                }
            }
        }
    }
}

/// The algorithm as a textbook has it, with whole paths.
private struct UnboundedTrellis {
    private(set) var costs = [Int](repeating: 0, count: 64)
    /// The bits that fell out of the six of a state in the last eight steps.
    private(set) var fallen = [UInt8](repeating: 0, count: 64)

    init(_ levels: [UInt8]) {
        // A path: its bits, newest in bit 0; the state is the lowest six.
        var paths = (0..<64).map { UInt64($0) }
        for step in 0..<levels.count / 2 {
            var next: [(cost: Int, path: UInt64)?] = Array(repeating: nil, count: 64)
            for state in 0..<64 {
                for bit in 0...1 as ClosedRange<UInt64> {
                    let path = paths[state] << 1 | bit
                    let cost =
                        costs[state] + self.cost(path, levels[2 * step], levels[2 * step + 1])
                    let target = Int(path & 63)
                    // States come in rising order: equal costs keep the lower one.
                    if let known = next[target], known.cost <= cost { continue }
                    next[target] = (cost, path)
                }
            }
            for state in 0..<64 {
                costs[state] = next[state]?.cost ?? .max
                paths[state] = next[state]?.path ?? 0
            }
        }
        for state in 0..<64 { fallen[state] = UInt8(truncatingIfNeeded: paths[state] >> 6) }
    }

    private func cost(_ path: UInt64, _ first: UInt8, _ second: UInt8) -> Int {
        // 131.0-B-5 §3.3: connection vectors 1111001 and 1011011, newest bit first.
        let one = [0, 1, 2, 3, 6].reduce(0) { $0 ^ path >> $1 & 1 }
        let other = [0, 2, 3, 5, 6].reduce(0) { $0 ^ path >> $1 & 1 }
        return (UInt64(first >> 4) == one ? 0 : Int(first & 15))
            + (UInt64(second >> 4) == other ? 0 : Int(second & 15))
    }
}
