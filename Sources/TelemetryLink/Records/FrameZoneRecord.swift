public import CCSDS

/// What a delivered frame carries for a service that is not packets: where it lies in its batch,
/// and what it is.
///
/// Nothing is copied and nothing put together: a data unit that spans frames leaves as one zone
/// per frame, and the flags say where it begins and ends.
@frozen
public struct FrameZoneRecord: Hashable, Sendable {
    /// Index of the frame in `batch.frames`.
    public var frame: UInt32
    /// Where its octets begin in the slab.
    public var offset: UInt32
    /// How many octets it has, fill behind the valid bits included.
    public var length: UInt32
    /// Valid bits, from the first one on.
    public var validBits: UInt32
    /// The virtual channel, of a USLP frame with its stream (MAP ID).
    public var channel: GlobalVirtualChannelIdentifier
    /// Index of its slab in the batch's slabs.
    public var slab: UInt8
    /// The service that it belongs to.
    public var service: FrameZoneService
    /// USLP: what it carries; 0 in other frames.
    public var protocolIdentifier: USLPProtocolIdentifier
    /// Marks.
    public var flags: FrameZoneFlags

    /// The record of these values.
    public init(
        frame: UInt32, offset: UInt32, length: UInt32, validBits: UInt32,
        channel: GlobalVirtualChannelIdentifier, slab: UInt8, service: FrameZoneService,
        protocolIdentifier: USLPProtocolIdentifier = .packets, flags: FrameZoneFlags
    ) {
        self.frame = frame
        self.offset = offset
        self.length = length
        self.validBits = validBits
        self.channel = channel
        self.slab = slab
        self.service = service
        self.protocolIdentifier = protocolIdentifier
        self.flags = flags
    }

    /// Octets that hold valid bits.
    @inlinable public var validOctets: Int { (Int(validBits) + 7) / 8 }
}

/// The service that a frame's zone belongs to.
@frozen
public enum FrameZoneService: UInt8, Hashable, Sendable, CaseIterable {
    /// Bits of a B_PDU (732.0-B-4 §4.1.4.3).
    case bitstream = 0
    /// A data unit of the mission on a virtual channel: VCA_SDU (132.0-B-3 §3.4, 732.0-B-4 §3.5).
    case virtualChannelAccess
    /// A data unit of the mission on a stream, or a part of one: MAPA_SDU (732.1-B-2 §3.4).
    case accessPoint
    /// A part of an octet stream (732.1-B-2 §3.5).
    case octetStream
    /// Commands of a protocol between the two ends (732.1-B-2 §4.1.2.8.2).
    case protocolControl
}

extension FrameZoneService: CustomStringConvertible {
    /// The word for it in records.
    public var description: String {
        switch self {
        case .bitstream: "bitstream"
        case .virtualChannelAccess: "vca"
        case .accessPoint: "mapa"
        case .octetStream: "octetStream"
        case .protocolControl: "protocolControl"
        }
    }
}

/// Marks of a frame's zone.
@frozen
public struct FrameZoneFlags: OptionSet, Hashable, Sendable {
    /// The bits.
    public let rawValue: UInt8

    /// The marks of these bits.
    @inlinable
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// A data unit begins with the zone's first bit.
    public static let begins = FrameZoneFlags(rawValue: 1 << 0)
    /// A data unit ends with the zone's last valid bit.
    public static let ends = FrameZoneFlags(rawValue: 1 << 1)
    /// Frames of the channel are or may be missing before: the zone continues nothing.
    public static let gapBefore = FrameZoneFlags(rawValue: 1 << 2)
    /// The frame repeats the one before it.
    public static let duplicate = FrameZoneFlags(rawValue: 1 << 3)
    /// The frame is a replay.
    public static let replay = FrameZoneFlags(rawValue: 1 << 4)
}
