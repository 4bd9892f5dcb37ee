import FeedhornTestKit
import Testing

@Suite(
    "Does a decoder that others wrote find the frames again behind cuts, slips and noise?",
    .enabled(if: ReferenceDecoder.isPresent, ReferenceDecoder.absent))
struct ReferenceDamageTests {
    private static var channel: ChannelFormat {
        var channel = ChannelFormat(code: CodeblockFormat(), randomizer: .short)
        // What the reference decoder bears.
        channel.maximumMarkerErrors = 4
        return channel
    }

    /// Damage in the middle of CADUs leaves no doubt about what is lost.
    @Test func oneRightResult() throws {
        let cases = try (1...4).map { seed in
            var generator = SeededGenerator(seed: UInt64(seed))
            var faults: [PlacedFault] = []
            for frame in 0..<150 where generator.chance(0.3) {
                let at = generator.integer(in: 200...1_200)
                faults.append(PlacedFault(frame, generator.pick(damage(at, &generator))))
            }
            var plan = FaultPlan(faults)
            plan.leadingBits = 1_001
            plan.trailingBits = 77
            var link = RandomLink(
                seed: UInt64(seed), version: seed % 2 == 0 ? .tm : .aos,
                channel: ReferenceDamageTests.channel)
            let stream = link.stream(frames: 150, faults: plan)
            try #require(stream.truth.isExact, "\(generator)")
            return link.reference("damaged-\(seed)", stream)
        }
        let differences = try ReferenceDecoder.differences(cases)
        #expect(differences.isEmpty, "\(differences)")
    }

    private func damage(_ at: Int, _ generator: inout SeededGenerator) -> [StreamFault] {
        [
            .deletedBits(at: at, count: generator.integer(in: 1...800)),
            .insertedBits(at: at, count: generator.integer(in: 1...800)),
            .insertedBits(at: 0, count: generator.integer(in: 1...3_000)),
            .markerErrors(generator.integer(in: 1...4)),
            .symbolErrors(generator.integer(in: 1...30), codeword: nil, place: .anywhere),
            .missing,
        ]
    }

    /// Damage anywhere: what must be delivered is, what must not is not, and of what may be
    /// delivered some choice explains the result.
    @Test func someChoiceExplainsTheResult() throws {
        var rates = FaultRates()
        rates.symbolErrors = 0.1
        rates.markerErrors = 0.05
        rates.lostMarker = 0.05
        rates.cut = 0.05
        rates.slip = 0.1
        rates.garbage = 0.05
        var cases: [ReferenceDecoder.Case] = []
        var choices: [Set<String>] = []
        for seed: UInt64 in 1...12 {
            var link = RandomLink(
                seed: seed, version: .tm, channel: ReferenceDamageTests.channel)
            let stream = link.stream(frames: 40, faults: FaultPlan(rates: rates))
            // The reference decoder goes on behind a frame, and misses one that began in it.
            let open = stream.truth.frames.indices.filter {
                stream.truth.frames[$0].expectation == .mayDeliver
                    || stream.truth.frames[$0].isOverlapped
            }
            guard open.count <= 8 else { continue }
            cases.append(link.reference("choice-\(seed)", stream))
            choices.append(digests(stream.truth, open))
        }
        try #require(cases.count >= 6, "too few streams can be decided")
        #expect(choices.contains { $0.count > 1 }, "no stream leaves a choice")
        let found = try ReferenceDecoder.frameDigests(cases)
        for (place, digest) in found.enumerated() {
            #expect(choices[place].contains(digest), "\(cases[place].name)")
        }
    }

    /// The frames' digest for every choice among the open ones.
    private func digests(_ truth: StreamTruth, _ open: [Int]) -> Set<String> {
        Set(
            (0..<1 << open.count).map { choice in
                let taken = Set(open.indices.filter { choice >> $0 & 1 == 1 }.map { open[$0] })
                let left = Set(open).subtracting(taken)
                let frames = truth.delivered { taken.contains($0) }.frames
                return OctetDigest.hexadecimal(
                    frames.filter { !left.contains($0) }.flatMap { truth.frames[$0].frame.octets })
            })
    }
}
