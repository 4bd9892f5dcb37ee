/// A packet as it was made, with what is true of it.
public struct GeneratedPacket: Sendable, Equatable {
    /// What a reader of the stream makes of it.
    public enum Kind: Sendable, Equatable {
        /// A space packet with data.
        case space
        /// A space packet of APID 2047.
        case idle
        /// An encapsulation packet, protocol 0 (idle) included.
        case encapsulation
        /// Octets of a packet version that can't stand here: they end the walk of their frame.
        case foreign
    }

    /// What it is.
    public let kind: Kind
    /// All its octets, header included.
    public let octets: [UInt8]
    /// APID of a space packet, 2047 for an idle one; `nil` for the others.
    public let application: UInt16?
    /// 14-bit sequence count of a space packet; `nil` for the others.
    public let sequenceCount: UInt16?

    /// A space packet (CCSDS 133.0-B-2 §4.1), telemetry, unsegmented.
    ///
    /// - Parameter data: the packet data field, 1…65,536 octets, secondary header included.
    public static func space(
        application: UInt16, sequenceCount: UInt16, hasSecondaryHeader: Bool = false,
        sequenceFlags: UInt16 = 3, data: [UInt8]
    ) -> GeneratedPacket {
        precondition((1...65_536).contains(data.count), "\(data.count) octets are no data field")
        var octets: [UInt8] = []
        octets.reserveCapacity(6 + data.count)
        let identification = (hasSecondaryHeader ? 0x0800 : 0) | application & 0x7FF
        octets.appendBigEndian(UInt64(identification), width: 2)
        octets.appendBigEndian(UInt64(sequenceFlags << 14 | sequenceCount & 0x3FFF), width: 2)
        octets.appendBigEndian(UInt64(data.count - 1), width: 2)
        octets += data
        return GeneratedPacket(
            kind: application == 2047 ? .idle : .space, octets: octets, application: application,
            sequenceCount: sequenceCount & 0x3FFF)
    }

    /// Octets of packet version 2 (`010`), which no packet service carries.
    public static func foreign(_ count: Int) -> GeneratedPacket {
        GeneratedPacket(
            kind: .foreign, octets: [UInt8](repeating: 0x55, count: count), application: nil,
            sequenceCount: nil)
    }

    /// A packet whose octets are made elsewhere.
    init(kind: Kind, octets: [UInt8], application: UInt16?, sequenceCount: UInt16?) {
        self.kind = kind
        self.octets = octets
        self.application = application
        self.sequenceCount = sequenceCount
    }
}
