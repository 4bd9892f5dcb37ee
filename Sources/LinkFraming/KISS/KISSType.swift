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

    /// Command 0: the record is a received frame. Others (1 TXDELAY … 6 SetHardware, 15 return)
    /// carry no telemetry.
    public var isData: Bool { command == 0 }

    /// Command 9: the time at which the record that follows was received, as demodulators of
    /// amateur stations write it.
    public var isTimestamp: Bool { command == 9 }

    /// The highest bit: behind the data of a SMACK record stands a checksum.
    public var hasSMACKChecksum: Bool { rawValue & 0x80 != 0 }
}

/// The time that a record of command 9 carries: 64 bits, most significant octet first,
/// milliseconds since 1970-01-01T00:00:00 UTC.
public struct KISSTimestamp: Equatable, Sendable {
    /// Milliseconds since 1970 UTC.
    public let milliseconds: UInt64

    /// Octets of the time.
    public static let length = 8

    /// The time in the data of a record, escapes undone; `nil` unless it is all of them.
    public init?(_ data: RawSpan) {
        guard data.byteCount == KISSTimestamp.length else { return nil }
        milliseconds = Wire.be64(data, at: 0)
    }
}

/// Checksums that some TNCs put behind the data of a KISS record.
public enum KISSChecksum: Sendable, Equatable {
    /// None: the usual KISS.
    case none
    /// SMACK: CRC-16 over type and data, least significant octet first, behind every record whose
    /// type has its highest bit set; ports are 0…7.
    case smack
    /// One octet that makes the sum (exclusive or) of type, data and itself zero.
    case exclusiveOr

    /// Octets behind the data of a record of this type.
    func length(_ type: KISSType) -> Int {
        switch self {
        case .none: 0
        case .smack: type.hasSMACKChecksum ? 2 : 0
        case .exclusiveOr: 1
        }
    }

    func port(_ type: KISSType) -> UInt8 {
        self == .smack ? type.port & 7 : type.port
    }
}
