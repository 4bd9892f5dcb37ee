import ChannelCoding

/// Which received symbol a decoded bit came from: from each place where the alignment changed, by
/// the code's rate.
struct SymbolMap: Sendable {
    private struct Stretch {
        /// Octet of the decoded stream that it begins with.
        var octet: UInt64
        /// Symbol that it begins with.
        var symbol: UInt64
    }

    private let period: (bits: UInt64, symbols: UInt64)
    /// Symbols of a period before each of its bits.
    private let symbolsBefore: [UInt64]
    private let bitsPerSymbol: UInt64
    /// In rising order; never empty. Each takes a unit of symbols at least to come about, so that
    /// there are few that are not forgotten.
    private var stretches = [Stretch(octet: 0, symbol: 0)]

    init(_ code: ConvolutionalCode, _ form: SymbolForm) {
        period = (UInt64(code.rate.period.bits), UInt64(code.rate.period.symbols))
        bitsPerSymbol = UInt64(form.bitsPerSymbol)
        var sum: UInt64 = 0
        symbolsBefore = zip(code.puncturing.first, code.puncturing.second).map { first, second in
            defer { sum += (first ? 1 : 0) + (second ? 1 : 0) }
            return sum
        }
    }

    /// Entries in memory.
    var count: Int { stretches.count }

    /// From this octet on, bits come from this symbol on.
    mutating func append(octet: UInt64, symbol: UInt64) {
        stretches.append(Stretch(octet: octet, symbol: symbol))
    }

    /// Forgets what lies before the octet `position`.
    mutating func forget(before position: UInt64) {
        let gone = stretches.dropFirst().prefix { $0.octet <= position }.count
        if gone > 0 { stretches.removeFirst(gone) }
    }

    /// The first bit of the received stream that `bit` was decoded from.
    func receivedBit(of bit: UInt64) -> UInt64 { symbol(of: bit) * bitsPerSymbol }

    /// Where `bit` would stand if all symbols had become bits.
    func channelBit(of bit: UInt64) -> UInt64 {
        symbol(of: bit) / period.symbols * period.bits
    }

    private func symbol(of bit: UInt64) -> UInt64 {
        let stretch = stretches.last { $0.octet <= bit / 8 } ?? stretches[0]
        let bits = bit - min(bit, stretch.octet * 8)
        let symbols =
            bits / period.bits * period.symbols + symbolsBefore[Int(bits % period.bits)]
        return stretch.symbol + symbols
    }
}
