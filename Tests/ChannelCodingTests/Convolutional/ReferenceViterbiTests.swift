import FeedhornTestKit
import Testing

@testable import ChannelCoding

/// Do libfec's decoder and ours agree on the code, and does ours correct as much?
@Suite(
    .enabled(if: ReferenceViterbi.isPresent, Comment(rawValue: ReferenceViterbi.absence)))
struct ReferenceViterbiTests {
    /// Symbols with an erasure wherever `code` sends none, and no G2 inverted: what libfec takes.
    private func filled(_ symbols: [UInt8], _ code: ConvolutionalCode) -> [UInt8] {
        var result: [UInt8] = []
        var rest = symbols[...]
        var bit = 0
        while let next = rest.first {
            let place = bit % code.rate.period.bits
            result.append(code.puncturing.first[place] ? next : 128)
            if code.puncturing.first[place] { rest.removeFirst() }
            if code.puncturing.second[place], let second = rest.popFirst() {
                result.append(code.invertsSecond ? 255 - second : second)
            } else {
                result.append(128)
            }
            bit += 1
        }
        return result
    }

    private func stream(
        _ rate: ConvolutionalCode.Rate, octets count: Int, seed: UInt64
    ) throws -> (octets: [UInt8], symbols: [UInt8]) {
        var encoder = try #require(ConvolutionalEncoder(rate: rate.rawValue))
        var generator = FeedhornTestKit.SeededGenerator(seed: seed)
        let octets = generator.octets(count)
        // Six zeros, as libfec wants it, and more so that a period is whole.
        let tail = [UInt8](repeating: 0, count: 6)
        return (octets, encoder.encode(octets: octets) + encoder.encode(tail))
    }

    /// What our encoder and its puncturing make is what libfec takes for the code.
    @Test(arguments: ConvolutionalCode.Rate.allCases)
    func encoder(rate: ConvolutionalCode.Rate) throws {
        let code = ConvolutionalCode(rate: rate)
        let (octets, symbols) = try stream(rate, octets: 840, seed: 51)
        let received = filled(symbols.map { $0 == 1 ? 255 : 0 }, code)
        #expect(ReferenceViterbi.decode(received).starts(with: octets))
    }

    /// Signals at which about one bit in a thousand stays wrong: ours has no more wrong bits than
    /// libfec's, with all 8 bits of each symbol and the whole stream at once, has of a signal that
    /// is weaker by a tenth of a dB.
    @Test(arguments: [
        (ConvolutionalCode.Rate.half, -0.5), (.twoThirds, 1.5), (.threeQuarters, 2.5),
        (.fiveSixths, 3.4), (.sevenEighths, 4.1),
    ])
    func correction(rate: ConvolutionalCode.Rate, ratio: Double) throws {
        let code = ConvolutionalCode(rate: rate)
        let (octets, symbols) = try stream(rate, octets: 42_000, seed: 52)
        let received = [ratio, ratio - 0.1].map { ratio in
            var channel = SymbolChannel(FeedhornTestKit.SeededGenerator(seed: 53))
            return SymbolChannel.unsigned(channel.receive(symbols, ratio: ratio))
        }
        let reference = received.map {
            wrongBits(ReferenceViterbi.decode(filled($0, code)), octets)
        }
        let decoded = DecodedSymbols(
            ConvolutionalDecoder(code: code, symbols: .unsignedSoft), received[0])
        let ours = wrongBits(decoded.bits, octets)
        #expect((100...2_000).contains(reference[0]), "wrong bits of libfec")
        #expect(ours > 0)
        #expect(ours <= reference[1], "ours \(ours), libfec \(reference)")
    }
}
