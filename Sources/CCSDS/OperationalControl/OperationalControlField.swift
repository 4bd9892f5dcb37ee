/// The operational control field of a transfer frame: four octets with a report about the uplink
/// or about frame security (CCSDS 132.0-B-3 §4.1.5, 732.0-B-4 §4.1.5).
@frozen
public struct OperationalControlField: RawRepresentable, Hashable, Sendable {
    /// The field, read big-endian.
    public let rawValue: UInt32

    /// The field `rawValue`.
    @inlinable
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// Type 1: a communications link control word (first bit 0). Type 2 is another report, for
    /// instance of the security protocol.
    @inlinable public var isCommunicationsLinkControlWord: Bool { rawValue >> 31 == 0 }

    /// The communications link control word; `nil` where the field is another report, or a control
    /// word of another version than 0.
    @inlinable public var communicationsLinkControlWord: CommunicationsLinkControlWord? {
        rawValue >> 29 == 0 ? CommunicationsLinkControlWord(word: rawValue) : nil
    }

    /// The frame security report; `nil` where the field is a control word, or another report.
    @inlinable public var frameSecurityReport: FrameSecurityReport? {
        rawValue >> 28 == 0b1100 ? FrameSecurityReport(word: rawValue) : nil
    }
}
