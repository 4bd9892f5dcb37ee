/// Lengths of the fields of security header and trailer: managed parameters of a security
/// association, for the octets themselves do not say them (CCSDS 355.0-B-2 §4.1).
@frozen
public struct SpaceDataLinkSecurityFormat: Hashable, Sendable {
    /// Octets of the initialization vector, 0…``maximumInitializationVector``.
    public let initializationVector: Int
    /// Octets of the sequence number, 0…``maximumSequenceNumber``.
    public let sequenceNumber: Int
    /// Octets of the pad length, 0…``maximumPadLength``.
    public let padLength: Int
    /// Octets of the message authentication code, 0…``maximumCode``.
    public let code: Int

    /// Longest initialization vector: two blocks of AES.
    public static let maximumInitializationVector = 32
    /// Longest sequence number: as many octets as an integer holds.
    public static let maximumSequenceNumber = 16
    /// Longest pad length field: a frame has at most 65,536 octets.
    public static let maximumPadLength = 2
    /// Longest message authentication code: a SHA-512.
    public static let maximumCode = 64

    /// The lengths of an association.
    ///
    /// - Precondition: none is negative or over its maximum.
    public init(
        initializationVector: Int = 0, sequenceNumber: Int = 0, padLength: Int = 0, code: Int = 0
    ) {
        precondition((0...Self.maximumInitializationVector).contains(initializationVector))
        precondition((0...Self.maximumSequenceNumber).contains(sequenceNumber))
        precondition((0...Self.maximumPadLength).contains(padLength))
        precondition((0...Self.maximumCode).contains(code))
        self.initializationVector = initializationVector
        self.sequenceNumber = sequenceNumber
        self.padLength = padLength
        self.code = code
    }

    /// Octets of the security header: the index, then the three fields.
    @inlinable public var headerLength: Int {
        2 &+ initializationVector &+ sequenceNumber &+ padLength
    }

    /// Octets of the security trailer.
    @inlinable public var trailerLength: Int { code }

    /// AES-GCM as the book's baseline has it: 96 bits of initialization vector, 128 of code.
    public static let baseline = SpaceDataLinkSecurityFormat(initializationVector: 12, code: 16)
}
