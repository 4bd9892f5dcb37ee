/// The primary header of a USLP transfer frame as a value (CCSDS 732.1-B-2 §4.1.2).
public struct USLPTransferFrameHeader: Hashable, Sendable {
    /// SCID: 16 bits.
    public var spacecraft: SpacecraftIdentifier
    /// The spacecraft is the destination, else the source.
    public var isForDestination = false
    /// VCID: 0 to 63.
    public var virtualChannel: VirtualChannelIdentifier
    /// MAP ID: 0 to 15.
    public var multiplexerAccessPoint: MultiplexerAccessPointIdentifier
    /// What only a header that is not truncated has; `nil`: a truncated one.
    public var rest: Rest?

    /// The part of the header that a truncated frame leaves out.
    public struct Rest: Hashable, Sendable {
        /// Octets of the frame: 1 to 65,536.
        public var frameLength: Int
        /// Expedited, not sequence-controlled.
        public var bypassFlag = false
        /// Commands of a protocol, no user's data.
        public var protocolControlCommandFlag = false
        /// An operational control field follows the data field.
        public var operationalControlFieldFlag = false
        /// Octets of the frame count: 0 to 7.
        public var countLength: Int
        /// Frame count, modulo 256^``countLength``; 0 where it has no octets.
        public var count: UInt64

        /// The rest of a header without flags, which can be set afterwards.
        public init(frameLength: Int, countLength: Int = 0, count: UInt64 = 0) {
            self.frameLength = frameLength
            self.countLength = countLength
            self.count = count
        }
    }

    /// A header with these fields.
    public init(
        spacecraft: SpacecraftIdentifier, virtualChannel: VirtualChannelIdentifier,
        multiplexerAccessPoint: MultiplexerAccessPointIdentifier, rest: Rest?
    ) {
        self.spacecraft = spacecraft
        self.virtualChannel = virtualChannel
        self.multiplexerAccessPoint = multiplexerAccessPoint
        self.rest = rest
    }

    /// The header of `frame`.
    public init(_ frame: borrowing USLPTransferFrameView) {
        spacecraft = frame.spacecraft
        isForDestination = frame.isForDestination
        virtualChannel = frame.virtualChannel
        multiplexerAccessPoint = frame.multiplexerAccessPoint
        guard let length = frame.statedLength else { return }
        var rest = Rest(
            frameLength: length, countLength: frame.virtualChannelFrameCountLength,
            count: frame.virtualChannelFrameCount ?? 0)
        rest.bypassFlag = frame.bypassFlag
        rest.protocolControlCommandFlag = frame.protocolControlCommandFlag
        rest.operationalControlFieldFlag = frame.operationalControlFieldFlag
        self.rest = rest
    }

    /// Appends the 4 octets of a truncated header, or the 7 to 14 of any other.
    ///
    /// - Precondition: every field is in its range.
    public func serialize(into octets: inout [UInt8]) {
        precondition(virtualChannel.rawValue <= 63, "VCID has 6 bits")
        precondition(multiplexerAccessPoint.rawValue <= 15, "MAP ID has 4 bits")
        let identification =
            0xC000_0000 | UInt32(spacecraft.rawValue) << 12 | (isForDestination ? 1 << 11 : 0)
            | UInt32(virtualChannel.rawValue) << 5 | UInt32(multiplexerAccessPoint.rawValue) << 1
            | (rest == nil ? 1 : 0)
        octets.appendBigEndian(identification, count: 4)
        guard let rest else { return }
        precondition((1...65_536).contains(rest.frameLength), "frame length has 16 bits")
        precondition((0...7).contains(rest.countLength), "length of the frame count has 3 bits")
        precondition(
            rest.count < 1 << UInt64(8 * rest.countLength), "frame count outside its octets")
        octets.appendBigEndian(rest.frameLength - 1, count: 2)
        octets.append(
            (rest.bypassFlag ? 0x80 : 0) | (rest.protocolControlCommandFlag ? 0x40 : 0)
                | (rest.operationalControlFieldFlag ? 8 : 0) | UInt8(rest.countLength))
        octets.appendBigEndian(rest.count, count: rest.countLength)
    }
}
