import ChannelCoding
import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("What does a slip, a fade or an interruption cost?")
struct SymbolSlipTests {
    /// Symbols of two units: the one with the slip, and one to see it.
    private static let lost = 2 * 2_304

    /// A symbol is lost or made up in the middle: only the frames there are lost.
    @Test(arguments: ConvolutionalCode.Rate.allCases, [-1, 1, 3])
    func slip(rate: ConvolutionalCode.Rate, by slip: Int) throws {
        let link = SymbolLink(round: 4, rate: rate, form: .signedSoft, frames: 80)
        let expected = link.expected()
        var levels = link.levels(ratio: SymbolStreamTests.ratio(rate, .signedSoft))
        let place = levels.count / 2
        if slip < 0 {
            levels.remove(at: place)
        } else {
            levels.insert(contentsOf: [0.4, -0.9, 1.2].prefix(slip), at: place)
        }
        let octets = link.received(levels)
        let decoded = link.parameters.decode(octets, .random(9, upTo: 2_000))
        #expect(decoded.records == link.parameters.decode(octets).records)
        let isWhole = slip.isMultiple(of: rate.period.symbols)
        #expect(decoded.balance.symbols?.realignments == (isWhole ? 0 : 1))
        // Nothing that was not sent; what is missing lies in one piece.
        var rest = expected.frameOctets[...]
        var gaps: [Int] = []
        for frame in decoded.frameOctets {
            let skipped = try #require(rest.firstIndex(of: frame)) - rest.startIndex
            if skipped > 0 { gaps.append(skipped) }
            rest = rest.dropFirst(skipped + 1)
        }
        #expect(rest.isEmpty)
        let bits = SymbolSlipTests.lost / rate.period.symbols * rate.period.bits
        let frameBits = (link.octets.count - 80) * 8 / 80
        #expect(gaps.count <= 1)
        #expect(gaps.reduce(0, +) <= bits / frameBits + 2, "\(gaps)")
    }

    /// The signal goes and comes back: SEARCH, all symbols accounted for, and what follows is
    /// decoded from its first frame.
    @Test func signalLost() {
        let link = SymbolLink(round: 1, rate: .half, form: .unsignedSoft, frames: 40)
        let expected = link.expected()
        var channel = SymbolChannel(SeededGenerator(seed: 10))
        let silence = channel.noise(150_001)
        let levels = link.levels(ratio: 5)
        let octets = link.received(levels + silence + levels)
        let decoded = link.parameters.decode(octets, .random(11, upTo: 5_000))
        #expect(decoded.frameOctets == expected.frameOctets + expected.frameOctets)
        let states = decoded.records.events.compactMap { event in
            if case .symbols(let state, _, _, _) = event.kind { state } else { nil }
        }
        #expect(states == [.lock, .flywheel, .search, .lock, .search])
        let skipped = decoded.balance.symbols?.skipped[.noSync] ?? 0
        #expect(skipped > 100_000 && skipped < 150_001)
    }

    /// After a break the phase is another one; nothing is carried over it.
    @Test func interruption() {
        let link = SymbolLink(round: 2, rate: .threeQuarters, form: .signedSoft)
        let expected = link.expected()
        var decoder = LinkDecoder(link.parameters)
        var batch = PacketBatch()
        var decoded = Decoded()
        for phase in [0, 3, 1] {
            let octets = link.received(link.levels(phase: phase, ratio: 6))
            let slab = Slab(copying: octets)
            let time = ReceptionTime(utc: 5, monotonic: 5)
            decoder.consume(slab, 0..<octets.count, receivedAt: time, into: &batch)
            decoder.interrupt(into: &batch)
            decoded.note(batch)
            batch.removeAll()
            decoded.check(decoder)
            #expect(decoder.balance.symbols?.pending == 0)
            #expect(decoder.balance.pendingBits == 0)
            #expect(decoder.balance.symbols?.state == .search)
        }
        #expect(
            decoded.frameOctets == Array(repeating: expected.frameOctets, count: 3).flatMap { $0 })
    }
}
