import FeedhornTestKit
import Testing

@testable import ChannelCoding

/// Does every rate, form and order decode to the bits that were encoded?
struct ConvolutionalRoundTripTests {
    static let codes: [ConvolutionalCode] = ConvolutionalCode.Rate.allCases.flatMap { rate in
        [(false, false), (true, false), (false, true)].map { inverts, secondFirst in
            var code = ConvolutionalCode(rate: rate)
            if inverts { code.invertsSecond.toggle() }
            code.sendsSecondFirst = secondFirst
            return code
        }
    }

    @Test(arguments: codes, SymbolForm.allCases)
    func clean(code: ConvolutionalCode, form: SymbolForm) throws {
        let stream = try #require(EncodedStream(code, octets: 2_000, seed: 1))
        let decoder = ConvolutionalDecoder(code: code, symbols: form)
        let decoded = DecodedSymbols(decoder, form.octets(levels(stream.symbols)))
        #expect(Array(decoded.bits.prefix(2_000)) == stream.octets)
        #expect(decoded.bits.count <= 2_001)
        #expect(decoded.counts.agreement.differing == 0)
        #expect(decoded.counts.pendingSymbols == 0)
        #expect(decoded.counts.unlockedSymbols == 0)
        #expect(decoded.counts.realignments == 0)
        #expect(decoded.changes.map(\.state) == [.lock, .search])
    }

    /// 131.0-B-5 §3.3: the register 1000000 gives 11, the G2 symbol inverted: 10; and so on.
    @Test func impulse() throws {
        var encoder = try #require(ConvolutionalEncoder(rate: "1/2"))
        // G1 171 = 1111001, G2 133 = 1011011, interleaved, every second one inverted.
        #expect(
            encoder.encode([1, 0, 0, 0, 0, 0, 0])
                == [1, 0, 1, 1, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0])
    }

    @Test(arguments: ConvolutionalCode.Rate.allCases)
    func manyPieces(rate: ConvolutionalCode.Rate) throws {
        let code = ConvolutionalCode(rate: rate)
        let stream = try #require(EncodedStream(code, octets: 3_000, seed: 2))
        var channel = SymbolChannel(FeedhornTestKit.SeededGenerator(seed: 3))
        let received = channel.receive(stream.symbols, ratio: 4)
        for form in SymbolForm.allCases {
            let octets = form.octets(received)
            let decoder = ConvolutionalDecoder(code: code, symbols: form)
            let whole = DecodedSymbols(decoder, octets)
            #expect(whole.changes.first?.state == .lock)
            #expect(DecodedSymbols(decoder, octets) { 1 } == whole)
            var sizes = FeedhornTestKit.SeededGenerator(seed: 4)
            for longest in [9, 600, 5_000] {
                #expect(DecodedSymbols(decoder, octets) { sizes.integer(in: 1...longest) } == whole)
            }
        }
    }

    /// Every length of a stream: all its symbols have an owner, and no bit is wrong.
    @Test(arguments: [ConvolutionalCode.Rate.half, .threeQuarters, .sevenEighths])
    func everyLength(rate: ConvolutionalCode.Rate) throws {
        let code = ConvolutionalCode(rate: rate)
        let stream = try #require(EncodedStream(code, octets: 900, seed: 5))
        let octets = SymbolForm.signedSoft.octets(levels(stream.symbols))
        let decoder = ConvolutionalDecoder(code: code, symbols: .signedSoft)
        let period = rate.period
        for length in stride(from: 0, to: octets.count, by: 7) {
            let decoded = DecodedSymbols(decoder, Array(octets.prefix(length)))
            #expect(decoded.counts.symbols == UInt64(length))
            #expect(decoded.counts.pendingSymbols == 0)
            #expect(decoded.counts.octets == UInt64(decoded.bits.count))
            guard length >= 600 else { continue }
            let bits = length / period.symbols * period.bits
            #expect(decoded.bits.count * 8 >= bits)
            // The last bits have nothing behind them that tells them from others.
            let sure = max(0, bits - 60) / 8
            #expect(decoded.bits.prefix(sure) == stream.octets.prefix(sure), "\(length)")
        }
    }
}
