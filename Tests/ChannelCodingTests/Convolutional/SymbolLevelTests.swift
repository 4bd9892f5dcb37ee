import FeedhornTestKit
import Testing

@testable import ChannelCoding

/// Do vectors and plain Swift make the same levels and count the same differences?
struct SymbolLevelTests {
    private func levels(_ quantizer: SymbolQuantizer, _ symbols: [UInt8], gain: UInt16) -> [UInt8] {
        var levels = [UInt8](repeating: 0xEE, count: symbols.count)
        symbols.withUnsafeBytes { quantizer.levels($0, gain: gain, to: &levels) }
        return levels
    }

    @Test(
        .enabled(if: ProcessorFeatures.octetVectors, "NOT COMPARED: this processor has no AVX2"))
    func quantizer() {
        var generator = FeedhornTestKit.SeededGenerator(seed: 21)
        for form in [SymbolForm.signedSoft, .unsignedSoft] {
            let vectors = SymbolQuantizer(form, usesVectors: true)
            let plain = SymbolQuantizer(form, usesVectors: false)
            for count in [0, 1, 31, 32, 33, 256, 1_000] {
                let symbols = generator.octets(count)
                for gain in [0, 1, 31, 64, 200, 509] as [UInt16] {
                    #expect(
                        levels(vectors, symbols, gain: gain)
                            == levels(plain, symbols, gain: gain))
                }
                let gains = [vectors, plain].map { quantizer in
                    symbols.withUnsafeBytes { quantizer.gain(for: $0) }
                }
                #expect(gains[0] == gains[1])
            }
        }
    }

    /// 0 says nothing; everything else leans to its side, the more the larger it is.
    @Test func everySymbol() {
        for gain in [0, 1, 31, 64, 200, 509] as [UInt16] {
            let all = (-128...127).map { UInt8(bitPattern: Int8($0)) }
            let found = levels(SymbolQuantizer(.signedSoft, usesVectors: true), all, gain: gain)
            #expect(found[128] == 0)
            #expect(found[..<128].allSatisfy { (1...12).contains($0) })
            #expect(found[129...].allSatisfy { (0x11...0x1C).contains($0) })
            #expect(zip(found[129...], found[130...]).allSatisfy { $0 <= $1 })
            #expect(zip(found[..<127], found[1..<128]).allSatisfy { $0 >= $1 })
            if gain >= 64 { #expect(found[0] == 12 && found[255] == 0x1C) }
            let offset = levels(
                SymbolQuantizer(.unsignedSoft, usesVectors: true), Array(0...255), gain: gain)
            #expect(offset == found)
        }
    }

    /// However strong a signal is, its usual symbols are eight levels sure.
    @Test(arguments: [9, 14, 25, 60, 127])
    func gain(amplitude: Int) {
        let symbols = (0..<99).map {
            UInt8(bitPattern: Int8($0 % 3 == 0 ? amplitude : $0 % 3 == 1 ? -amplitude : 0))
        }
        let loud = symbols.filter { $0 != 0 }
        let quantizer = SymbolQuantizer(.signedSoft, usesVectors: true)
        let gain = loud.withUnsafeBytes { quantizer.gain(for: $0) }
        let found = levels(quantizer, loud, gain: gain)
        #expect(found.allSatisfy { $0 & 15 == 8 || $0 & 15 == 7 })
        #expect(symbols.withUnsafeBytes { quantizer.gain(for: $0) } > gain)
    }

    @Test(
        .enabled(if: ProcessorFeatures.octetVectors, "NOT COMPARED: this processor has no AVX2"))
    func comparison() {
        var generator = FeedhornTestKit.SeededGenerator(seed: 22)
        for count in [0, 1, 2, 3, 40, 151] {
            let octets = generator.octets(count + 1)
            let levels = (0..<16 * count).map { _ in
                UInt8(generator.integer(in: 0...12)) | (generator.chance(0.5) ? 0x10 : 0)
            }
            let found = [true, false].map { usesVectors in
                octets.withUnsafeBufferPointer { octets in
                    octets.baseAddress.map {
                        SymbolComparison(usesVectors: usesVectors)
                            .compare($0 + 1, count: count, levels)
                    }
                }
            }
            #expect(found[0] == found[1])
            #expect(found[0]?.compared == UInt64(levels.filter { $0 & 15 > 0 }.count))
        }
    }

    /// What the encoder makes of bits agrees; each symbol turned over is counted.
    @Test func againstTheEncoder() throws {
        var encoder = try #require(ConvolutionalEncoder(rate: "1/2"))
        encoder.invertsSecond = false
        var generator = FeedhornTestKit.SeededGenerator(seed: 23)
        let octets = generator.octets(50)
        var levels = encoder.encode(octets: octets).dropFirst(16).map { 5 | $0 << 4 }
        for (errors, place) in [(0, 0), (1, 3), (2, 17), (3, 700)] {
            if errors > 0 { levels[place] ^= 0x10 }
            for usesVectors in [true, false] {
                let agreement = try #require(
                    octets.withUnsafeBufferPointer { octets in
                        octets.baseAddress.map {
                            SymbolComparison(usesVectors: usesVectors)
                                .compare($0 + 1, count: 49, levels)
                        }
                    })
                #expect(agreement.compared == 49 * 16)
                #expect(agreement.differing == UInt64(errors))
                #expect(agreement.weight == 49 * 16 * 5)
                #expect(agreement.lostWeight == UInt64(errors * 5))
            }
        }
    }
}
