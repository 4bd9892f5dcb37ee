/// The primary header of a space packet as a value (CCSDS 133.0-B-2 §4.1.3).
public struct SpacePacketHeader: Hashable, Sendable {
    /// A telecommand, else telemetry.
    public var isTelecommand: Bool
    /// The data field begins with a secondary header.
    public var hasSecondaryHeader: Bool
    /// APID: 0 to 2047.
    public var application: ApplicationProcessIdentifier
    /// Which part of a user's data follows.
    public var sequenceFlags: SequenceFlags
    /// 0 to 16,383.
    public var sequenceCount: UInt16
    /// Octets of the data field: 1 to 65,536.
    public var dataLength: Int

    /// A header of a telemetry packet, unless said otherwise.
    public init(
        application: ApplicationProcessIdentifier, sequenceCount: UInt16, dataLength: Int,
        sequenceFlags: SequenceFlags = .unsegmented, hasSecondaryHeader: Bool = false,
        isTelecommand: Bool = false
    ) {
        self.isTelecommand = isTelecommand
        self.hasSecondaryHeader = hasSecondaryHeader
        self.application = application
        self.sequenceFlags = sequenceFlags
        self.sequenceCount = sequenceCount
        self.dataLength = dataLength
    }

    /// The header of `packet`.
    public init(_ packet: borrowing SpacePacketView) {
        isTelecommand = packet.isTelecommand
        hasSecondaryHeader = packet.hasSecondaryHeader
        application = packet.application
        sequenceFlags = packet.sequenceFlags
        sequenceCount = packet.sequenceCount
        dataLength = packet.length - SpacePacketView.headerLength
    }

    /// Appends the six octets of the header.
    ///
    /// - Precondition: every field is in its range.
    public func serialize(into octets: inout [UInt8]) {
        precondition(application.rawValue <= 0x7FF, "APID has 11 bits")
        precondition(sequenceCount <= 0x3FFF, "sequence count has 14 bits")
        precondition((1...65_536).contains(dataLength), "data field of 1 to 65,536 octets")
        let identification =
            (isTelecommand ? 0x1000 : 0) | (hasSecondaryHeader ? 0x0800 : 0) | application.rawValue
        octets.appendBigEndian(identification, count: 2)
        octets.appendBigEndian(UInt16(sequenceFlags.rawValue) << 14 | sequenceCount, count: 2)
        octets.appendBigEndian(dataLength - 1, count: 2)
    }
}
