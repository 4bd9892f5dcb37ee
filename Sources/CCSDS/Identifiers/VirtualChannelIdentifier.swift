/// Virtual Channel Identifier (VCID): one of the channels that share a master channel.
///
/// 3 bits in TM (CCSDS 132.0-B-3 §4.1.2.3), 6 in AOS (732.0-B-4 §4.1.2.3) and USLP.
@frozen
public struct VirtualChannelIdentifier: RawRepresentable, Hashable, Comparable, Sendable {
    /// The number, 0…63.
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

    /// AOS and USLP virtual channel 63 carries Only Idle Data (732.0-B-4 §4.1.2.3.3).
    public static let onlyIdleData = VirtualChannelIdentifier(rawValue: 63)
}

extension VirtualChannelIdentifier: CustomStringConvertible {
    /// The number in decimal.
    public var description: String { String(rawValue) }
}
