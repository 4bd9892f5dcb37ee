import Crypto
public import LinkFraming

/// Verifies signatures of MAVLink 2 frames: the first 48 bits of the SHA-256 of the link's key and
/// the frame up to the signature's time (MAVLink guide, "Message Signing").
public struct MAVLinkSigningKey: MAVLinkSignatureVerifier {
    /// Octets of a key.
    public static let keyLength = 32
    private static let signatureLength = 6

    private let key: SecretKey

    /// - Returns: `nil` unless the key has ``keyLength`` octets.
    public init?(_ key: SecretKey) {
        guard key.octetCount == MAVLinkSigningKey.keyLength else { return nil }
        self.key = key
    }

    /// Whether `signature` is that of the octets.
    ///
    /// - Parameters:
    ///   - signature: the six octets behind the time, the first one most significant.
    ///   - signed: the frame from its start octet to the time of its signature, that included.
    public func isRight(_ signature: UInt64, of signed: RawSpan) -> Bool {
        var hash = SHA256()
        key.key.withUnsafeBytes { hash.update(bufferPointer: $0) }
        signed.withUnsafeBytes { hash.update(bufferPointer: $0) }
        var expected: UInt64 = 0
        for octet in hash.finalize().prefix(MAVLinkSigningKey.signatureLength) {
            expected = expected << 8 | UInt64(octet)
        }
        // One comparison of a word: how long it takes says nothing.
        return expected == signature
    }
}
