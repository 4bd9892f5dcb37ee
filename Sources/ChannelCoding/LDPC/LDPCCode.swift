/// A low-density parity-check code (CCSDS 131.0-B-5 §7).
public enum LDPCCode: Sendable, Hashable, CaseIterable {
    /// The code of rate 223/255 for missions near Earth, "C2": 8160 bits, of them 7136 of the
    /// frame (§7.3).
    case c2

    /// Octets of a frame.
    public var dataLength: Int { C2Matrix.dataLength }

    /// Octets behind the frame: parity, and 2 bits that are always zero.
    public var parityLength: Int { codewordLength - dataLength }

    /// Octets of a codeword.
    public var codewordLength: Int { C2Matrix.codewordLength }
}
