public import CCSDS

/// The cryptography of secured frames, which this module does without: keys and algorithms of a
/// link's security associations.
///
/// A decoder asks it once per secured frame. It has no state that a frame changes, so that any
/// chunking of the same octets gives the same result.
public protocol FrameSecurity: Sendable {
    /// There is a key for the frames of `association`.
    ///
    /// Asked once, when a decoder is made.
    func hasKey(for association: SecurityParameterIndex) -> Bool

    /// Verifies a frame's code, and decrypts its data field where it is.
    ///
    /// - Parameters:
    ///   - frame: what goes into verifying.
    ///   - data: the encrypted data field; empty where the association only authenticates. It is
    ///     changed only when the code is right.
    /// - Returns: the code is right.
    func open(_ frame: borrowing SecuredFrame, data: inout MutableRawSpan) -> Bool
}

/// What the verification of a secured frame takes, besides its encrypted octets.
public struct SecuredFrame: ~Escapable {
    /// The security association.
    public let association: SecurityParameterIndex
    /// The initialization vector.
    public let initializationVector: RawSpan
    /// Octets that the code covers and that are in clear (355.0-B-2 §3.3.2): from the frame's
    /// first octet, masked, to the end of the security header; to the end of the data field where
    /// the association only authenticates.
    public let authenticated: RawSpan
    /// The message authentication code.
    public let code: RawSpan

    /// The pieces of a frame.
    @_lifetime(copy initializationVector, copy authenticated, copy code)
    public init(
        association: SecurityParameterIndex, initializationVector: RawSpan,
        authenticated: RawSpan, code: RawSpan
    ) {
        self.association = association
        self.initializationVector = initializationVector
        self.authenticated = authenticated
        self.code = code
    }
}
