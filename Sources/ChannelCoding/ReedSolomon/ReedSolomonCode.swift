/// A CCSDS Reed–Solomon code as a mission uses it (131.0-B-5 §4).
///
/// A codeblock on the wire is `dataLength` data octets, then `2·E·I` parity octets; octet k
/// belongs to codeword k mod I. `fill` octets are thought in front of each codeword and never
/// sent.
public struct ReedSolomonCode: Hashable, Sendable {
    /// How a symbol of the code is written as an octet.
    public enum Basis: Sendable {
        /// Berlekamp's dual basis: the standard's form on the wire.
        case dual
        /// Powers of α: what many amateur links send.
        case conventional
    }

    /// E: symbols that can be corrected in a codeword, 8 or 16.
    public let errorCapability: Int
    /// I: codewords in a codeblock, 1, 2, 3, 4, 5 or 8.
    public let interleavingDepth: Int
    /// How symbols are written on the wire.
    public let basis: Basis
    /// Virtual fill in front of each codeword, as it would read on the wire; zeros by the
    /// standard, other octets where a mission's encoder did not clear them.
    public let fill: [UInt8]

    /// The values of E that the standard has.
    public static let errorCapabilities = [8, 16]
    /// The values of I that the standard has.
    public static let interleavingDepths = [1, 2, 3, 4, 5, 8]

    /// A code of the standard.
    ///
    /// - Returns: `nil` for a code that does not exist, or a fill that leaves no data.
    public init?(
        errorCapability: Int, interleavingDepth: Int, basis: Basis = .dual, fill: [UInt8] = []
    ) {
        guard ReedSolomonCode.errorCapabilities.contains(errorCapability),
            ReedSolomonCode.interleavingDepths.contains(interleavingDepth),
            fill.count < 255 - 2 * errorCapability
        else { return nil }
        self.errorCapability = errorCapability
        self.interleavingDepth = interleavingDepth
        self.basis = basis
        self.fill = fill
    }

    /// Data octets of a codeblock: I·(255 − 2E − fill).
    public var dataLength: Int {
        interleavingDepth * (255 - 2 * errorCapability - fill.count)
    }

    /// Parity octets of a codeblock: 2·E·I.
    public var parityLength: Int { 2 * errorCapability * interleavingDepth }

    /// Octets of a codeblock: data and parity.
    public var codeblockLength: Int { dataLength + parityLength }
}
