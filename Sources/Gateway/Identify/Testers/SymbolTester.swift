import ChannelCoding

/// Streams that are not yet bits: channel symbols of the convolutional code, or levels of NRZ-M.
struct SymbolTester {
    /// A stream of bits, and what has to be undone to get it.
    struct Decoded {
        let octets: [UInt8]
        let symbols: LinkSketch.Symbols?
        var isDifferential = false
    }

    /// Octets of symbols that are decoded to see whether a marker comes out.
    private static let hard = 64 << 10
    private static let soft = 256 << 10

    /// Bits in which the marker stands, one way or another.
    static func decoded(_ octets: [UInt8], marker: [UInt8]) -> [Decoded] {
        var found = [Decoded(octets: differential(octets), symbols: nil, isDifferential: true)]
        for form in [SymbolForm.hard, .unsignedSoft, .signedSoft] {
            for rate in ConvolutionalCode.Rate.allCases {
                let prefix = octets.prefix(form == .hard ? hard : soft)
                guard let bits = bits(prefix, rate, form) else { continue }
                let symbols = LinkSketch.Symbols(rate: rate.rawValue, form: word(form))
                found.append(Decoded(octets: bits, symbols: symbols))
                found.append(
                    Decoded(octets: differential(bits), symbols: symbols, isDifferential: true))
            }
        }
        return found.filter { MarkerTester($0.octets, marker: marker)?.isThere ?? false }
    }

    private static func word(_ form: SymbolForm) -> String {
        switch form {
        case .hard: "hard"
        case .unsignedSoft: "unsigned8"
        case .signedSoft: "signed8"
        }
    }

    /// Decoded bits; `nil` where no alignment explains most of the symbols.
    private static func bits(
        _ octets: ArraySlice<UInt8>, _ rate: ConvolutionalCode.Rate, _ form: SymbolForm
    ) -> [UInt8]? {
        var decoder = ConvolutionalDecoder(code: ConvolutionalCode(rate: rate), symbols: form)
        var bits: [UInt8] = []
        decoder.decode(octets.span.bytes, into: &bits)
        decoder.finish(into: &bits)
        let counts = decoder.counts
        return counts.decodedSymbols * 2 >= counts.symbols && !bits.isEmpty ? bits : nil
    }

    private static func differential(_ octets: [UInt8]) -> [UInt8] {
        var decoder = DifferentialDecoder(.mark)
        return [UInt8](unsafeUninitializedCapacity: octets.count) { room, count in
            octets.withUnsafeBytes {
                decoder.decode($0, into: UnsafeMutableRawBufferPointer(room))
            }
            count = octets.count
        }
    }
}
