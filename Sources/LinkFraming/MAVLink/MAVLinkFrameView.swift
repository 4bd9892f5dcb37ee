import ChannelCoding

/// A MAVLink frame in place, of version 1 or 2, little-endian.
///
/// Only its extent is checked when it is made; ``integrity`` says whether its octets are right.
public struct MAVLinkFrameView: ~Escapable {
    /// First octet of a frame of version 1, and of version 2.
    public static let startOctets: (version1: UInt8, version2: UInt8) = (0xFE, 0xFD)

    /// Longest frame: version 2, 255 octets of payload, signed.
    public static let maximumLength = 280

    /// What is known of a frame's octets.
    public enum Integrity: Sendable, Equatable {
        /// The checksum fits.
        case right
        /// It does not.
        case wrong
        /// The message is not in the table, and its checksum needs what the table says.
        case unverified
    }

    /// The frame, with checksum and signature.
    public let octets: RawSpan

    private static let checksumLength = 2
    private static let signatureLength = 13

    /// Offsets in the frame.
    private enum Field {
        static let payloadLength = 1
        static let incompatibility = 2
        static let compatibility = 3
    }

    /// Octets of the frame that begins at the first of `octets`; `nil` where too few are there to
    /// say so, or the first is no start octet.
    public static func length(of octets: RawSpan) -> Int? {
        guard octets.byteCount > Field.incompatibility else { return nil }
        let payload = Int(Wire.octet(octets, at: Field.payloadLength))
        switch Wire.octet(octets, at: 0) {
        case startOctets.version1: return headerLength(1) + payload + checksumLength
        case startOctets.version2:
            let isSigned = Wire.octet(octets, at: Field.incompatibility) & 1 == 1
            return headerLength(2) + payload + checksumLength + (isSigned ? signatureLength : 0)
        default: return nil
        }
    }

    private static func headerLength(_ version: Int) -> Int { version == 1 ? 6 : 10 }

    /// Checks the frame that begins at the first of `octets`; what follows it is left alone.
    ///
    /// - Throws: ``FramingFault/Code/version`` for another start octet,
    ///   ``FramingFault/Code/truncated``.
    @_lifetime(copy octets)
    public init(checking octets: RawSpan) throws(FramingFault) {
        guard let length = MAVLinkFrameView.length(of: octets) else {
            let first = octets.byteCount > 0 ? Int(Wire.octet(octets, at: 0)) : 0
            let starts = MAVLinkFrameView.startOctets
            guard octets.byteCount == 0 || first == starts.version1 || first == starts.version2
            else {
                throw FramingFault(.version, expected: Int(starts.version2), found: first)
            }
            throw FramingFault(
                .truncated, expected: Field.incompatibility + 1, found: octets.byteCount)
        }
        guard length <= octets.byteCount else {
            throw FramingFault(.truncated, expected: length, found: octets.byteCount)
        }
        self.octets = octets.extracting(0..<length)
    }
}

extension MAVLinkFrameView {
    /// 1 or 2.
    public var version: Int {
        Wire.octet(octets, at: 0) == MAVLinkFrameView.startOctets.version1 ? 1 : 2
    }

    private var headerLength: Int { MAVLinkFrameView.headerLength(version) }

    /// Octets of payload that were sent: version 2 leaves zeros at the end out.
    public var payloadLength: Int { Int(Wire.octet(octets, at: Field.payloadLength)) }

    /// Options that a receiver must know to read the frame; none in version 1.
    public var incompatibilityFlags: UInt8 {
        version == 1 ? 0 : Wire.octet(octets, at: Field.incompatibility)
    }

    /// Options that a receiver may ignore; none in version 1.
    public var compatibilityFlags: UInt8 {
        version == 1 ? 0 : Wire.octet(octets, at: Field.compatibility)
    }

    /// It has options that nobody has defined.
    public var hasUnknownOptions: Bool { incompatibilityFlags & ~1 != 0 }

    /// Count of the sender's frames, modulo 256.
    public var sequence: UInt8 { Wire.octet(octets, at: version == 1 ? 2 : 4) }

    /// Vehicle or station that sent it.
    public var system: UInt8 { Wire.octet(octets, at: version == 1 ? 3 : 5) }

    /// Part of it that sent it.
    public var component: UInt8 { Wire.octet(octets, at: version == 1 ? 4 : 6) }

    /// Which message it is: 8 bits in version 1, 24 in version 2.
    public var message: UInt32 {
        version == 1
            ? UInt32(Wire.octet(octets, at: 5))
            : UInt32(Wire.littleEndian(octets, at: 7, count: 3))
    }

    /// The payload as it was sent.
    public var payload: RawSpan {
        @_lifetime(copy self)
        get { octets.extracting(headerLength..<headerLength + payloadLength) }
    }

    /// An octet of the payload as the message defines it: zero where version 2 left it out.
    ///
    /// - Precondition: `offset` is not negative.
    public func payloadOctet(at offset: Int) -> UInt8 {
        precondition(offset >= 0, "payload offset")
        return offset < payloadLength ? Wire.octet(octets, at: headerLength + offset) : 0
    }

    // MARK: checks

    private var checksumOffset: Int { headerLength + payloadLength }

    /// The checksum as it was sent (CRC-16/MCRF4XX).
    public var checksum: UInt16 { Wire.le16(octets, at: checksumOffset) }

    /// Whether the checksum is that of the octets behind the first one, and of an octet that stands
    /// for the message's definition.
    public var integrity: Integrity {
        guard let definition = MAVLinkMessage(message) else { return .unverified }
        var register = ReflectedCRC16.mcrf4xx.register()
        register.append(octets.extracting(1..<checksumOffset))
        register.append(definition.checksumExtra)
        return register.checksum == checksum ? .right : .wrong
    }

    /// Its signature; `nil` where there is none.
    public var signature: MAVLinkSignature? {
        guard incompatibilityFlags & 1 == 1 else { return nil }
        return MAVLinkSignature(octets, at: checksumOffset + MAVLinkFrameView.checksumLength)
    }

    /// What a signature covers behind the key: the frame up to its time.
    public var signedOctets: RawSpan {
        @_lifetime(copy self)
        get { octets.extracting(0..<octets.byteCount - MAVLinkSignature.length) }
    }
}
