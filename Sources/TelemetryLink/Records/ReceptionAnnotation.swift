public import CCSDS

/// What was known of a frame when it was received (SLE words), kept once per frame in which
/// packets start.
@frozen
public struct ReceptionAnnotation: Hashable, Sendable {
    /// When the frame's first bit (of its marker) was received: ns since 1970 UTC.
    public var earthReceiveTime: UInt64
    /// Bit offset in the link's stream of the frame's first bit (of its marker).
    public var streamOffset: UInt64
    /// Number of the frame among those delivered on this link, from 0.
    public var frameNumber: UInt64
    /// The virtual channel's frame count as transmitted; 0 where a USLP frame has none.
    public var frameCount: UInt64
    /// The virtual channel, of a USLP frame with its stream (MAP ID).
    public var channel: GlobalVirtualChannelIdentifier
    /// Frames missing before this one by its virtual channel's count; `UInt32.max` = unknown, as
    /// it always is where frames have no count.
    public var missingBefore: UInt32
    /// Symbols that the link's code corrected in the frame's codeblock: octets of a Reed–Solomon
    /// code, bits of an LDPC code.
    public var correctedSymbols: UInt16
    /// What is known of its octets.
    public var quality: DeliveredFrameQuality
    /// Marks that its packets inherit.
    public var flags: PacketFlags
    /// Its security header.
    public var security: SecurityMark

    /// The record of these values.
    public init(
        earthReceiveTime: UInt64, streamOffset: UInt64, frameNumber: UInt64,
        channel: GlobalVirtualChannelIdentifier, frameCount: UInt64, missingBefore: UInt32,
        correctedSymbols: UInt16, quality: DeliveredFrameQuality, flags: PacketFlags,
        security: SecurityMark = .none
    ) {
        self.earthReceiveTime = earthReceiveTime
        self.streamOffset = streamOffset
        self.frameNumber = frameNumber
        self.channel = channel
        self.frameCount = frameCount
        self.missingBefore = missingBefore
        self.correctedSymbols = correctedSymbols
        self.quality = quality
        self.flags = flags
        self.security = security
    }
}

/// One delivered frame: its annotation, and where its octets (FECF included, no marker, no
/// parity) lie in its batch.
@frozen
public struct FrameRecord: Hashable, Sendable {
    /// What was known of it when it was received.
    public var annotation: ReceptionAnnotation
    /// Where its octets begin in the slab.
    public var offset: UInt32
    /// How many octets it has.
    public var length: UInt32
    /// Index in the batch's slabs.
    public var slab: UInt8

    /// The record of these values.
    public init(annotation: ReceptionAnnotation, offset: UInt32, length: UInt32, slab: UInt8) {
        self.annotation = annotation
        self.offset = offset
        self.length = length
        self.slab = slab
    }
}

/// One frame that was found but failed a check.
public struct RejectedFrame: Hashable, Sendable {
    /// The first check that failed.
    public var reason: RejectionReason
    /// Bit offset in the link's stream of the frame's first bit (of its marker).
    public var streamOffset: UInt64
    /// Bits of the stream that the rejected frame owns.
    public var ownedBits: UInt64
    /// When it was received: ns since 1970 UTC.
    public var earthReceiveTime: UInt64
    /// The frame as far as it was decoded. Empty where it was cut off, and where rejected frames
    /// overlap so often that keeping them all would take many times the octets received.
    public var offset: UInt32
    /// How many octets it has.
    public var length: UInt32
    /// Index in the batch's slabs.
    public var slab: UInt8

    /// The record of these values.
    public init(
        reason: RejectionReason, streamOffset: UInt64, ownedBits: UInt64,
        earthReceiveTime: UInt64, offset: UInt32, length: UInt32, slab: UInt8
    ) {
        self.reason = reason
        self.streamOffset = streamOffset
        self.ownedBits = ownedBits
        self.earthReceiveTime = earthReceiveTime
        self.offset = offset
        self.length = length
        self.slab = slab
    }
}
