/// Version of the CubeSat Space Protocol: nothing in a packet says which it is.
public enum CSPVersion: Sendable, Equatable {
    /// Header of 32 bits, addresses of 5.
    case one
    /// Header of 48 bits, addresses of 14.
    case two

    /// Octets of the header.
    public var headerLength: Int { self == .one ? 4 : 6 }
}

/// Marks of a CSP packet: what stands behind its data, and what was done to them (libcsp).
@frozen
public struct CSPFlags: OptionSet, Sendable, Hashable {
    /// The low bits of the header.
    public let rawValue: UInt8

    /// The marks of these bits.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// A CRC-32C stands behind the data.
    public static let checksum = CSPFlags(rawValue: 0x01)
    /// The reliable datagram protocol's header stands behind the data.
    public static let reliableDatagram = CSPFlags(rawValue: 0x02)
    /// The packet is encrypted with XTEA.
    public static let encrypted = CSPFlags(rawValue: 0x04)
    /// An authentication code stands behind the data.
    public static let authenticated = CSPFlags(rawValue: 0x08)
    /// The data are a part of something longer.
    public static let fragment = CSPFlags(rawValue: 0x10)

    /// Marks with which the octets behind the header are not simply data and checksum.
    public static let opaque: CSPFlags = [.reliableDatagram, .encrypted, .authenticated, .fragment]
}

/// The header of a CSP packet, most significant bit first.
public struct CSPHeader: Sendable, Equatable {
    /// 0 critical, 1 high, 2 normal, 3 low.
    public var priority: UInt8
    /// Node that sent it.
    public var source: UInt16
    /// Node it is for.
    public var destination: UInt16
    /// Port it is for.
    public var destinationPort: UInt8
    /// Port it came from.
    public var sourcePort: UInt8
    /// What stands behind the data.
    public var flags: CSPFlags

    /// Reads the header at the front of `octets`; `nil` where it is not all there.
    public init?(_ octets: RawSpan, version: CSPVersion) {
        guard octets.byteCount >= version.headerLength else { return nil }
        switch version {
        case .one:
            // Priority 2, source 5, destination 5, their ports 6 and 6, flags 8.
            let word = Wire.be32(octets, at: 0)
            priority = UInt8(word >> 30)
            source = UInt16(word >> 25 & 0x1F)
            destination = UInt16(word >> 20 & 0x1F)
            destinationPort = UInt8(word >> 14 & 0x3F)
            sourcePort = UInt8(word >> 8 & 0x3F)
            flags = CSPFlags(rawValue: UInt8(word & 0xFF))
        case .two:
            // Priority 2, destination 14, source 14, ports 6 and 6, flags 6.
            let word = UInt64(Wire.be32(octets, at: 0)) << 16 | UInt64(Wire.be16(octets, at: 4))
            priority = UInt8(word >> 46)
            destination = UInt16(word >> 32 & 0x3FFF)
            source = UInt16(word >> 18 & 0x3FFF)
            destinationPort = UInt8(word >> 12 & 0x3F)
            sourcePort = UInt8(word >> 6 & 0x3F)
            flags = CSPFlags(rawValue: UInt8(word & 0x3F))
        }
    }
}
