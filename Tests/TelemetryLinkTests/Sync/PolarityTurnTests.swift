import FeedhornExactness
import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Does a turn of the polarity cost no frame that can be read?")
struct PolarityTurnTests {
    private static let frames = 7

    private func decode(
        at bit: Int, _ code: CodeblockFormat?, fecf: Bool
    ) -> (decoded: Decoded, truth: StreamTruth) {
        let channel = ChannelFormat(code: code, randomizer: .short)
        var format = FrameFormat(.tm, length: code?.dataLength ?? 100)
        format.hasErrorControl = fecf
        let builder = FrameBuilder(
            format: format, spacecraft: 5, generator: SeededGenerator(seed: 81))
        var plan = TrafficPlan(
            builder: builder, channels: [TrafficPlan.Channel(virtualChannel: 0, service: .other)],
            generator: SeededGenerator(seed: 82))
        var streamBuilder = StreamBuilder(channel: channel, generator: SeededGenerator(seed: 83))
        streamBuilder.acceptedSpacecraft = [5]
        let stream = streamBuilder.build(
            plan.frames(PolarityTurnTests.frames),
            faults: FaultPlan([PlacedFault(3, .polarityTurn(at: bit))]))
        let parameters = ManagedParameters(channel: channel, format: format, accepts: [5])
        let decoded = parameters.decode(stream.octets)
        TruthCheck.run(decoded, stream, "turn at bit \(bit)")
        #expect(parameters.decode(stream.octets, .fixed(7)).records == decoded.records)
        return (decoded, stream.truth)
    }

    /// The marker is torn: neither polarity has it.
    @Test("In the marker", arguments: Array(stride(from: 0, through: 32, by: 2)))
    func inTheMarker(bit: Int) {
        for (code, fecf) in PolarityTurnTests.links {
            let (decoded, _) = decode(at: bit, code, fecf: fecf)
            #expect(decoded.frames.count == PolarityTurnTests.frames)
            #expect(decoded.records.events.contains { $0.kind == .polarity(inverted: true) })
            #expect(decoded.balance.framesRejected.total == 0)
        }
    }

    /// The marker has the old polarity, the frame the new one but for symbols that can be
    /// corrected.
    @Test("In the first symbols of the frame", arguments: [33, 40, 50, 64, 100, 150, 32 + 16 * 8])
    func inTheFirstSymbols(bit: Int) {
        for fill in [0, 60] {
            let code = CodeblockFormat(fill: [UInt8](repeating: 0, count: fill))
            let (decoded, truth) = decode(at: bit, code, fecf: false)
            #expect(decoded.frames.count == PolarityTurnTests.frames, "fill \(fill)")
            let corrected = UInt16((bit - 32 + 7) / 8)
            #expect(decoded.frames[3].annotation.correctedSymbols == corrected)
            #expect(truth.frames[3].correctedSymbols == [Int(corrected)])
        }
    }

    @Test("In the last symbols of the frame", arguments: [32 + 255 * 8 - 128, 32 + 255 * 8 - 1])
    func inTheLastSymbols(bit: Int) {
        let (decoded, _) = decode(at: bit, CodeblockFormat(), fecf: false)
        #expect(decoded.frames.count == PolarityTurnTests.frames)
    }

    @Test(
        "In the middle of the frame, which is lost, and no other", arguments: [500, 1_000, 1_500])
    func inTheMiddle(bit: Int) {
        let (decoded, _) = decode(at: bit, CodeblockFormat(), fecf: false)
        #expect(decoded.frames.count == PolarityTurnTests.frames - 1)
        #expect(decoded.gaps == [.gap(missing: 1)])
    }

    private static let links: [(CodeblockFormat?, Bool)] = [
        (CodeblockFormat(), false), (CodeblockFormat(interleaving: 2, fill: [0, 0, 0]), true),
        (CodeblockFormat(errorCapability: 8), true), (nil, true),
    ]
}
