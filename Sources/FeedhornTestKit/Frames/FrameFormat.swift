/// The transfer frames of a generated channel.
public struct FrameFormat: Sendable, Equatable {
    /// Which book the frame is of.
    public enum Version: Sendable, Equatable {
        /// CCSDS 132.0-B-3.
        case tm
        /// CCSDS 732.0-B-4.
        case aos
    }

    /// Which book the frame is of.
    public var version: Version
    /// Octets of a frame, FECF included.
    public var length: Int
    /// Frame error control field, two octets.
    public var hasErrorControl = true
    /// Operational control field, four octets, in every frame.
    public var hasOperationalControl = false
    /// TM: data octets of the secondary header, 1…63; 0 = no secondary header.
    public var secondaryHeaderData = 0
    /// AOS: octets of the insert zone.
    public var insertZone = 0
    /// AOS: frame header error control, two octets.
    public var hasHeaderErrorControl = false
    /// AOS: the count cycle of the signaling field is in use.
    public var usesCountCycle = false
    /// AOS: the replay flag of the signaling field is set.
    public var isReplay = false
    /// AOS: bits of the spacecraft identifier, 8 or 10.
    public var spacecraftBits = 8

    /// A frame with error control and nothing else that is optional.
    public init(_ version: Version, length: Int) {
        self.version = version
        self.length = length
    }

    /// Octets in front of the data field (for AOS, in front of the M_PDU header).
    public var dataFieldOffset: Int {
        switch version {
        case .tm: 6 + (secondaryHeaderData == 0 ? 0 : 1 + secondaryHeaderData)
        case .aos: 6 + (hasHeaderErrorControl ? 2 : 0) + insertZone
        }
    }

    /// Octets in front of the packet zone.
    public var zoneOffset: Int { dataFieldOffset + (version == .aos ? 2 : 0) }

    /// Octets behind the packet zone.
    public var trailerLength: Int {
        (hasOperationalControl ? 4 : 0) + (hasErrorControl ? 2 : 0)
    }

    /// Octets of packets in a frame.
    public var zoneLength: Int { length - zoneOffset - trailerLength }

    /// Modulus of the virtual channel frame count.
    public var countModulus: UInt32 { version == .tm ? 256 : 1 << 24 }

    /// Number of virtual channels.
    public var channels: Int { version == .tm ? 8 : 64 }
}
