/// The 16-bit cyclic redundancy check of frames and packets, bit by bit as the books define it.
///
/// Polynomial x¹⁶+x¹²+x⁵+1, preset to ones, nothing reflected, nothing added at the end
/// (CCSDS 132.0-B-3 §4.1.6; ECSS-E-ST-70-41C annex B).
public enum FrameCheckSequence {
    private static let table: [UInt16] = (0..<256).map { index in
        var remainder = UInt16(index) << 8
        for _ in 0..<8 {
            remainder = remainder & 0x8000 != 0 ? remainder << 1 ^ 0x1021 : remainder << 1
        }
        return remainder
    }

    /// The check sequence over `octets`; 0 over octets that end with their own.
    public static func compute(_ octets: some Sequence<UInt8>) -> UInt16 {
        let table = table
        var remainder: UInt16 = 0xFFFF
        for octet in octets {
            remainder = remainder << 8 ^ table[Int(UInt8(remainder >> 8) ^ octet)]
        }
        return remainder
    }
}
