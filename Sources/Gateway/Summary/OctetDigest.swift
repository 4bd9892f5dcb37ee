import Crypto

/// SHA-256 of octets that come in pieces.
struct OctetDigest: Sendable {
    private var hash = SHA256()

    mutating func update(_ octets: RawSpan) {
        octets.withUnsafeBytes { hash.update(bufferPointer: $0) }
    }

    /// The digest so far, as hexadecimal text.
    var text: String { Hexadecimal.text(hash.finalize()) }
}
