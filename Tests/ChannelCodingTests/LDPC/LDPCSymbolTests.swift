import FeedhornTestKit
import Testing

@testable import ChannelCoding

/// What do soft symbols give, in every form and strength?
struct LDPCSymbolTests {
    /// Es/N0 of a signal of this Eb/N0, in dB: 10·log10(7136/8160) = −0.58.
    private static func ratio(_ perBit: Double) -> Double { perBit - 0.582 }

    private func decode(
        _ symbols: [UInt8], _ form: SymbolForm, _ decoder: inout LDPCDecoder
    ) -> (LDPCResult, [UInt8]) {
        var word = [UInt8](repeating: 0, count: 1_020)
        let result = word.withUnsafeMutableBytes { room in
            symbols.withUnsafeBytes { decoder.decode(symbols: $0, form: form, into: room) }
        }
        return (result, word)
    }

    /// Eb/N0 of 4 dB: some 150 symbols of a word are on the wrong side, twice as many as decided
    /// bits may be wrong. Of 10,000 such words none was lost; one of these may be.
    @Test(arguments: [SymbolForm.signedSoft, .unsignedSoft], [4.0, 25, 90])
    func noise(form: SymbolForm, amplitude: Double) {
        var words = LDPCWords(seed: 9)
        var channel = SymbolChannel(FeedhornTestKit.SeededGenerator(seed: 10))
        var decoder = LDPCDecoder(code: .c2)
        var lost = 0
        for _ in 0..<6 {
            let sent = words.codeword()
            let levels = channel.receive(
                LDPCWords.symbols(sent), ratio: LDPCSymbolTests.ratio(4))
            let symbols =
                form == .signedSoft
                ? SymbolChannel.signed(levels, amplitude: amplitude)
                : SymbolChannel.unsigned(levels, amplitude: amplitude)
            let (result, word) = decode(symbols, form, &decoder)
            guard result != .uncorrectable else {
                lost += 1
                continue
            }
            // By what the symbols say; rounded to zero they say nothing.
            let values = symbols.map { Int8(bitPattern: form == .signedSoft ? $0 : $0 ^ 0x80) }
            let wrong = zip(values, LDPCWords.symbols(sent)).count { value, bit in
                value != 0 && (value > 0) != (bit == 1)
            }
            #expect(result == .corrected(bits: wrong))
            #expect(wrong > 50)
            #expect(word == sent)
        }
        #expect(lost <= 1)
    }

    /// Noise without a signal: no codeword, and what the symbols say by themselves.
    @Test func noSignal() {
        var channel = SymbolChannel(FeedhornTestKit.SeededGenerator(seed: 11))
        var decoder = LDPCDecoder(code: .c2)
        let levels = channel.noise(8_160)
        let (result, word) = decode(SymbolChannel.signed(levels), .signedSoft, &decoder)
        #expect(result == .uncorrectable)
        let plain = SymbolChannel.signed(levels).map { Int8(bitPattern: $0) > 0 ? UInt8(1) : 0 }
        #expect(LDPCWords.symbols(word) == plain)
    }

    /// A gap in which nothing was received is filled in, and no symbol was wrong.
    @Test func silence() {
        var words = LDPCWords(seed: 12)
        let sent = words.codeword()
        var decoder = LDPCDecoder(code: .c2)
        for range in [0..<1, 100..<300, 7_900..<8_160] {
            var levels = LDPCWords.symbols(sent).map { $0 == 1 ? 1.0 : -1 }
            for place in range { levels[place] = 0 }
            let (result, word) = decode(SymbolChannel.unsigned(levels), .unsignedSoft, &decoder)
            #expect(result == .corrected(bits: 0) || result == .clean)
            #expect(word == sent)
            levels[5_000] = -levels[5_000]
            let (more, again) = decode(SymbolChannel.unsigned(levels), .unsignedSoft, &decoder)
            #expect(more == .corrected(bits: 1))
            #expect(again == sent)
        }
    }

    @Test(arguments: SymbolForm.allCases)
    func clean(form: SymbolForm) {
        var words = LDPCWords(seed: 13)
        let sent = words.codeword()
        var decoder = LDPCDecoder(code: .c2)
        let levels = LDPCWords.symbols(sent).map { $0 == 1 ? 1.0 : -1 }
        let symbols =
            switch form {
            case .hard: sent
            case .signedSoft: SymbolChannel.signed(levels, amplitude: 128)
            case .unsignedSoft: SymbolChannel.unsigned(levels, amplitude: 1)
            }
        let (result, word) = decode(symbols, form, &decoder)
        #expect(result == .clean)
        #expect(word == sent)
    }

    /// Any octets as symbols.
    @Test func anySymbols() {
        var generator = FeedhornTestKit.SeededGenerator(seed: LDPCBadInputTests.seed)
        let words = LDPCWords(seed: 0)
        var decoder = LDPCDecoder(code: .c2)
        for round in 0..<4 {
            let octets: [UInt8] = round == 0 ? [0x80, 0x7F, 0, 1, 0xFF] : [0, 0x80]
            let symbols =
                round < 2
                ? (0..<8_160).map { _ in generator.pick(octets) } : generator.octets(8_160)
            let (result, word) = decode(symbols, .signedSoft, &decoder)
            #expect(
                result == .uncorrectable || words.isCodeword(word),
                "seed \(LDPCBadInputTests.seed)")
        }
    }
}
