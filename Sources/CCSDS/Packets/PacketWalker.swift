/// One step of a ``PacketWalker``: a packet, or why there is none.
@frozen
public enum PacketWalkStep: Hashable, Sendable {
    /// A whole packet: its place in the octets walked, and its length, header included.
    case packet(offset: Int, length: Int, isEncapsulation: Bool)
    /// The octets end where a packet ends.
    case end
    /// A packet begins at ``PacketWalker/offset`` and is not there as a whole: its length, or `nil`
    /// while even the header is cut.
    case needMore(packetLength: Int?)
    /// At ``PacketWalker/offset`` stands no packet version that is known; the length of what stands
    /// there is unknown too, so the walk is over.
    case badVersion
    /// The packet at ``PacketWalker/offset`` has an impossible length, or one over the maximum.
    case badLength
}

/// Walks packets that lie back to back, without a copy: space packets and encapsulation packets
/// in any mixture.
///
/// It keeps only the rest of the octets, so nothing is left to check in its loop. Every step
/// either makes the rest shorter or ends the walk, so a walk over n octets has at most n steps.
/// After the last packet, each further step gives the same reason again.
@frozen
public struct PacketWalker: ~Escapable {
    @usableFromInline var remaining: RawSpan
    /// Octets that the walk began with.
    @usableFromInline let total: Int
    @usableFromInline let maximumLength: Int

    /// A walk over `octets` that accepts packets of up to `maximumLength` octets.
    ///
    /// The default is the longest space packet; only an encapsulation packet's 32-bit length can
    /// say more.
    @inlinable
    @_lifetime(copy octets)
    public init(_ octets: RawSpan, maximumLength: Int = SpacePacketView.maximumLength) {
        remaining = octets
        total = octets.byteCount
        self.maximumLength = maximumLength
    }

    /// What has not been walked: begins with the packet that the walk stopped at.
    @inlinable public var rest: RawSpan {
        @_lifetime(copy self)
        get { remaining }
    }

    /// Where the walk stands, in octets from its start.
    @inlinable public var offset: Int { total &- remaining.byteCount }

    /// The next packet, or why there is none.
    @inlinable
    public mutating func next() -> PacketWalkStep {
        let count = remaining.byteCount
        if count >= SpacePacketView.headerLength, octet(remaining, at: 0) < 0x20 {
            let length = SpacePacketView.minimumLength &+ Int(be16(remaining, at: 4))
            if length <= count, length <= maximumLength {
                return advance(over: length, isEncapsulation: false)
            }
        }
        // The rare cases by value and out of line: a call with `self` would force it to memory.
        switch packetLengthOutOfLine(remaining, maximum: maximumLength) {
        case .length(let length, let isEncapsulation):
            guard length <= count else { return .needMore(packetLength: length) }
            return advance(over: length, isEncapsulation: isEncapsulation)
        case .needMore:
            return count == 0 ? .end : .needMore(packetLength: nil)
        case .badVersion:
            return .badVersion
        case .badLength:
            return .badLength
        }
    }

    @inlinable
    mutating func advance(over length: Int, isEncapsulation: Bool) -> PacketWalkStep {
        let offset = self.offset
        remaining = remaining.extracting(length..<remaining.byteCount)
        return .packet(offset: offset, length: length, isEncapsulation: isEncapsulation)
    }
}

@inline(never)
@usableFromInline
func packetLengthOutOfLine(_ octets: RawSpan, maximum: Int) -> PacketLength {
    packetLength(octets, maximum: maximum)
}
