/// Application Process Identifier (APID), 11 bits: who made a space packet, or whom it is for.
///
/// CCSDS 133.0-B-2 §4.1.3.3.4.
@frozen
public struct ApplicationProcessIdentifier: RawRepresentable, Hashable, Comparable, Sendable {
    /// The number, 0…2047.
    public let rawValue: UInt16

    /// The identifier of this number.
    @inlinable
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// By number.
    @inlinable
    public static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The APID of idle packets, all ones (133.0-B-2 §4.1.3.3.4.4).
    public static let idle = ApplicationProcessIdentifier(rawValue: 0x7FF)
}

extension ApplicationProcessIdentifier: CustomStringConvertible {
    /// The number in decimal.
    public var description: String { String(rawValue) }
}
