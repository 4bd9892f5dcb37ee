/// The end of a signed MAVLink 2 frame.
public struct MAVLinkSignature: Sendable, Equatable {
    /// Which of the sender's links it came over.
    public let link: UInt8
    /// When it was signed: units of 10 µs since 2015-01-01T00:00:00 UTC, 48 bits.
    public let timestamp: UInt64
    /// The six octets of the signature, the first one most significant.
    public let value: UInt64

    /// Octets of ``value``.
    static let length = 6

    init(_ octets: RawSpan, at offset: Int) {
        link = Wire.octet(octets, at: offset)
        timestamp = Wire.littleEndian(octets, at: offset + 1, count: 6)
        value = Wire.littleEndian(octets, at: offset + 7, count: 6).byteSwapped >> 16
    }
}

/// Computes what a frame's signature must be. The hash needs a library of cryptography, which is no
/// business of this module.
public protocol MAVLinkSignatureVerifier: Sendable {
    /// Whether `signature` is the first 48 bits of the SHA-256 of the link's key of 32 octets and
    /// `signed`.
    ///
    /// - Parameters:
    ///   - signed: the frame from its start octet to the time of its signature, that included.
    ///   - signature: the six octets behind that, the first one most significant.
    func isRight(_ signature: UInt64, of signed: RawSpan) -> Bool
}
