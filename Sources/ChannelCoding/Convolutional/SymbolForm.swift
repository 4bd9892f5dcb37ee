/// How a receiver hands over channel symbols.
///
/// Which sense is called one does not matter: the code is transparent, so inverted symbols decode
/// to inverted bits, and the search for markers finds either.
public enum SymbolForm: Sendable, Hashable, CaseIterable {
    /// Decided symbols, eight to an octet, the first one most significant.
    case hard
    /// An octet for each: 0 = certainly a zero … 255 = certainly a one; 128 says nothing.
    case unsignedSoft
    /// An octet for each: −128 = certainly a zero … 127 = certainly a one; 0 says nothing.
    case signedSoft

    /// Bits of the received stream that one symbol takes.
    public var bitsPerSymbol: Int { self == .hard ? 1 : 8 }

    /// What turns an octet into its signed form.
    var flip: UInt8 { self == .unsignedSoft ? 0x80 : 0 }
}

/// What a demodulator may have got wrong, besides all symbols being inverted.
public enum SymbolModulation: Sendable, Hashable, CaseIterable {
    /// Symbols come one by one: only where a period begins is not known.
    case bpsk
    /// Symbols come as pairs I, Q, perhaps turned by a quarter: (I, Q) for (−Q, I).
    case qpsk
    /// I and Q may be exchanged as well: a mirrored spectrum.
    case qpskMirrored
}

/// Where periods of the code begin in a stream of symbols, and how its pairs are turned.
public struct SymbolAlignment: Sendable, Hashable {
    /// Symbols to leave out before a period begins.
    public let offset: Int
    /// The two symbols of a pair are exchanged.
    public let isExchanged: Bool
    /// After that, every second symbol is inverted.
    public let isSecondInverted: Bool

    init(offset: Int = 0, isExchanged: Bool = false, isSecondInverted: Bool = false) {
        self.offset = offset
        self.isExchanged = isExchanged
        self.isSecondInverted = isSecondInverted
    }

    /// How pairs are turned, wherever periods begin.
    var turn: SymbolAlignment {
        SymbolAlignment(isExchanged: isExchanged, isSecondInverted: isSecondInverted)
    }

    /// Symbols after which pairs and periods of `code` both begin anew.
    static func cycle(of code: ConvolutionalCode) -> Int {
        let symbols = code.rate.period.symbols
        return symbols.isMultiple(of: 2) ? symbols : 2 * symbols
    }

    /// All that have to be tried, in the order in which they are.
    static func candidates(
        _ code: ConvolutionalCode, _ modulation: SymbolModulation
    ) -> [SymbolAlignment] {
        var result = (0..<code.rate.period.symbols).map { SymbolAlignment(offset: $0) }
        let turns: [(exchanged: Bool, inverted: Bool)] =
            switch modulation {
            case .bpsk: []
            case .qpsk: [(true, true)]
            case .qpskMirrored: [(true, true), (true, false), (false, true)]
            }
        for turn in turns {
            result += (0..<cycle(of: code)).map {
                SymbolAlignment(
                    offset: $0, isExchanged: turn.exchanged, isSecondInverted: turn.inverted)
            }
        }
        return result
    }
}
