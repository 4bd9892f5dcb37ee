/// A PUS telemetry packet in place: a space packet whose data field is secondary header, source
/// data and packet error control (ECSS-E-ST-70-41C §7.4.3, E-70-41A §5.4).
///
/// Idle packets (APID 2047) and time packets (APID 0) have no secondary header and are refused.
public struct PUSTelemetryPacketView: ~Escapable {
    /// The whole packet.
    public let octets: RawSpan
    /// What the mission fixes.
    public let parameters: PUSTelemetryParameters

    /// Checks a packet.
    ///
    /// - Throws: ``WireError/Code/field`` when it is a telecommand or has no secondary header,
    ///   ``WireError/Code/version`` when the PUS version is not that of the parameters,
    ///   ``WireError/Code/length`` when it is too short for them. The packet error control is
    ///   checked by ``checkErrorControl(cyclicRedundancyCode:)``.
    @_lifetime(copy packet)
    public init(
        checking packet: borrowing SpacePacketView, parameters: PUSTelemetryParameters
    ) throws(WireError) {
        try self.init(
            wholePacket: packet.octets, isTelecommand: packet.isTelecommand,
            hasSecondaryHeader: packet.hasSecondaryHeader, parameters: parameters)
    }

    @_lifetime(copy octets)
    private init(
        wholePacket octets: RawSpan, isTelecommand: Bool, hasSecondaryHeader: Bool,
        parameters: PUSTelemetryParameters
    ) throws(WireError) {
        guard !isTelecommand, hasSecondaryHeader else {
            throw WireError.field(expected: 0x08, found: Int(octet(octets, at: 0)), offset: 0)
        }
        let header = SpacePacketView.headerLength
        let needed = header + parameters.headerLength + parameters.errorControl.octets
        guard octets.byteCount >= needed else {
            throw WireError.length(expected: needed, found: octets.byteCount, offset: header)
        }
        let first = octet(octets, at: header)
        let version = parameters.issue == .c ? first >> 4 : first >> 4 & 7
        guard version == parameters.issue.version else {
            throw WireError.version(
                expected: parameters.issue.version, found: version, offset: header)
        }
        self.octets = octets
        self.parameters = parameters
    }

    /// The fields of the secondary header before the time.
    public var secondaryHeader: PUSTelemetrySecondaryHeader {
        PUSTelemetrySecondaryHeader(
            octets, at: SpacePacketView.headerLength, issue: parameters.issue)
    }

    /// The time, as the mission codes it.
    public var time: RawSpan {
        @_lifetime(copy self)
        get {
            let start = SpacePacketView.headerLength + parameters.fixedOctets
            return octets.extracting(start..<start + parameters.timeOctets)
        }
    }

    /// The source data; may be empty.
    public var sourceData: RawSpan {
        @_lifetime(copy self)
        get {
            let start = SpacePacketView.headerLength + parameters.headerLength
            return octets.extracting(start..<octets.byteCount - parameters.errorControl.octets)
        }
    }

    /// The packet error control field; `nil` where there is none.
    public var errorControlField: UInt16? {
        parameters.errorControl == .none ? nil : be16(octets, at: octets.byteCount - 2)
    }

    /// Checks the packet error control over the whole packet; does nothing where there is none.
    ///
    /// - Parameter cyclicRedundancyCode: the CRC-16 of frame error control, over the octets given.
    /// - Throws: ``WireError/Code/checksum`` when field and packet disagree.
    public func checkErrorControl(
        cyclicRedundancyCode: (RawSpan) -> UInt16
    ) throws(WireError) {
        try checkPacketErrorControl(
            octets, parameters.errorControl, cyclicRedundancyCode: cyclicRedundancyCode)
    }
}

/// Checks the last two octets of `packet`, which has two at least, against the others.
func checkPacketErrorControl(
    _ packet: RawSpan, _ control: PacketErrorControl, cyclicRedundancyCode: (RawSpan) -> UInt16
) throws(WireError) {
    let place = packet.byteCount - 2
    let computed: UInt16
    switch control {
    case .none: return
    case .cyclicRedundancyCode: computed = cyclicRedundancyCode(packet.extracting(0..<place))
    case .isoChecksum: computed = ISOChecksum.value(over: packet.extracting(0..<place))
    }
    let found = be16(packet, at: place)
    guard computed == found else {
        throw WireError(
            .checksum, expected: Int(computed), found: Int(found), offset: place)
    }
}
