/// Frame header error control of AOS frames: a Reed–Solomon (10,6) code over GF(2⁴) that protects
/// what must be known before the frame can be routed (CCSDS 732.0-B-4 §4.1.2.6).
///
/// The ten symbols are the four nibbles of octets 0 and 1 (version, spacecraft, virtual channel),
/// the two of octet 5 (signalling field), and the four of octets 6 and 7, the parity. The frame
/// count in octets 2 to 4 is not covered. Up to two wrong symbols are corrected.
///
/// A header is the first eight octets of the frame as one big-endian integer.
public enum FrameHeaderErrorControl {
    /// What came of checking a header.
    public enum Result: Hashable, Sendable {
        /// The header was right as received.
        case clean
        /// One or two nibbles were wrong and have been put right.
        case corrected(symbols: Int)
        /// More is wrong than the code corrects; the header was left as received.
        case uncorrectable
    }

    /// Checks the eight octets of `header` and corrects them in place.
    public static func check(_ header: inout UInt64) -> Result {
        let syndromes = Syndromes(of: header)
        if syndromes.areZero { return .clean }
        guard let change = syndromes.oneError() ?? syndromes.twoErrors() else {
            return .uncorrectable
        }
        let corrected = header ^ change.mask
        guard Syndromes(of: corrected).areZero else { return .uncorrectable }
        header = corrected
        return .corrected(symbols: change.symbols)
    }

    /// The header with its parity (octets 6 and 7) computed anew, for generators and tests.
    public static func encode(_ header: UInt64) -> UInt64 {
        // g(x) = x⁴ + α³·x³ + α·x² + α³·x + 1
        let generator: [UInt8] = [8, 2, 8, 1]
        var remainder: [UInt8] = [0, 0, 0, 0]
        for symbol in 0..<6 {
            let shift = UInt64(symbolShifts[symbol])
            let factor = remainder[0] ^ UInt8(truncatingIfNeeded: header >> shift & 15)
            remainder = Array(remainder.dropFirst()) + [0]
            for index in generator.indices {
                remainder[index] ^= GaloisField16.product(factor, generator[index])
            }
        }
        let parity = remainder.reduce(UInt64(0)) { $0 << 4 | UInt64($1) }
        return header & ~0xFFFF | parity
    }

    /// Symbols of a header.
    static let symbolCount = 10

    /// Where each symbol stands in the header: bits right of it, in the order of transmission.
    static let symbolShifts = [60, 56, 52, 48, 20, 16, 12, 8, 4, 0]
}
