public import CCSDS
import Crypto
public import TelemetryLink

/// Frame security with AES in Galois/counter mode (CCSDS 352.0-B-2 §3.2, §4): 128, 192 or 256 bits
/// of key, a code of 128 bits, an initialization vector of 96 bits or more.
///
/// An association that only authenticates has an empty plaintext and everything in the additional
/// data. Each frame costs a few allocations inside the cryptographic library; nothing is kept.
public struct AESGCMFrameSecurity: FrameSecurity {
    /// Octets of the message authentication code.
    public static let codeLength = 16
    /// Shortest initialization vector, in octets.
    public static let minimumInitializationVector = 12

    private let keys: [SecurityParameterIndex: SecretKey]

    /// - Parameter keys: by security association.
    public init(keys: [SecurityParameterIndex: SecretKey]) {
        self.keys = keys
    }

    /// There is a key for the frames of `association`.
    public func hasKey(for association: SecurityParameterIndex) -> Bool {
        keys[association] != nil
    }

    /// Verifies a frame's code, and decrypts its data field where it is.
    ///
    /// - Returns: the code is right.
    public func open(_ frame: borrowing SecuredFrame, data: inout MutableRawSpan) -> Bool {
        guard let key = keys[frame.association] else { return false }
        return frame.initializationVector.withUnsafeBytes { vector in
            frame.authenticated.withUnsafeBytes { authenticated in
                frame.code.withUnsafeBytes { code in
                    data.withUnsafeMutableBytes { room in
                        AESGCMFrameSecurity.open(room, key, vector, authenticated, code)
                    }
                }
            }
        }
    }

    /// The plaintext comes out in memory of the library's own, and only when the code is right.
    private static func open(
        _ data: UnsafeMutableRawBufferPointer, _ key: SecretKey, _ vector: UnsafeRawBufferPointer,
        _ authenticated: UnsafeRawBufferPointer, _ code: UnsafeRawBufferPointer
    ) -> Bool {
        guard let nonce = try? AES.GCM.Nonce(data: vector),
            let box = try? AES.GCM.SealedBox(
                nonce: nonce, ciphertext: UnsafeRawBufferPointer(data), tag: code),
            let plaintext = try? AES.GCM.open(
                box, using: key.key, authenticating: authenticated)
        else { return false }
        return copy(plaintext, to: data)
    }

    private static func copy(
        _ octets: some Collection<UInt8>, to room: UnsafeMutableRawBufferPointer
    ) -> Bool {
        guard octets.count == room.count else { return false }
        room.copyBytes(from: octets)
        return true
    }
}
