/// The primary header of an AOS transfer frame as a value (CCSDS 732.0-B-4 §4.1.2), without frame
/// header error control.
public struct AOSTransferFrameHeader: Hashable, Sendable {
    /// SCID: 0 to 255, or to 1023 where 10 bits are used.
    public var spacecraft: SpacecraftIdentifier
    /// VCID: 0 to 63.
    public var virtualChannel: VirtualChannelIdentifier
    /// Frames of the virtual channel, modulo 2²⁴.
    public var virtualChannelFrameCount: UInt32
    /// The frame is a replay.
    public var replayFlag = false
    /// Revolutions of the frame count, 0 to 15; `nil`: not in use.
    public var frameCountCycle: UInt8?

    /// A header of a frame that is no replay and has no cycle; both can be set afterwards.
    public init(
        spacecraft: SpacecraftIdentifier, virtualChannel: VirtualChannelIdentifier,
        virtualChannelFrameCount: UInt32
    ) {
        self.spacecraft = spacecraft
        self.virtualChannel = virtualChannel
        self.virtualChannelFrameCount = virtualChannelFrameCount
    }

    /// The header of `frame`.
    public init(_ frame: borrowing AOSTransferFrameView) {
        spacecraft = frame.spacecraft
        virtualChannel = frame.virtualChannel
        virtualChannelFrameCount = frame.virtualChannelFrameCount
        replayFlag = frame.replayFlag
        frameCountCycle = frame.frameCountUsageFlag ? frame.frameCountCycle : nil
    }

    /// Appends the six octets of the header. SCIDs above 255 take the two spare bits of the
    /// signaling field.
    ///
    /// - Precondition: every field is in its range.
    public func serialize(into octets: inout [UInt8]) {
        precondition(spacecraft.rawValue <= 0x3FF, "SCID has 8 or 10 bits")
        precondition(virtualChannel.rawValue <= 63, "VCID has 6 bits")
        precondition(virtualChannelFrameCount < 1 << 24, "frame count has 24 bits")
        precondition(frameCountCycle ?? 0 <= 15, "frame count cycle has 4 bits")
        let identification =
            0x4000 | (spacecraft.rawValue & 0xFF) << 6 | UInt16(virtualChannel.rawValue)
        octets.appendBigEndian(identification, count: 2)
        octets.appendBigEndian(virtualChannelFrameCount, count: 3)
        let high = UInt8(spacecraft.rawValue >> 8) << 4
        let cycle = frameCountCycle.map { 0x40 | $0 } ?? 0
        octets.append((replayFlag ? 0x80 : 0) | high | cycle)
    }
}
