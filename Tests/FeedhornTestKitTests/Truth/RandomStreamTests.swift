import FeedhornTestKit
import Testing

@Suite("Does the truth agree with itself, whatever goes wrong?")
struct RandomStreamTests {
    private static var rates: FaultRates {
        var rates = FaultRates()
        rates.symbolErrors = 0.1
        rates.uncorrectable = 0.05
        rates.fillErrors = 0.05
        rates.markerErrors = 0.05
        rates.lostMarker = 0.05
        rates.cut = 0.05
        rates.slip = 0.05
        rates.garbage = 0.05
        rates.polarityTurn = 0.05
        rates.missing = 0.05
        rates.repeated = 0.05
        rates.countReset = 0.05
        rates.badErrorControl = 0.05
        rates.wrongSpacecraft = 0.05
        return rates
    }

    @Test(arguments: 1...30)
    func oneSeed(seed: UInt64) {
        let codes: [CodeblockFormat?] = [
            nil, CodeblockFormat(errorCapability: 8, interleaving: 2, basis: .conventional),
            CodeblockFormat(interleaving: 1, fill: [1, 2, 3, 4]),
        ]
        let channel = ChannelFormat(
            code: codes[Int(seed % 3)], randomizer: seed % 2 == 0 ? .long : .short)
        var link = RandomLink(seed: seed, version: seed % 4 < 2 ? .tm : .aos, channel: channel)
        let stream = link.stream(frames: 60, faults: FaultPlan(rates: RandomStreamTests.rates))
        let truth = stream.truth
        #expect(stream.octets.count == (truth.bitCount + 7) / 8)
        for frame in truth.frames where frame.bits != nil {
            #expect(frame.rejection == nil || frame.expectation == .mustNotDeliver)
            #expect(
                frame.expectation != .mustDeliver || frame.fate == .intact
                    || frame.fate == .corrected, "seed \(seed)")
        }
        let must = truth.frames.indices.filter {
            truth.frames[$0].expectation == .mustDeliver
        }
        #expect(truth.expected.frames == must)
        #expect(truth.delivered { _ in false } == truth.expected)
        let orders = truth.expected.packets.map { [$0.lastFrame, $0.firstFrame] }
        #expect(orders == orders.sorted { $0.lexicographicallyPrecedes($1) })
        #expect(truth.expected.packets.allSatisfy { $0.packet.kind != .foreign })
    }

    @Test func sameSeedSameStream() {
        func octets() -> [UInt8] {
            var link = RandomLink(seed: 77, version: .tm, channel: ChannelFormat())
            return link.stream(frames: 30, faults: FaultPlan(rates: RandomStreamTests.rates)).octets
        }
        #expect(octets() == octets())
    }
}
