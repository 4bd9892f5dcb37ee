/// What came of decoding a codeword (CCSDS 131.0-B-5 §7).
public enum LDPCResult: Hashable, Sendable {
    /// All parity checks held as received.
    case clean
    /// So many bits, data, parity and fill, were wrong and have been put right; all parity checks
    /// hold now.
    case corrected(bits: Int)
    /// No codeword was found, or the word has the wrong length; no bit was changed.
    case uncorrectable
}
