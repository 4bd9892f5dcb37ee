/// Security Parameter Index (SPI): the security association that a secured frame belongs to
/// (CCSDS 355.0-B-2 §4.1.1.2), 16 bits.
@frozen
public struct SecurityParameterIndex: RawRepresentable, Hashable, Comparable, Sendable {
    /// The number, 1…65,534 for an association.
    public let rawValue: UInt16

    /// The index of this number.
    @inlinable
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// By number.
    @inlinable
    public static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }

    /// 0 and 65,535 are reserved: no association has them.
    @inlinable public var isReserved: Bool { rawValue == 0 || rawValue == .max }

    /// What a frame without security header has in place of an index.
    public static let none = SecurityParameterIndex(rawValue: 0)
}

extension SecurityParameterIndex: CustomStringConvertible {
    /// The number in decimal.
    public var description: String { String(rawValue) }
}
