/// The 32-bit cyclic redundancy check of USLP frames (CCSDS 732.1-B-2 annex B).
///
/// Polynomial x³²+x²³+x²¹+x¹¹+x²+1, preset to zeros, nothing reflected, nothing added at the end.
public enum LongCheckSequence {
    private static let table: [UInt32] = (0..<256).map { index in
        var remainder = UInt32(index) << 24
        for _ in 0..<8 {
            remainder = remainder >> 31 != 0 ? remainder << 1 ^ 0x00A0_0805 : remainder << 1
        }
        return remainder
    }

    /// The check sequence over `octets`; 0 over octets that end with their own.
    public static func compute(_ octets: some Sequence<UInt8>) -> UInt32 {
        let table = table
        var remainder: UInt32 = 0
        for octet in octets {
            remainder = remainder << 8 ^ table[Int(UInt8(remainder >> 24) ^ octet)]
        }
        return remainder
    }
}
