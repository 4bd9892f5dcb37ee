import Crypto

/// A symmetric key. It shows itself to nobody: every description says its length only, and its
/// memory is wiped when it goes.
public struct SecretKey: Sendable {
    let key: SymmetricKey

    /// Octets that a key may have: AES-128, AES-192, AES-256 and MAVLink's 32.
    public static let lengths = [16, 24, 32]

    /// Octets of the key.
    public var octetCount: Int { key.bitCount / 8 }

    /// The key of these octets; `nil` unless there are as many as ``lengths`` says. The caller
    /// wipes its own copy.
    init?(_ octets: UnsafeRawBufferPointer) {
        guard SecretKey.lengths.contains(octets.count) else { return nil }
        key = SymmetricKey(data: octets)
    }
}

extension SecretKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Its length.
    public var description: String { "key of \(octetCount) octets" }
    /// Its length.
    public var debugDescription: String { description }
    /// Nothing to look into.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
