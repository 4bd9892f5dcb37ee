/// A space packet in place: CCSDS 133.0-B-2 §4.1, figure 4-1.
///
/// A view is made only of a whole packet of version `000`, and holds exactly its octets; what
/// follows it is left alone. Every accessor is then safe, whatever the octets say.
@frozen
public struct SpacePacketView: ~Escapable {
    /// The packet: header and data field.
    public let octets: RawSpan

    /// Octets of the primary header.
    @inlinable public static var headerLength: Int { 6 }
    /// Shortest packet: its data field has one octet at least.
    @inlinable public static var minimumLength: Int { 7 }
    /// Longest packet: 65,536 octets of data, the most that the length field can say.
    @inlinable public static var maximumLength: Int { 65_542 }

    /// Offsets in the packet (figure 4-2).
    @usableFromInline
    enum Field {
        /// Version 3 bits, type 1, secondary header flag 1, APID 11.
        @inlinable static var identification: Int { 0 }
        /// Sequence flags 2 bits, sequence count 14.
        @inlinable static var sequenceControl: Int { 2 }
        /// Octets of the data field, less one: 16 bits.
        @inlinable static var dataLength: Int { 4 }
        @inlinable static var dataField: Int { 6 }
    }

    /// Checks the packet that begins at the first octet of `octets`.
    ///
    /// - Throws: ``WireError/Code/truncated`` when the packet is not there as a whole (`expected`
    ///   is its length, or 6 when even the header is not), ``WireError/Code/version``.
    @inlinable
    @_lifetime(copy octets)
    public init(checking octets: RawSpan) throws(WireError) {
        let found = octets.byteCount
        guard found >= Field.dataField else {
            throw WireError.truncated(expected: Field.dataField, found: found)
        }
        let version = octet(octets, at: Field.identification) >> 5
        guard version == 0 else { throw WireError.version(expected: 0, found: version) }
        let length = SpacePacketView.minimumLength &+ Int(be16(octets, at: Field.dataLength))
        guard length <= found else { throw WireError.truncated(expected: length, found: found) }
        self.octets = octets.extracting(0..<length)
    }

    /// Octets of the packet whose header stands first in `octets`.
    ///
    /// - Returns: header included; `nil` when fewer than 6 octets are there or the version is
    ///   another.
    @inlinable
    public static func length(ofHeader octets: RawSpan) -> Int? {
        guard octets.byteCount >= Field.dataField, octet(octets, at: 0) >> 5 == 0 else {
            return nil
        }
        return minimumLength &+ Int(be16(octets, at: Field.dataLength))
    }
}

extension SpacePacketView {
    /// Packet version number: 0 (§4.1.3.2).
    @inlinable public var version: UInt8 { octet(octets, at: Field.identification) >> 5 }

    /// Packet type: a telecommand, else telemetry (§4.1.3.3.2).
    @inlinable public var isTelecommand: Bool {
        octet(octets, at: Field.identification) & 0x10 != 0
    }

    /// The data field begins with a secondary header, whose form the mission fixes (§4.1.3.3.3).
    @inlinable public var hasSecondaryHeader: Bool {
        octet(octets, at: Field.identification) & 0x08 != 0
    }

    /// Who made the packet, or whom it is for (§4.1.3.3.4).
    @inlinable public var application: ApplicationProcessIdentifier {
        ApplicationProcessIdentifier(rawValue: be16(octets, at: Field.identification) & 0x7FF)
    }

    /// Which part of a user's data it carries (§4.1.3.4.2).
    @inlinable public var sequenceFlags: SequenceFlags {
        switch octet(octets, at: Field.sequenceControl) >> 6 {
        case 0: .continuation
        case 1: .first
        case 2: .last
        default: .unsegmented
        }
    }

    /// Count modulo 16,384 of the packets of this APID; telecommands may carry a name instead
    /// (§4.1.3.4.3).
    @inlinable public var sequenceCount: UInt16 {
        be16(octets, at: Field.sequenceControl) & 0x3FFF
    }

    /// Octets of the packet, header included: 7 to 65,542.
    @inlinable public var length: Int { octets.byteCount }

    /// Secondary header, if any, and user data: 1 to 65,536 octets (§4.1.4).
    @inlinable public var dataField: RawSpan {
        @_lifetime(copy self)
        get { octets.extracting(Field.dataField..<octets.byteCount) }
    }

    /// An idle packet: fill, without meaning (§4.1.3.3.4.4).
    @inlinable public var isIdle: Bool { be16(octets, at: Field.identification) & 0x7FF == 0x7FF }
}
