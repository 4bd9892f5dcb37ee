/// First octet of a KISS record: which port of the TNC, and what the record is.
///
/// Chepponis & Karn, "The KISS TNC" §3: port in the high nibble, command in the low one.
@frozen
public struct KISSType: Equatable, Sendable {
    /// The octet.
    public let rawValue: UInt8

    /// The type that the octet says.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Port of the TNC, 0…15.
    public var port: UInt8 { rawValue >> 4 }

    /// What the record is, 0…15.
    public var command: UInt8 { rawValue & 0xF }

    /// Command 0: the record is a received frame. Others (1 TXDELAY … 6 SetHardware, 15 return;
    /// 9, a receiver's time stamp) carry no telemetry.
    public var isData: Bool { command == 0 }
}
