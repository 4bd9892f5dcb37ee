/// What a modem does to the bits of an HDLC link, undone: order of bits, scrambler, NRZI.
public struct HDLCLine: Sendable, Equatable {
    /// Which bit of a received octet came first.
    public enum BitOrder: Sendable, Equatable {
        /// The least significant one, as serial controllers fill their octets.
        case leastSignificantFirst
        /// The most significant one, as most demodulators pack their bits.
        case mostSignificantFirst
    }

    /// Which bit of a received octet came first.
    public var bitOrder = BitOrder.leastSignificantFirst
    /// A zero is sent as a change of level, a one as none.
    public var nrzi = false
    /// The scrambler of G3RUH's modem, 1 + x¹² + x¹⁷, which synchronizes itself.
    public var g3ruh = false

    /// The plain bits, least significant first.
    public init() {}
}

/// Takes the line's coding off, octet by octet.
struct HDLCLineDecoder: Sendable {
    private let line: HDLCLine
    /// Bits as they were received, the last one most significant.
    private var history: UInt32 = 0

    /// Bits of history that are remembered; scrambler and NRZI look 18 back.
    private static let remembered: UInt32 = 24

    init(_ line: HDLCLine) {
        self.line = line
    }

    mutating func interrupt() { history = 0 }

    /// The next eight bits, the first one least significant.
    mutating func decode(_ octet: UInt8) -> UInt8 {
        let ordered =
            line.bitOrder == .leastSignificantFirst ? octet : HDLCLineDecoder.reversed(octet)
        var bits = history | UInt32(ordered) << HDLCLineDecoder.remembered
        history = bits >> 8
        // Both are sums of earlier bits, so it does not matter which was done first.
        if line.g3ruh { bits ^= bits << 12 ^ bits << 17 }
        if line.nrzi { bits = ~(bits ^ bits << 1) }
        return UInt8(truncatingIfNeeded: bits >> HDLCLineDecoder.remembered)
    }

    private static func reversed(_ octet: UInt8) -> UInt8 {
        var octet = (octet & 0x0F) << 4 | octet >> 4
        octet = (octet & 0x33) << 2 | (octet & 0xCC) >> 2
        return (octet & 0x55) << 1 | (octet & 0xAA) >> 1
    }
}
