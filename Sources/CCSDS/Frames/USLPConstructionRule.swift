/// How the data zone of a USLP frame is to be read: the three bits of the TFDZ construction rules
/// (CCSDS 732.1-B-2 §4.1.4.2.2).
@frozen
public enum USLPConstructionRule: UInt8, Hashable, Sendable, CaseIterable {
    /// Packets that may span frames of fixed length; a first header pointer says where one starts.
    case packetsSpanningFrames = 0
    /// A MAPA_SDU or VCA_SDU starts with the zone, in frames of fixed length.
    case startOfServiceDataUnit = 1
    /// A portion of a MAPA_SDU or VCA_SDU that started before, in frames of fixed length.
    case continuationOfServiceDataUnit = 2
    /// A portion of an octet stream, in frames of any length.
    case octetStream = 3
    /// The first segment of a packet or SDU, in frames of any length, as the rules below.
    case startingSegment = 4
    /// A segment between the first and the last.
    case continuingSegment = 5
    /// The last segment.
    case lastSegment = 6
    /// Whole packets, or one whole SDU.
    case noSegmentation = 7

    /// The data field's header has 16 bits more: a first header pointer, or the place of the last
    /// valid octet. Never so in a truncated frame.
    @inlinable public var hasPointer: Bool { rawValue < 3 }
}

/// What a USLP frame carries: the five bits of the USLP protocol identifier, UPID (CCSDS 732.1-B-2
/// §4.1.4.2.3; the values are kept by SANA).
@frozen
public struct USLPProtocolIdentifier: RawRepresentable, Hashable, Sendable {
    /// 0 to 31.
    public let rawValue: UInt8

    /// The identifier with the value `rawValue`.
    @inlinable
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Space packets and encapsulation packets.
    @inlinable public static var packets: Self { Self(rawValue: 0) }
    /// Control commands of COP-1.
    @inlinable public static var cop1Control: Self { Self(rawValue: 1) }
    /// Control commands of COP-P.
    @inlinable public static var copPControl: Self { Self(rawValue: 2) }
    /// Control commands of SDLS.
    @inlinable public static var sdlsControl: Self { Self(rawValue: 3) }
    /// A stream of octets.
    @inlinable public static var octetStream: Self { Self(rawValue: 4) }
    /// MAPA_SDUs whose form the mission fixes.
    @inlinable public static var missionSpecific: Self { Self(rawValue: 5) }
    /// Proximity-1 supervisory protocol data units.
    @inlinable public static var proximitySupervisory: Self { Self(rawValue: 7) }
    /// Fill.
    @inlinable public static var idle: Self { Self(rawValue: 31) }

    /// Commands of a protocol between the two ends, no user's data.
    @inlinable public var isProtocolControl: Bool { (1...3).contains(rawValue) }
}

/// Where the valid octets of a USLP data zone end: the 16-bit last valid octet pointer of
/// construction rules 1 and 2 (CCSDS 732.1-B-2 §4.1.4.2.4).
@frozen
public enum LastValidOctetPointer: Hashable, Sendable {
    /// The SDU ends with this octet of the zone, counted from 0; what follows is fill.
    case octet(at: Int)
    /// The SDU does not end in this zone: every octet is valid.
    case continues

    /// Reads the pointer `field` of a zone of `zoneLength` octets; `offset` is where it stands.
    ///
    /// - Throws: ``WireError/Code/field`` when it points behind the zone.
    @inlinable
    public init(field: UInt16, zoneLength: Int, offset: Int) throws(WireError) {
        if field == 0xFFFF {
            self = .continues
        } else if Int(field) < zoneLength {
            self = .octet(at: Int(field))
        } else {
            throw WireError.field(expected: zoneLength &- 1, found: Int(field), offset: offset)
        }
    }
}
