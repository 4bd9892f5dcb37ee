import FeedhornTestKit
import Glibc
import Testing

@testable import ChannelCoding

/// Are as many bits wrong as theory says, for soft and hard symbols, and is the channel's error
/// rate told right?
struct BitErrorRateTests {
    /// Wrong bits of all paths of each weight: the first terms of the union bound. K = 7, 171 and
    /// 133; punctured to 3/4 (Yasuda, Kashiki and Hirata 1984), where they count for three bits.
    private static let weights:
        [ConvolutionalCode.Rate: (first: Int, step: Int, counts: [Double])] =
            [
                .half: (10, 2, [36, 211, 1_404, 11_633, 77_433]),
                .threeQuarters: (5, 1, [42, 201, 1_492, 10_469, 62_935].map { $0 / 3 }),
            ]

    /// How often a wrong path of this weight is taken for the right one.
    private func confusion(weight: Int, ratio: Double, form: SymbolForm) -> Double {
        guard form == .hard else {
            return erfc(sqrt(Double(weight) * pow(10, ratio / 10))) / 2
        }
        let wrong = SymbolChannel.errorRate(ratio: ratio)
        return (weight / 2...weight).reduce(0) { sum, errors in
            let half = errors * 2 == weight ? 0.5 : errors * 2 > weight ? 1.0 : 0
            let ways = exp(
                lgamma(Double(weight + 1)) - lgamma(Double(errors + 1))
                    - lgamma(Double(weight - errors + 1)))
            return sum + half * ways * pow(wrong, Double(errors))
                * pow(1 - wrong, Double(weight - errors))
        }
    }

    @Test(arguments: [
        (ConvolutionalCode.Rate.half, SymbolForm.signedSoft, 0.0, 40_000),
        (.half, .signedSoft, 0.5, 100_000), (.half, .hard, 2.2, 60_000),
        (.threeQuarters, .signedSoft, 3.5, 100_000), (.threeQuarters, .hard, 6.0, 60_000),
    ])
    func wrongBits(
        rate: ConvolutionalCode.Rate, form: SymbolForm, ratio: Double, octets count: Int
    ) throws {
        let code = ConvolutionalCode(rate: rate)
        let stream = try #require(EncodedStream(code, octets: count, seed: 61))
        var channel = SymbolChannel(FeedhornTestKit.SeededGenerator(seed: 62))
        let received = form.octets(channel.receive(stream.symbols, ratio: ratio))
        let decoded = DecodedSymbols(ConvolutionalDecoder(code: code, symbols: form), received)
        let wrong = ChannelCodingTests.wrongBits(decoded.bits, stream.octets)
        let found = Double(wrong) / Double(8 * count)
        let weights = try #require(BitErrorRateTests.weights[rate])
        let upper = weights.counts.enumerated().reduce(0) { sum, term in
            let weight = weights.first + weights.step * term.offset
            return sum + term.element * confusion(weight: weight, ratio: ratio, form: form)
        }
        // The likeliest wrong path alone, once.
        let lower = confusion(weight: weights.first, ratio: ratio, form: form)
        #expect(found <= upper, "\(wrong) wrong bits")
        #expect(found >= lower, "\(wrong) wrong bits")
    }

    /// What is counted as symbol errors is the channel's, within four standard deviations and what
    /// the few wrong bits hide.
    @Test(arguments: SymbolForm.allCases, [1.0, 3.0, 5.0])
    func symbolErrors(form: SymbolForm, ratio: Double) throws {
        let code = ConvolutionalCode(rate: .half)
        let stream = try #require(EncodedStream(code, octets: 20_000, seed: 63))
        var channel = SymbolChannel(FeedhornTestKit.SeededGenerator(seed: 64))
        let received = form.octets(channel.receive(stream.symbols, ratio: ratio))
        let decoded = DecodedSymbols(ConvolutionalDecoder(code: code, symbols: form), received)
        let agreement = decoded.counts.agreement
        // Soft symbols in the middle say nothing; hard ones always do.
        #expect(Double(agreement.compared) > 0.98 * Double(stream.symbols.count))
        let expected = SymbolChannel.errorRate(ratio: ratio)
        let found = Double(agreement.differing) / Double(agreement.compared)
        let deviation = sqrt(expected * (1 - expected) / Double(agreement.compared))
        #expect(abs(found - expected) < 4 * deviation + 0.03 * expected, "\(found), \(expected)")
    }
}
