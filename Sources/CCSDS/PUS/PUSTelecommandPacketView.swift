/// A PUS-C telecommand packet in place, as it comes back in verification reports and in recordings
/// of an uplink (ECSS-E-ST-70-41C §7.4.4). Nothing here sends one.
public struct PUSTelecommandPacketView: ~Escapable {
    /// The whole packet.
    public let octets: RawSpan
    /// Octets of spare after the source identifier.
    public let spareOctets: Int
    /// What the packet ends with.
    public let errorControl: PacketErrorControl

    /// PUS version number of PUS-C.
    static let pusVersion: UInt8 = 2

    /// Offsets in the packet (§7.4.4.1).
    private enum Field {
        /// Version 4 bits, acknowledgement flags 4.
        static let version = 6
        static let service = 7
        static let subtype = 8
        /// 16 bits.
        static let source = 9
        static let spare = 11
    }

    /// Checks a packet.
    ///
    /// - Throws: ``WireError/Code/field`` when it is telemetry or has no secondary header,
    ///   ``WireError/Code/version`` when the PUS version is not 2, ``WireError/Code/length`` when
    ///   it is too short.
    /// - Precondition: `spareOctets` is 0 to ``PUSTelemetryParameters/maximumOptionalOctets``.
    @_lifetime(copy packet)
    public init(
        checking packet: borrowing SpacePacketView, spareOctets: Int = 0,
        errorControl: PacketErrorControl = .cyclicRedundancyCode
    ) throws(WireError) {
        let range = 0...PUSTelemetryParameters.maximumOptionalOctets
        precondition(range.contains(spareOctets), "spare octets")
        let octets = packet.octets
        guard packet.isTelecommand, packet.hasSecondaryHeader else {
            throw WireError.field(expected: 0x18, found: Int(octet(octets, at: 0)), offset: 0)
        }
        let needed = Field.spare + spareOctets + errorControl.octets
        guard octets.byteCount >= needed else {
            throw WireError.length(
                expected: needed, found: octets.byteCount, offset: Field.version)
        }
        let version = octet(octets, at: Field.version) >> 4
        guard version == Self.pusVersion else {
            throw WireError.version(
                expected: Self.pusVersion, found: version, offset: Field.version)
        }
        self.octets = octets
        self.spareOctets = spareOctets
        self.errorControl = errorControl
    }

    /// Reports asked for: bits from 8 to 1 for acceptance, start, progress, completion (§7.4.4.1).
    public var acknowledgementFlags: UInt8 { octet(octets, at: Field.version) & 0x0F }

    /// Service type.
    public var service: UInt8 { octet(octets, at: Field.service) }

    /// Message subtype.
    public var subtype: UInt8 { octet(octets, at: Field.subtype) }

    /// Who sent the telecommand.
    public var sourceIdentifier: UInt16 { be16(octets, at: Field.source) }

    /// The application data; may be empty.
    public var applicationData: RawSpan {
        @_lifetime(copy self)
        get {
            octets.extracting(
                Field.spare + spareOctets..<octets.byteCount - errorControl.octets)
        }
    }

    /// The packet error control field; `nil` where there is none.
    public var errorControlField: UInt16? {
        errorControl == .none ? nil : be16(octets, at: octets.byteCount - 2)
    }

    /// Checks the packet error control over the whole packet; does nothing where there is none.
    ///
    /// - Parameter cyclicRedundancyCode: the CRC-16 of frame error control, over the octets given.
    /// - Throws: ``WireError/Code/checksum`` when field and packet disagree.
    public func checkErrorControl(
        cyclicRedundancyCode: (RawSpan) -> UInt16
    ) throws(WireError) {
        try checkPacketErrorControl(
            octets, errorControl, cyclicRedundancyCode: cyclicRedundancyCode)
    }
}
