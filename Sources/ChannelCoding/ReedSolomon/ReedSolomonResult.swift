/// What came of decoding a codeblock (CCSDS 131.0-B-5 §4).
public enum ReedSolomonResult: Hashable, Sendable {
    /// Every codeword was in the code as received.
    case clean
    /// So many symbols, data and parity, were wrong and have been put right.
    case corrected(symbols: Int)
    /// At least one codeword has more errors than the code corrects, or an error inside the
    /// virtual fill, or the block has the wrong length; no octet was changed.
    case uncorrectable
}
