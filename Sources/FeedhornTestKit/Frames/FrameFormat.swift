/// The transfer frames of a generated channel.
public struct FrameFormat: Sendable, Equatable {
    /// Which book the frame is of.
    public enum Version: Sendable, Equatable, CaseIterable {
        /// CCSDS 132.0-B-3.
        case tm
        /// CCSDS 732.0-B-4.
        case aos
        /// CCSDS 732.1-B-2, frames of a fixed length.
        case uslp
    }

    /// Which book the frame is of.
    public var version: Version
    /// Octets of a frame, FECF included.
    public var length: Int
    /// Frame error control field, two octets or four.
    public var hasErrorControl = true
    /// Operational control field, four octets, in every frame.
    public var hasOperationalControl = false
    /// TM: data octets of the secondary header, 1…63; 0 = no secondary header.
    public var secondaryHeaderData = 0
    /// AOS and USLP: octets of the insert zone.
    public var insertZone = 0
    /// AOS: frame header error control, two octets.
    public var hasHeaderErrorControl = false
    /// AOS: the count cycle of the signaling field is in use.
    public var usesCountCycle = false
    /// AOS: the replay flag of the signaling field is set.
    public var isReplay = false
    /// AOS: bits of the spacecraft identifier, 8 or 10.
    public var spacecraftBits = 8
    /// USLP: octets of the virtual channel frame count, 0…7.
    public var countOctets = 4
    /// USLP: the frame error control field has 32 bits.
    public var hasLongErrorControl = false
    /// USLP: the spacecraft identifier names the destination, not the source.
    public var namesDestination = false
    /// USLP: the bypass flag is set (expedited, not sequence-controlled).
    public var bypassesSequenceControl = true

    /// A frame with error control and nothing else that is optional.
    public init(_ version: Version, length: Int) {
        self.version = version
        self.length = length
    }

    /// Octets in front of the data field (for AOS, in front of the M_PDU header; for USLP, in
    /// front of the data field's header).
    public var dataFieldOffset: Int {
        switch version {
        case .tm: 6 + (secondaryHeaderData == 0 ? 0 : 1 + secondaryHeaderData)
        case .aos: 6 + (hasHeaderErrorControl ? 2 : 0) + insertZone
        case .uslp: 7 + countOctets + insertZone
        }
    }

    /// Octets in front of the packet zone.
    public var zoneOffset: Int {
        switch version {
        case .tm: dataFieldOffset
        case .aos: dataFieldOffset + 2
        case .uslp: dataFieldOffset + 3
        }
    }

    /// Octets of the frame error control field.
    public var errorControlLength: Int {
        guard hasErrorControl else { return 0 }
        return version == .uslp && hasLongErrorControl ? 4 : 2
    }

    /// Octets behind the packet zone.
    public var trailerLength: Int {
        (hasOperationalControl ? 4 : 0) + errorControlLength
    }

    /// Octets of packets in a frame.
    public var zoneLength: Int { length - zoneOffset - trailerLength }

    /// Modulus of the virtual channel frame count; 1 where there is no count (USLP).
    public var countModulus: UInt64 {
        switch version {
        case .tm: 256
        case .aos: 1 << 24
        case .uslp: 1 << UInt64(8 * countOctets)
        }
    }

    /// Number of virtual channels.
    public var channels: Int { version == .tm ? 8 : 64 }

    /// First header pointer of a frame in which no packet starts.
    public var noPacketStart: UInt16 { version == .uslp ? 0xFFFF : 0x7FF }

    /// First header pointer of a frame of only idle data: USLP tells it by its protocol
    /// identifier, and no packet starts there.
    public var onlyIdleData: UInt16 { version == .uslp ? 0xFFFF : 0x7FE }

    /// Largest offset that a first header pointer can say.
    public var largestPointer: Int { version == .uslp ? 0xFFFE : 2_045 }
}
