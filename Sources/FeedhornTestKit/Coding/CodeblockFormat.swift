/// A Reed–Solomon code as a generated channel uses it (CCSDS 131.0-B-5 §4).
public struct CodeblockFormat: Sendable, Equatable {
    /// How symbols are written on the wire.
    public enum Basis: Sendable {
        /// The standard's form.
        case dual
        /// Common on amateur links.
        case conventional
    }

    /// E: 16 or 8 symbols can be corrected in a codeword.
    public var errorCapability: Int
    /// I: codewords in a codeblock.
    public var interleaving: Int
    /// Form of the symbols on the wire.
    public var basis: Basis
    /// Symbols thought in front of each codeword and not sent, as they would read on the wire.
    public var fill: [UInt8]

    /// E = 16, I = 1, dual basis and no fill, unless said otherwise.
    public init(
        errorCapability: Int = 16, interleaving: Int = 1, basis: Basis = .dual, fill: [UInt8] = []
    ) {
        precondition(errorCapability == 16 || errorCapability == 8, "E is 16 or 8")
        precondition(interleaving > 0 && fill.count < 255 - 2 * errorCapability)
        self.errorCapability = errorCapability
        self.interleaving = interleaving
        self.basis = basis
        self.fill = fill
    }

    /// Symbols of a codeword that are sent.
    public var codewordLength: Int { 255 - fill.count }

    /// Data symbols of a codeword that are sent.
    public var codewordDataLength: Int { codewordLength - 2 * errorCapability }

    /// Octets of a frame.
    public var dataLength: Int { interleaving * codewordDataLength }

    /// Octets of a codeblock on the wire, parity included.
    public var codeblockLength: Int { interleaving * codewordLength }
}
