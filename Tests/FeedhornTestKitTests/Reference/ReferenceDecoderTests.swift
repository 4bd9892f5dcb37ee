import Testing

@testable import FeedhornTestKit

@Suite(
    "Does a decoder that others wrote find what the generator says?",
    .enabled(if: ReferenceDecoder.isPresent, ReferenceDecoder.absent))
struct ReferenceDecoderTests {
    private static let seeds: [UInt64] = [1, 2, 3]

    @Test func framesBackToBackWithoutFaults() throws {
        var cases: [ReferenceDecoder.Case] = []
        for seed in ReferenceDecoderTests.seeds {
            for version in [FrameFormat.Version.tm, .aos] {
                var link = RandomLink(seed: seed, version: version, channel: .fixed())
                let stream = link.stream(frames: 120, faults: FaultPlan())
                cases.append(link.reference("clean-\(version)-\(seed)", stream))
            }
        }
        try expectEqual(cases)
    }

    @Test func framesBackToBackWithFaults() throws {
        var rates = FaultRates()
        rates.missing = 0.05
        rates.repeated = 0.05
        rates.countReset = 0.02
        rates.badErrorControl = 0.03
        rates.wrongSpacecraft = 0.03
        var cases: [ReferenceDecoder.Case] = []
        for seed in ReferenceDecoderTests.seeds {
            for duplicates in [DuplicateTreatment.keep, .drop] {
                for version in [FrameFormat.Version.tm, .aos] {
                    var link = RandomLink(seed: seed &+ 100, version: version, channel: .fixed())
                    link.duplicates = duplicates
                    let stream = link.stream(frames: 200, faults: FaultPlan(rates: rates))
                    cases.append(
                        link.reference("faults-\(version)-\(duplicates)-\(seed)", stream))
                }
            }
        }
        try expectEqual(cases)
    }

    /// Every code that the reference decoder knows: E = 16, dual basis, fill of zeros.
    @Test(arguments: [1, 2, 4, 5])
    func coded(interleaving: Int) throws {
        var rates = FaultRates()
        rates.symbolErrors = 0.2
        rates.uncorrectable = 0.05
        rates.fillErrors = 0.05
        rates.missing = 0.02
        var cases: [ReferenceDecoder.Case] = []
        for fill in [0, 17] {
            let code = CodeblockFormat(
                interleaving: interleaving, fill: [UInt8](repeating: 0, count: fill))
            for version in [FrameFormat.Version.tm, .aos] {
                let channel = ChannelFormat(code: code, randomizer: fill == 0 ? .short : nil)
                var link = RandomLink(
                    seed: UInt64(interleaving * 7 + fill), version: version, channel: channel)
                var plan = FaultPlan(rates: rates)
                plan.leadingBits = fill % 8
                let stream = link.stream(frames: 60, faults: plan)
                cases.append(link.reference("coded-\(version)-\(fill)", stream))
            }
        }
        try expectEqual(cases)
    }

    /// Codewords back to back whose virtual fill is not zero, as one mission's encoder made it.
    @Test func fillOctets() throws {
        let code = CodeblockFormat(fill: [0xCF, 0xFC, 0x1D])
        var link = RandomLink(seed: 5, version: .tm, channel: .fixed(code: code))
        var rates = FaultRates()
        rates.symbolErrors = 0.3
        rates.fillErrors = 0.1
        let stream = link.stream(frames: 50, faults: FaultPlan(rates: rates))
        guard case .object(let members) = stream.truth.summary() else { return }
        let keys = ["frames", "frames_total", "frames_sha256"]
        let one = ReferenceDecoder.Case(
            name: "fill", octets: stream.octets, layer: "RS codewords (shortened)",
            framing: [
                ("codeword_length", .integer(252)),
                ("rs", .string("(255,223), virtual fill bytes CF FC 1D instead of zeros")),
            ], truth: .object(members.filter { keys.contains($0.key) }))
        #expect(stream.truth.rejections[.code] != nil)
        try expectEqual([one])
    }

    /// A canary: the comparison notices one packet too few.
    @Test func wrongTruthIsNoticed() throws {
        var link = RandomLink(seed: 9, version: .tm, channel: .fixed())
        let stream = link.stream(frames: 40, faults: FaultPlan())
        var delivered = stream.truth.expected
        delivered.packets.removeLast()
        var one = link.reference("wrong", stream)
        one.truth = stream.truth.summary(of: delivered)
        #expect(try !ReferenceDecoder.differences([one]).isEmpty)
    }

    @Test func demoPass() throws {
        let pass = DemoPass()
        // The reference decoder knows one polarity: turn the part back that arrives inverted.
        var bits = BitSequence(pass.octets)
        let turns = pass.truth.turns()
        bits.invert(turns)
        let stream = GeneratedStream(octets: bits.octets, truth: pass.truth)
        let one = ReferenceDecoder.Case(
            "demo-pass", stream, channel: DemoPass.channelFormat, format: DemoPass.frameFormat)
        try expectEqual([one])
    }

    private func expectEqual(_ cases: [ReferenceDecoder.Case]) throws {
        let differences = try ReferenceDecoder.differences(cases)
        #expect(differences.isEmpty, "\(differences)")
    }
}
