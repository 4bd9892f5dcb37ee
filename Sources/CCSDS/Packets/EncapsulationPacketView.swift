/// An encapsulation packet in place: CCSDS 133.1-B-3 §4.1, figure 4-1, all four header forms.
///
/// The header has 1, 2, 4 or 8 octets, as its first octet says. Unlike a space packet's, its
/// length field counts the **whole** packet, header included.
@frozen
public struct EncapsulationPacketView: ~Escapable {
    /// The packet: header and data.
    public let octets: RawSpan

    /// Offsets in the header (§4.1.2).
    @usableFromInline
    enum Field {
        /// Version 3 bits, protocol identifier 3, length of length 2.
        @inlinable static var identification: Int { 0 }
        /// User-defined field 4 bits, protocol identifier extension 4; headers of 4 and 8 octets.
        @inlinable static var extensionOctet: Int { 1 }
        /// CCSDS-defined field, 16 bits; header of 8 octets.
        @inlinable static var ccsdsDefined: Int { 2 }
    }

    /// Checks the packet that begins at the first octet of `octets`.
    ///
    /// - Throws: ``WireError/Code/truncated`` when the packet is not there as a whole (`expected`
    ///   is its length, or its header's when even that is not), ``WireError/Code/version``,
    ///   ``WireError/Code/length`` when the length is less than the header's.
    @inlinable
    @_lifetime(copy octets)
    public init(checking octets: RawSpan) throws(WireError) {
        let found = octets.byteCount
        guard found > 0 else { throw WireError.truncated(expected: 1, found: 0) }
        let first = octet(octets, at: Field.identification)
        guard first >> 5 == 7 else { throw WireError.version(expected: 7, found: first >> 5) }
        let header = encapsulationHeaderLength(first)
        guard header <= found else { throw WireError.truncated(expected: header, found: found) }
        let length = encapsulationLengthField(octets, header: header)
        guard length >= header else {
            throw WireError.length(expected: header, found: length, offset: header / 2)
        }
        guard length <= found else { throw WireError.truncated(expected: length, found: found) }
        self.octets = octets.extracting(0..<length)
    }
}

/// Octets of the header that begins with the octet `first`: its last two bits are the binary
/// logarithm (133.1-B-3 §4.1.2.4).
@inlinable
func encapsulationHeaderLength(_ first: UInt8) -> Int { 1 << Int(first & 3) }

/// Length of an encapsulation packet as its header of `header` octets says; 0 where a header
/// without a length field stands before data, which no packet can have (133.1-B-3 §4.1.2.3).
@inlinable
func encapsulationLengthField(_ octets: RawSpan, header: Int) -> Int {
    switch header {
    case 1: octet(octets, at: 0) & 0x1C == 0 ? 1 : 0
    case 2: Int(octet(octets, at: 1))
    case 4: Int(be16(octets, at: 2))
    default: Int(be32(octets, at: 4))
    }
}

extension EncapsulationPacketView {
    /// Packet version number: 7 (§4.1.2.2).
    @inlinable public var version: UInt8 { octet(octets, at: Field.identification) >> 5 }

    /// What the packet carries (§4.1.2.3).
    @inlinable public var protocolIdentifier: EncapsulationProtocolIdentifier {
        EncapsulationProtocolIdentifier(
            rawValue: octet(octets, at: Field.identification) >> 2 & 7)
    }

    /// Octets of the header: 1, 2, 4 or 8.
    @inlinable public var headerLength: Int {
        encapsulationHeaderLength(octet(octets, at: Field.identification))
    }

    /// Four bits that the users define; `nil` in headers of 1 and 2 octets (§4.1.2.5).
    @inlinable public var userDefined: UInt8? {
        headerLength >= 4 ? octet(octets, at: Field.extensionOctet) >> 4 : nil
    }

    /// Names the protocol where ``protocolIdentifier`` is `extended`; `nil` in headers of 1 and 2
    /// octets (§4.1.2.6).
    @inlinable public var protocolIdentifierExtension: UInt8? {
        headerLength >= 4 ? octet(octets, at: Field.extensionOctet) & 0x0F : nil
    }

    /// Field reserved by CCSDS; `nil` in headers of less than 8 octets (§4.1.2.7).
    @inlinable public var ccsdsDefined: UInt16? {
        headerLength == 8 ? be16(octets, at: Field.ccsdsDefined) : nil
    }

    /// Octets of the packet, header included.
    @inlinable public var length: Int { octets.byteCount }

    /// The data carried; may be empty.
    @inlinable public var dataField: RawSpan {
        @_lifetime(copy self)
        get { octets.extracting(headerLength..<octets.byteCount) }
    }

    /// An idle packet: fill, without meaning (§4.1.2.3).
    @inlinable public var isIdle: Bool { octet(octets, at: Field.identification) & 0x1C == 0 }
}
