/// What the first octets of a packet say about its length.
@frozen
public enum PacketLength: Hashable, Sendable {
    /// The octets end inside the part of the header that says it.
    case needMore
    /// Octets of the packet, header included; more may be said than are there.
    case length(Int, isEncapsulation: Bool)
    /// Neither a space packet (version `000`) nor an encapsulation packet (`111`).
    case badVersion
    /// Less than the packet's own header, or more than the maximum.
    case badLength
}

/// Length of the packet that begins at the first octet of `octets`, which may hold only a part of
/// it (CCSDS 133.0-B-2 §4.1.3.5.3, 133.1-B-3 §4.1.2.8). Packets of more than `maximum` octets are
/// not accepted.
@inlinable
public func packetLength(_ octets: RawSpan, maximum: Int) -> PacketLength {
    let count = octets.byteCount
    guard count > 0 else { return .needMore }
    let first = octet(octets, at: 0)
    switch first >> 5 {
    case 0:
        guard count >= SpacePacketView.headerLength else { return .needMore }
        let length = SpacePacketView.minimumLength &+ Int(be16(octets, at: 4))
        return length <= maximum ? .length(length, isEncapsulation: false) : .badLength
    case 7:
        let header = encapsulationHeaderLength(first)
        guard count >= header else { return .needMore }
        let length = encapsulationLengthField(octets, header: header)
        guard length >= header, length <= maximum else { return .badLength }
        return .length(length, isEncapsulation: true)
    default:
        return .badVersion
    }
}
