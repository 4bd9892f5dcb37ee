/// The header of an encapsulation packet as a value (CCSDS 133.1-B-3 §4.1.2).
public struct EncapsulationPacketHeader: Hashable, Sendable {
    /// Octets of the header: 1, 2, 4 or 8.
    public var headerLength: Int
    /// What the packet carries; `idle` in a header of one octet.
    public var protocolIdentifier: EncapsulationProtocolIdentifier
    /// Octets of the data.
    public var dataLength: Int
    /// 0 to 15; sent in headers of 4 and 8 octets.
    public var userDefined: UInt8
    /// 0 to 15; sent in headers of 4 and 8 octets.
    public var protocolIdentifierExtension: UInt8
    /// Sent in headers of 8 octets.
    public var ccsdsDefined: UInt16

    /// A header of `headerLength` octets.
    public init(
        headerLength: Int, protocolIdentifier: EncapsulationProtocolIdentifier, dataLength: Int,
        userDefined: UInt8 = 0, protocolIdentifierExtension: UInt8 = 0, ccsdsDefined: UInt16 = 0
    ) {
        self.headerLength = headerLength
        self.protocolIdentifier = protocolIdentifier
        self.dataLength = dataLength
        self.userDefined = userDefined
        self.protocolIdentifierExtension = protocolIdentifierExtension
        self.ccsdsDefined = ccsdsDefined
    }

    /// The header of `packet`; fields that its form does not have are 0.
    public init(_ packet: borrowing EncapsulationPacketView) {
        headerLength = packet.headerLength
        protocolIdentifier = packet.protocolIdentifier
        dataLength = packet.length - packet.headerLength
        userDefined = packet.userDefined ?? 0
        protocolIdentifierExtension = packet.protocolIdentifierExtension ?? 0
        ccsdsDefined = packet.ccsdsDefined ?? 0
    }

    /// Appends the octets of the header.
    ///
    /// - Precondition: every field is in its range, and the packet's length in that of its field.
    public func serialize(into octets: inout [UInt8]) {
        let length = headerLength + dataLength
        let logarithm = headerLength.trailingZeroBitCount
        precondition([1, 2, 4, 8].contains(headerLength), "header of 1, 2, 4 or 8 octets")
        precondition(dataLength >= 0 && length < 1 << (4 * max(headerLength, 2)), "packet length")
        precondition(headerLength > 1 || dataLength == 0, "one octet of header stands alone")
        precondition(headerLength > 1 || protocolIdentifier == .idle, "and is idle")
        octets.append(0xE0 | protocolIdentifier.rawValue << 2 | UInt8(logarithm))
        guard headerLength > 1 else { return }
        if headerLength >= 4 { octets.append(userDefined << 4 | protocolIdentifierExtension) }
        if headerLength == 8 { octets.appendBigEndian(ccsdsDefined, count: 2) }
        octets.appendBigEndian(length, count: headerLength / 2)
    }
}
