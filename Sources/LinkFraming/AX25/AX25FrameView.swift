/// An AX.25 frame in place, without flags and frame check sequence (AX.25 version 2.2 §3).
///
/// Two to ten addresses of seven octets, a control field, and where that says so a protocol
/// identifier and data.
public struct AX25FrameView: ~Escapable {
    /// The frame.
    public let octets: RawSpan
    /// Addresses in it: destination, source, and up to eight repeaters.
    public let addressCount: Int

    /// Octets of an address.
    static let addressLength = 7
    /// Most addresses: two, and eight repeaters (version 2.0 §2.2.13.3; two since 2.2).
    static let maximumAddresses = 10

    /// Checks the frame that `octets` are.
    ///
    /// - Throws: ``FramingFault/Code/truncated`` when it ends inside its addresses or before the
    ///   control field, ``FramingFault/Code/address`` when its addresses have no end, or end with
    ///   the first.
    @_lifetime(copy octets)
    public init(checking octets: RawSpan) throws(FramingFault) {
        var count = 0
        while count < AX25FrameView.maximumAddresses {
            let end = (count + 1) * AX25FrameView.addressLength
            guard end < octets.byteCount else {
                throw FramingFault(.truncated, expected: end + 1, found: octets.byteCount)
            }
            count += 1
            // The lowest bit of the last octet of an address: no other follows (§3.12.2).
            if Wire.octet(octets, at: end - 1) & 1 == 1 { break }
            guard count < AX25FrameView.maximumAddresses else {
                throw FramingFault(.address, expected: 1, found: 0, offset: end - 1)
            }
        }
        guard count >= 2 else {
            throw FramingFault(
                .address, expected: 2, found: count, offset: AX25FrameView.addressLength - 1)
        }
        self.octets = octets
        addressCount = count
    }

    /// The address at `index`: 0 the destination, 1 the source, then the repeaters.
    ///
    /// - Precondition: `index` is below ``addressCount``.
    public func address(at index: Int) -> AX25Address {
        precondition(index >= 0 && index < addressCount, "address")
        let start = index * AX25FrameView.addressLength
        return AX25Address(octets.extracting(start..<start + AX25FrameView.addressLength))
    }

    /// Whom it is for.
    public var destination: AX25Address { address(at: 0) }

    /// Who sent it.
    public var source: AX25Address { address(at: 1) }

    private var controlOffset: Int { addressCount * AX25FrameView.addressLength }

    /// The control field (§4.2).
    public var control: UInt8 { Wire.octet(octets, at: controlOffset) }

    /// Unnumbered information: data without a connection (§4.3.3.6), whatever the poll bit.
    public var isUnnumberedInformation: Bool { control & 0xEF == 0x03 }

    /// The frame carries data: information of a connection, or unnumbered.
    public var carriesData: Bool { control & 1 == 0 || isUnnumberedInformation }

    /// Protocol identifier (§3.4), which only frames with data have: F0 for none, CC for IP.
    public var protocolIdentifier: UInt8? {
        guard carriesData, controlOffset + 1 < octets.byteCount else { return nil }
        return Wire.octet(octets, at: controlOffset + 1)
    }

    /// Octets of the frame that are data; empty where it carries none.
    public var dataRange: Range<Int> {
        let start = min(octets.byteCount, controlOffset + 2)
        return carriesData ? start..<octets.byteCount : octets.byteCount..<octets.byteCount
    }

    /// The data behind the protocol identifier; empty where the frame carries none.
    public var data: RawSpan {
        @_lifetime(copy self)
        get { octets.extracting(dataRange) }
    }
}
