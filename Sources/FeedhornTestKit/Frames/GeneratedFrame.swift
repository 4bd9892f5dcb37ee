/// A transfer frame as it was made, with what is true of it.
public struct GeneratedFrame: Sendable, Equatable {
    /// What its data field holds.
    public enum Content: Sendable, Equatable {
        /// Packets behind a first header pointer.
        case packets
        /// First header pointer 2046, or a frame of AOS or USLP channel 63: only idle data.
        case onlyIdleData
        /// A service without packets: octets that nobody walks.
        case service
    }

    /// A packet that begins in this frame.
    public struct PacketStart: Sendable, Equatable {
        /// The packet.
        public let packet: GeneratedPacket
        /// Its first octet's place in the packet zone.
        public let offset: Int
        /// Packet frames of the channel (USLP: of the access point) after this one that it runs
        /// on into; `nil`: it is cut off at the end of this frame and never goes on.
        public let continuations: Int?
    }

    /// What the frame looks like.
    public let format: FrameFormat
    /// SCID as the header says it.
    public internal(set) var spacecraft: UInt16
    /// VCID.
    public let virtualChannel: UInt8
    /// Multiplexer access point (USLP), 0 for the others.
    public let accessPoint: UInt8
    /// TM master channel frame count; 0 for the others.
    public internal(set) var masterCount: UInt8
    /// Virtual channel frame count: 8 bits in TM, 24 in AOS, 0 to 56 in USLP.
    public internal(set) var channelCount: UInt64
    /// AOS count cycle, 0…15; 0 where it is not in use.
    public let countCycle: UInt8
    /// What the data field holds.
    public let content: Content
    /// Number of this frame among the packet frames of its channel (USLP: of its access point);
    /// `nil` for other contents.
    public let packetFrame: Int?
    /// The packets that begin here, in order.
    public let starts: [PacketStart]
    /// First header pointer as written; `nil` for a service frame.
    public let firstHeaderPointer: UInt16?
    /// The operational control field, or nothing.
    public let operationalControl: [UInt8]
    /// The frame, FECF included.
    public internal(set) var octets: [UInt8]

    /// Computes header and frame error control again after a field was changed.
    mutating func renewChecks() {
        if format.version == .aos, format.hasHeaderErrorControl {
            let check = HeaderErrorControl.compute(
                identifiers: UInt16(octets[0]) << 8 | UInt16(octets[1]), signaling: octets[5])
            octets.setBigEndian16(check, at: 6)
        }
        switch format.errorControlLength {
        case 2:
            let check = FrameCheckSequence.compute(octets.dropLast(2))
            octets.setBigEndian16(check, at: octets.count - 2)
        case 4:
            let check = LongCheckSequence.compute(octets.dropLast(4))
            octets.setBigEndian16(UInt16(check >> 16), at: octets.count - 4)
            octets.setBigEndian16(UInt16(check & 0xFFFF), at: octets.count - 2)
        default: break
        }
    }
}
