public import CCSDS

/// One extracted packet: where its octets lie in its batch, and what was known on reception.
///
/// 32 octets, the in-memory form of the archive's packet record.
@frozen
public struct PacketRecord: Hashable, Sendable {
    /// Earth receive time of the frame in which the packet starts: ns since 1970 UTC.
    public var earthReceiveTime: UInt64
    /// Octet offset of the packet in `batch.slabs[slab]`.
    public var offset: UInt32
    /// Octets of the packet, header included.
    public var length: UInt32
    /// The packet's first four octets, read big-endian; a shorter packet is filled with zeros.
    public var header: UInt32
    /// The channel it came on; `.none` where there was no frame.
    public var channel: GlobalVirtualChannelIdentifier
    /// Index in `batch.annotations` of the frame in which the packet starts.
    public var annotation: UInt32
    /// Index of its slab in the batch's `slabs`.
    public var slab: UInt8
    /// What is known of the octets of the frame in which it starts.
    public var quality: DeliveredFrameQuality
    /// Marks.
    public var flags: PacketFlags

    /// The record of these values.
    @inlinable
    public init(
        earthReceiveTime: UInt64, offset: UInt32, length: UInt32, header: UInt32,
        channel: GlobalVirtualChannelIdentifier, annotation: UInt32, slab: UInt8,
        quality: DeliveredFrameQuality, flags: PacketFlags
    ) {
        self.earthReceiveTime = earthReceiveTime
        self.offset = offset
        self.length = length
        self.header = header
        self.channel = channel
        self.annotation = annotation
        self.slab = slab
        self.quality = quality
        self.flags = flags
    }

    /// Encapsulation packets carry version `111` (CCSDS 133.1-B-3 §4.1.2.2).
    @inlinable public var isEncapsulation: Bool { header >> 29 == 7 }

    /// APID of a space packet; meaningless for an encapsulation packet.
    @inlinable public var application: ApplicationProcessIdentifier {
        ApplicationProcessIdentifier(rawValue: UInt16(truncatingIfNeeded: header >> 16) & 0x7FF)
    }

    /// What an encapsulation packet carries, IP, LTP, BP or CFDP (133.1-B-3 §4.1.2.3); `nil` for a
    /// space packet.
    @inlinable public var encapsulationProtocol: EncapsulationProtocolIdentifier? {
        isEncapsulation
            ? EncapsulationProtocolIdentifier(rawValue: UInt8(truncatingIfNeeded: header >> 26) & 7)
            : nil
    }

    /// What an encapsulation packet of the protocol "extended" (6)
    /// carries, 4 bits (133.1-B-3 §4.1.2.6); `nil` where its header has no such field.
    @inlinable public var encapsulationProtocolExtension: UInt8? {
        // Length of length 10 and 11 (133.1-B-3 §4.1.2.4): octet 1 has it in its low bits.
        isEncapsulation && header >> 25 & 1 == 1
            ? UInt8(truncatingIfNeeded: header >> 16) & 0xF : nil
    }

    /// 14-bit sequence count of a space packet; meaningless for an encapsulation packet.
    @inlinable public var sequenceCount: UInt16 { UInt16(truncatingIfNeeded: header) & 0x3FFF }
}

/// Marks of a packet record, by the bits of the archive's `flags` field.
@frozen
public struct PacketFlags: OptionSet, Hashable, Sendable {
    /// Bits as in the archive's `flags` field.
    public let rawValue: UInt16

    /// The marks of these bits.
    @inlinable
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// An idle packet: fill, no data.
    public static let idle = PacketFlags(rawValue: 1 << 0)
    /// The packet lay in more than one frame.
    public static let spanned = PacketFlags(rawValue: 1 << 1)
    /// The packet came in a frame that repeats the frame before it.
    public static let duplicate = PacketFlags(rawValue: 1 << 2)
    /// Replayed: the AOS frame's replay flag says so (732.0-B-4 §4.1.2.5.2), or the link does.
    public static let replay = PacketFlags(rawValue: 1 << 3)
    /// The station's clock was not synchronised.
    public static let clockUnsynchronised = PacketFlags(rawValue: 1 << 4)
    /// The time is an estimate.
    public static let timeEstimated = PacketFlags(rawValue: 1 << 5)
    /// The sequence count of its APID on this channel shows packets missing before it.
    public static let gapBefore = PacketFlags(rawValue: 1 << 6)
    /// An encapsulation packet, not a space packet.
    public static let encapsulation = PacketFlags(rawValue: 1 << 8)
}
