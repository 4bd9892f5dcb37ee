/// The primary header of a TM transfer frame as a value (CCSDS 132.0-B-3 §4.1.2).
public struct TMTransferFrameHeader: Hashable, Sendable {
    /// SCID: 0 to 1023.
    public var spacecraft: SpacecraftIdentifier
    /// VCID: 0 to 7.
    public var virtualChannel: VirtualChannelIdentifier
    /// The frame carries an operational control field.
    public var hasOperationalControlField = false
    /// Frames of the master channel, modulo 256.
    public var masterChannelFrameCount: UInt8
    /// Frames of the virtual channel, modulo 256.
    public var virtualChannelFrameCount: UInt8
    /// A secondary header follows.
    public var hasSecondaryHeader = false
    /// The data field is a VCA_SDU.
    public var synchronizationFlag = false
    /// False with packets.
    public var packetOrderFlag = false
    /// 3 with packets.
    public var segmentLengthIdentifier: UInt8 = 3
    /// 11 bits, as ``FirstHeaderPointer/field`` gives them.
    public var firstHeaderPointerField: UInt16

    /// A header of a frame with packets; other fields can be set afterwards.
    public init(
        spacecraft: SpacecraftIdentifier, virtualChannel: VirtualChannelIdentifier,
        masterChannelFrameCount: UInt8, virtualChannelFrameCount: UInt8,
        firstHeaderPointer: FirstHeaderPointer
    ) {
        self.spacecraft = spacecraft
        self.virtualChannel = virtualChannel
        self.masterChannelFrameCount = masterChannelFrameCount
        self.virtualChannelFrameCount = virtualChannelFrameCount
        firstHeaderPointerField = firstHeaderPointer.field
    }

    /// The header of `frame`.
    public init(_ frame: borrowing TMTransferFrameView) {
        spacecraft = frame.spacecraft
        virtualChannel = frame.virtualChannel
        hasOperationalControlField = frame.operationalControlFieldFlag
        masterChannelFrameCount = frame.masterChannelFrameCount
        virtualChannelFrameCount = frame.virtualChannelFrameCount
        hasSecondaryHeader = frame.hasSecondaryHeader
        synchronizationFlag = frame.synchronizationFlag
        packetOrderFlag = frame.packetOrderFlag
        segmentLengthIdentifier = frame.segmentLengthIdentifier
        firstHeaderPointerField = frame.firstHeaderPointerField
    }

    /// Appends the six octets of the header.
    ///
    /// - Precondition: every field is in its range.
    public func serialize(into octets: inout [UInt8]) {
        precondition(spacecraft.rawValue <= 0x3FF, "SCID has 10 bits")
        precondition(virtualChannel.rawValue <= 7, "VCID has 3 bits")
        precondition(segmentLengthIdentifier <= 3, "segment length identifier has 2 bits")
        precondition(firstHeaderPointerField <= 0x7FF, "first header pointer has 11 bits")
        let identification =
            spacecraft.rawValue << 4 | UInt16(virtualChannel.rawValue) << 1
            | (hasOperationalControlField ? 1 : 0)
        octets.appendBigEndian(identification, count: 2)
        octets.append(masterChannelFrameCount)
        octets.append(virtualChannelFrameCount)
        let status =
            (hasSecondaryHeader ? 0x8000 : 0) | (synchronizationFlag ? 0x4000 : 0)
            | (packetOrderFlag ? 0x2000 : 0) | UInt16(segmentLengthIdentifier) << 11
            | firstHeaderPointerField
        octets.appendBigEndian(status, count: 2)
    }
}
