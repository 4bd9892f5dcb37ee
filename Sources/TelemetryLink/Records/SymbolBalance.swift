public import ChannelCoding

/// The line of a convolutional stage: everything received, in channel symbols. What comes out of
/// it, ``octetsOut``, is what goes into the link's ``LinkBalance``.
public struct SymbolBalance: Sendable, Equatable {
    /// What is known of the alignment now.
    public var state = SymbolState.search
    /// Octets received, wrappers included.
    public var octetsIn: UInt64 = 0
    /// Octets of wrappers among them.
    public var wrapperOctets: UInt64 = 0
    /// Bits of the received stream that one symbol takes: 1 or 8.
    public var bitsPerSymbol: UInt64 = 1

    /// Symbols received.
    public var symbolsIn: UInt64 = 0
    /// Symbols that became bits.
    public var decoded: UInt64 = 0
    /// Symbols that did not, by `SymbolSkipReason`.
    public var skipped = ReasonCounts<SymbolSkipReason>()
    /// Symbols not yet decided on.
    public var pending: UInt64 = 0

    /// Octets of decoded bits.
    public var octetsOut: UInt64 = 0
    /// Zeros among their bits, behind the last bit of a stream, that fill its octet.
    public var fillBits: UInt64 = 0

    /// Decoded symbols that say anything: those compared with what their bits would have been
    /// sent as.
    public var compared: UInt64 = 0
    /// Of those, the ones that differ: the channel's symbol errors.
    public var errors: UInt64 = 0
    /// Times that periods, or pairs, were found elsewhere than before: slips.
    public var realignments: UInt64 = 0

    /// Nothing received yet.
    public init() {}

    /// Part of the compared symbols that differ; `nil` before the first one.
    public var errorRate: Double? {
        compared > 0 ? Double(errors) / Double(compared) : nil
    }

    /// Every octet and every symbol received has an owner.
    public var isBalanced: Bool {
        octetsIn * 8 == wrapperOctets * 8 + symbolsIn * bitsPerSymbol
            && symbolsIn == decoded + skipped.total + pending
    }
}

/// Why received symbols became no bits.
@frozen
public enum SymbolSkipReason: UInt8, Hashable, Sendable, CaseIterable {
    /// No alignment explains them: noise, or nothing at all.
    case noSync = 0
    /// Left out to get to where a period of the code begins.
    case alignment
    /// The stream ended before they made a bit.
    case truncated
}
