/// Spacecraft Identifier (SCID): which spacecraft a transfer frame belongs to.
///
/// 10 bits in TM (CCSDS 132.0-B-3 §4.1.2.2.3), 8 or 10 in AOS (732.0-B-4 §4.1.2.2.3),
/// 16 in USLP (732.1-B-2 §4.1.2.2.3).
@frozen
public struct SpacecraftIdentifier: RawRepresentable, Hashable, Comparable, Sendable {
    /// The number.
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
}

extension SpacecraftIdentifier: CustomStringConvertible {
    /// The number in decimal.
    public var description: String { String(rawValue) }
}
