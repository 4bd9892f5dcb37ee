public import CCSDS

/// User data that came in segments, put together: where its octets lie in its batch.
///
/// The packets that carried the segments are in the batches as well.
@frozen
public struct UserDataRecord: Hashable, Sendable {
    /// Earth receive time of the first packet: ns since 1970 UTC.
    public var earthReceiveTime: UInt64
    /// Where its octets begin in the slab.
    public var offset: UInt32
    /// How many octets it has.
    public var length: UInt32
    /// Packets that carried it.
    public var packets: UInt32
    /// The channel that the packets came on; `.none` where there was no frame.
    public var channel: GlobalVirtualChannelIdentifier
    /// Who made it.
    public var application: ApplicationProcessIdentifier
    /// Sequence count of the first packet.
    public var firstSequenceCount: UInt16
    /// Index of its slab in the batch's slabs.
    public var slab: UInt8
    /// The worst of what is known of the packets' octets.
    public var quality: DeliveredFrameQuality

    /// The record of these values.
    public init(
        earthReceiveTime: UInt64, offset: UInt32, length: UInt32, packets: UInt32,
        channel: GlobalVirtualChannelIdentifier, application: ApplicationProcessIdentifier,
        firstSequenceCount: UInt16, slab: UInt8, quality: DeliveredFrameQuality
    ) {
        self.earthReceiveTime = earthReceiveTime
        self.offset = offset
        self.length = length
        self.packets = packets
        self.channel = channel
        self.application = application
        self.firstSequenceCount = firstSequenceCount
        self.slab = slab
        self.quality = quality
    }
}
