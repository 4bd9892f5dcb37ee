/// Multiplexer Access Point Identifier (MAP ID), 4 bits: one of the streams that share a virtual
/// channel of USLP frames (CCSDS 732.1-B-2 §4.1.2.5).
@frozen
public struct MultiplexerAccessPointIdentifier: RawRepresentable, Hashable, Comparable, Sendable {
    /// The number, 0…15.
    public let rawValue: UInt8

    /// The identifier of this number.
    @inlinable
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// By number.
    @inlinable
    public static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension MultiplexerAccessPointIdentifier: CustomStringConvertible {
    /// The number in decimal.
    public var description: String { String(rawValue) }
}
