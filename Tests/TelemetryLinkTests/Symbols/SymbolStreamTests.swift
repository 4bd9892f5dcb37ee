import ChannelCoding
import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Does a stream behind a convolutional code give the same frames as without it?")
struct SymbolStreamTests {
    static let rates = ConvolutionalCode.Rate.allCases

    /// Es/N0 in dB at which a link of this rate has hardly a wrong bit.
    static func ratio(_ rate: ConvolutionalCode.Rate, _ form: SymbolForm) -> Double {
        let soft =
            switch rate {
            case .half: 3.0
            case .twoThirds: 4.5
            case .threeQuarters: 5.5
            case .fiveSixths: 6.5
            case .sevenEighths: 7.0
            }
        return form == .hard ? soft + 2 : soft
    }

    @Test(arguments: rates, SymbolForm.allCases)
    func everyPhase(rate: ConvolutionalCode.Rate, form: SymbolForm) {
        let seed = UInt64(rate.period.symbols)
        let link = SymbolLink(round: seed, rate: rate, form: form)
        let expected = link.expected()
        #expect(expected.frames.count >= 29)
        var errors: UInt64 = 0
        for phase in 0..<rate.period.symbols {
            let octets = link.received(
                link.levels(phase: phase, ratio: SymbolStreamTests.ratio(rate, form)))
            let decoded = link.parameters.decode(
                octets, .random(seed + UInt64(phase), upTo: 3_000), ownSlabs: true)
            #expect(decoded.frameOctets == expected.frameOctets, "phase \(phase)")
            #expect(decoded.packetOctets == expected.packetOctets, "phase \(phase)")
            errors += decoded.balance.symbols?.errors ?? 0
            #expect(decoded.balance.symbols?.realignments == 0)
        }
        #expect(errors > 0, "there was something to correct")
    }

    @Test(arguments: rates)
    func anyChunks(rate: ConvolutionalCode.Rate) {
        let form: SymbolForm = rate == .twoThirds ? .hard : .signedSoft
        let link = SymbolLink(round: 1, rate: rate, form: form, frames: 12)
        let octets = link.received(
            link.levels(phase: 1, ratio: SymbolStreamTests.ratio(rate, form)))
        let whole = link.parameters.decode(octets)
        #expect(whole.frames.count >= 11)
        for chunking in [
            Chunking.octets, .fixed(577), .random(5, upTo: 40), .random(6, upTo: 9_000),
        ] {
            let decoded = link.parameters.decode(octets, chunking, ownSlabs: true)
            if decoded.records != whole.records {
                Issue.record("\(chunking)")
                Difference.report(decoded.records, whole.records)
            }
        }
    }

    /// A quarter turn leaves the bits' sense open; the markers tell it.
    @Test func turnedPairs() {
        var link = SymbolLink(round: 2, rate: .half, form: .signedSoft)
        let expected = link.expected()
        let levels = link.levels(ratio: 4)
        let pairs = stride(from: 0, to: levels.count - 1, by: 2)
        let turns: [(String, [Double])] = [
            ("90", pairs.flatMap { [-levels[$0 + 1], levels[$0]] }),
            ("180", levels.map { -$0 }),
            ("270", pairs.flatMap { [levels[$0 + 1], -levels[$0]] }),
        ]
        for (angle, turned) in turns {
            for modulation in [SymbolModulation.qpsk, .qpskMirrored] {
                link.parameters.coding.convolutional?.modulation = modulation
                let decoded = link.parameters.decode(
                    link.received(turned), .random(7, upTo: 5_000))
                #expect(decoded.frameOctets == expected.frameOctets, "\(angle) \(modulation)")
            }
        }
    }

    @Test(arguments: [DifferentialCode.mark, .space], [true, false])
    func differential(code: DifferentialCode, isCoded: Bool) {
        let link = SymbolLink(round: 3, rate: .half, form: .signedSoft)
        let expected = link.expected()
        let levels = DifferentialEncoder.encode(link.octets, space: code == .space)
        var parameters = isCoded ? link.parameters : link.plain
        parameters.coding.differential = code
        // Either polarity gives the same bits, whatever polarity is looked for.
        if case .synchronized(var sync) = parameters.framing {
            sync.polarity = .normal
            parameters.framing = .synchronized(sync)
        }
        for sense in [1.0, -1] {
            let octets =
                isCoded
                ? link.received(link.levels(ratio: 4, octets: levels).map { sense * $0 })
                : sense > 0 ? levels : levels.map { ~$0 }
            for chunking in [Chunking.whole, .fixed(1), .random(8, upTo: 700)] {
                let decoded = parameters.decode(octets, chunking, ownSlabs: true)
                #expect(decoded.frameOctets == expected.frameOctets)
                #expect(decoded.packetOctets == expected.packetOctets)
            }
        }
    }
}
