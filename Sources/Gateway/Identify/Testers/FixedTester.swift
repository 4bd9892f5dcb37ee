import ChannelCoding

/// Combinations for frames back to back from octet 0: which length makes headers of one spacecraft
/// with counts in step, or codewords?
struct FixedTester {
    let octets: [UInt8]

    /// Lengths that are tried, parity included.
    private static let lengths = 12...4_096
    /// Frames that are looked at for each.
    private static let looked = 512
    /// Combinations that are handed on, the best ones.
    private static let kept = 6

    func sketches() -> [LinkSketch] {
        let (framed, surprise) = headers()
        return surprise < Self.plain ? framed + codewords() : framed
    }

    /// Headers that are worth so much are no structure of something else.
    private static let plain = 200.0
    /// Shorter codewords are not looked for where nothing else tells frames.
    private static let shortest = 64

    private func headers() -> ([LinkSketch], Double) {
        var found: [(sketch: LinkSketch, surprise: Double, isMost: Bool)] = []
        for randomizer in LinkSketch.Randomizer.allCases {
            let mask = HeaderTally.Heading(randomizer.sequence?.sequence(count: 8) ?? [])
            for length in Self.lengths where length * 2 <= octets.count {
                guard let tally = tally(length, mask), tally.surprise >= Surprise.enough
                else { continue }
                var sketch = LinkSketch(outer: .fixedFrames, inner: tally.kind, length: length)
                sketch.randomizer = randomizer
                let count = min(Self.looked, octets.count / length)
                found.append((sketch, tally.surprise, tally.steps * 4 >= count))
            }
        }
        found.sort { $0.surprise > $1.surprise }
        // Headers in a part of the places only are perhaps those of nothing.
        let best = found.first.map { $0.isMost ? $0.surprise : 0 } ?? 0
        return (found.prefix(Self.kept).flatMap { withCode($0.sketch) }, best)
    }

    private func tally(_ length: Int, _ mask: HeaderTally.Heading) -> HeaderTally? {
        let count = min(Self.looked, (octets.count - 8) / length)
        guard count >= 2 else { return nil }
        let headings = octets.withUnsafeBytes { memory in
            (0..<count).map { index in
                HeaderTally.Heading(
                    bigEndian: memory.loadUnaligned(fromByteOffset: index * length, as: UInt64.self)
                ) ^ mask
            }
        }
        return HeaderTally.best(headings, frameLength: length)
    }

    /// The same, and with the parity of a code at the end of each frame, if there is one.
    private func withCode(_ sketch: LinkSketch) -> [LinkSketch] {
        guard let code = CodeTester(marker: []).code(of: units(sketch.length, sketch.randomizer))
        else { return [sketch] }
        var coded = sketch
        coded.code = code
        coded.length -= code.parity
        return [sketch, coded]
    }

    private func units(_ length: Int, _ randomizer: LinkSketch.Randomizer) -> [[UInt8]] {
        let all = octets.count / length
        let step = max(1, all / CodeTester.looked)
        let starts = stride(from: 0, to: all, by: step).map {
            (bit: $0 * length * 8, inverted: false)
        }
        return FrameUnits(octets, starts: starts, length: length, randomizer).units
    }

    // MARK: codewords with anything in them

    /// Codeblocks whose frames nobody knows: every length that a code can have.
    private func codewords() -> [LinkSketch] {
        var screen = CodewordScreen()
        var found: [LinkSketch] = []
        for randomizer in LinkSketch.Randomizer.allCases {
            let mask = randomizer.sequence?.sequence(count: 2_040) ?? []
            for depth in ReedSolomonCode.interleavingDepths {
                let words = stride(from: 255, to: Self.shortest, by: -1)
                for word in words where found.count < Self.kept {
                    let length = word * depth
                    guard length * 2 <= octets.count,
                        screen.passes(octets, length: length, depth: depth, mask: mask)
                    else { continue }
                    let tester = CodeTester(marker: AttachedSyncMarker.standard.octets)
                    guard let code = tester.code(of: units(length, randomizer)) else { continue }
                    var sketch = LinkSketch(outer: .fixedFrames, length: length - code.parity)
                    sketch.randomizer = randomizer
                    sketch.code = code
                    found.append(sketch)
                }
            }
        }
        return found
    }
}

extension HeaderTally.Heading {
    /// The first eight octets; zeros where there are fewer.
    init(_ octets: [UInt8]) {
        self = octets.prefix(8).enumerated().reduce(0) {
            $0 | UInt64($1.element) << UInt64(56 - 8 * $1.offset)
        }
    }
}
