/// The books of a convolutional decoder: every symbol has one owner.
public struct ConvolutionalCounts: Sendable, Hashable {
    /// Symbols received.
    public internal(set) var symbols: UInt64 = 0
    /// Symbols that became bits.
    public internal(set) var decodedSymbols: UInt64 = 0
    /// Symbols that no alignment explains.
    public internal(set) var unlockedSymbols: UInt64 = 0
    /// Symbols left out to get to where a period begins.
    public internal(set) var offsetSymbols: UInt64 = 0
    /// Symbols of a bit that the stream ended in.
    public internal(set) var truncatedSymbols: UInt64 = 0
    /// Octets of decoded bits.
    public internal(set) var octets: UInt64 = 0
    /// Zeros behind the last decoded bit of a stream, to fill its octet; counted in ``octets``.
    public internal(set) var fillBits: UInt64 = 0
    /// Times that another alignment was taken, the first one not counted.
    public internal(set) var realignments: UInt64 = 0
    /// Received symbols and those that the decoded bits would have been sent as.
    public internal(set) var agreement = SymbolAgreement()

    /// Symbols received and not yet decided on.
    public var pendingSymbols: UInt64 {
        symbols - decodedSymbols - unlockedSymbols - offsetSymbols - truncatedSymbols
    }
}

/// What a convolutional decoder knows of where periods begin.
@frozen
public enum SymbolState: UInt8, Sendable, Hashable, CaseIterable {
    /// Nothing: all alignments are tried.
    case search = 0
    /// Symbols agree with what is decoded.
    case lock
    /// They do not, and with no other alignment either: a fade. The old one is kept for a while.
    case flywheel
}

/// A change of a convolutional decoder's state or alignment.
public struct SymbolChange: Sendable, Hashable {
    /// State from here on.
    public let state: SymbolState
    /// Alignment from here on; its offset counts from the place where the change was decided.
    public let alignment: SymbolAlignment
    /// The next symbol to become bits, counted from the first that was received.
    public let symbol: UInt64
    /// The octet of bits that it becomes, counted from the first that was decoded.
    public let octet: UInt64
}
