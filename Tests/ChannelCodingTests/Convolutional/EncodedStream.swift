import FeedhornTestKit

@testable import ChannelCoding

/// Bits that a seed says, and what a channel made of their symbols.
struct EncodedStream {
    let code: ConvolutionalCode
    let octets: [UInt8]
    let symbols: [UInt8]

    init?(_ code: ConvolutionalCode, octets count: Int, seed: UInt64) {
        guard var encoder = ConvolutionalEncoder(rate: code.rate.rawValue) else { return nil }
        encoder.invertsSecond = code.invertsSecond
        encoder.sendsSecondFirst = code.sendsSecondFirst
        var generator = FeedhornTestKit.SeededGenerator(seed: seed)
        self.code = code
        octets = generator.octets(count)
        symbols = encoder.encode(octets: octets)
    }
}

/// Levels ±1 of symbols, without noise.
func levels(_ symbols: [UInt8]) -> [Double] { symbols.map { $0 == 1 ? 1 : -1 } }

extension SymbolForm {
    /// What a receiver of this form delivers.
    func octets(_ received: [Double], amplitude: Double = 60) -> [UInt8] {
        switch self {
        case .hard: SymbolChannel.hard(received)
        case .unsignedSoft: SymbolChannel.unsigned(received, amplitude: amplitude)
        case .signedSoft: SymbolChannel.signed(received, amplitude: amplitude)
        }
    }
}

/// All that a decoder made of a stream.
struct DecodedSymbols: Equatable {
    var bits: [UInt8] = []
    var counts = ConvolutionalCounts()
    var changes: [SymbolChange] = []

    /// Decodes `octets` in pieces of the sizes that `next` says.
    init(_ decoder: ConvolutionalDecoder, _ octets: [UInt8], pieces next: () -> Int) {
        var decoder = decoder
        var at = 0
        while at < octets.count {
            let end = min(octets.count, at + next())
            decoder.decode(octets[at..<end].span.bytes, into: &bits)
            at = end
        }
        decoder.finish(into: &bits)
        counts = decoder.counts
        changes = decoder.changes
    }

    init(_ decoder: ConvolutionalDecoder, _ octets: [UInt8]) {
        self.init(decoder, octets) { octets.count }
    }
}

/// Bits of two streams that differ, the shorter one's.
func wrongBits(_ left: some Sequence<UInt8>, _ right: some Sequence<UInt8>) -> Int {
    zip(left, right).reduce(0) { $0 + ($1.0 ^ $1.1).nonzeroBitCount }
}
