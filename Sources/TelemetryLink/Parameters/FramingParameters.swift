public import LinkFraming

/// Records of SLIP (RFC 1055).
public struct SLIPParameters: Sendable, Equatable {
    /// Longest record, in octets, escapes undone.
    public var maximumLength = 65_542

    /// These parameters, everything else as usual.
    public init() {}
}

/// Records of COBS, a zero behind each.
public struct COBSParameters: Sendable, Equatable {
    /// COBS/R: a last code that points past the end is the last octet.
    public var reduced = false
    /// Longest record, in octets, decoded.
    public var maximumLength = 65_542

    /// These parameters, everything else as usual.
    public init() {}
}

/// HDLC frames in a stream of bits.
public struct HDLCParameters: Sendable, Equatable {
    /// What the modem did to the bits.
    public var line = HDLCLine()
    /// Longest frame, in octets, check sequence left out.
    public var maximumLength = 2_048

    /// These parameters, everything else as usual.
    public init() {}
}

/// Frames of the F´ flight software.
public struct FPrimeParameters: Sendable, Equatable {
    /// Longest frame's data, in octets. The ground system of F´ refuses 4,096 and more.
    public var maximumLength = 4_095

    /// These parameters, everything else as usual.
    public init() {}
}

/// MAVLink frames.
public struct MAVLinkParameters: Sendable, Equatable {
    /// Where there is a key: frames without a signature are taken all the same.
    public var acceptsUnsigned = false

    /// These parameters, everything else as usual.
    public init() {}
}

/// A protocol between the framing and what it carries.
public struct Envelope: Sendable, Equatable {
    /// The protocol.
    public enum Header: Sendable, Equatable {
        /// AX.25: addresses, control, protocol identifier.
        case ax25
        /// The CubeSat Space Protocol: header, and a checksum behind the data of some packets.
        case csp(CSPVersion, CSPPacketView.Checksum)
    }

    /// The protocol.
    public var header: Header
    /// Only what is behind the header goes on as a frame; else the whole of it does, checked.
    public var isStripped: Bool

    /// A protocol's header, taken off or not.
    public init(_ header: Header, isStripped: Bool) {
        self.header = header
        self.isStripped = isStripped
    }
}
