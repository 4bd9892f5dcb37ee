/// Checksums that take the least significant bit of an octet first, bit by bit as their standards
/// define them.
public enum BitwiseChecksum {
    /// The register after `octets`, from `preset` on, with the reflected `generator`.
    private static func register<Word: FixedWidthInteger & UnsignedInteger>(
        _ octets: some Sequence<UInt8>, preset: Word, generator: Word
    ) -> Word {
        var register = preset
        for octet in octets {
            for bit in 0..<8 {
                let feedback = register & 1 ^ Word(octet >> UInt8(bit) & 1)
                register = register >> 1 ^ (feedback == 1 ? generator : 0)
            }
        }
        return register
    }

    /// The frame check sequence of HDLC: preset to ones, inverted.
    public static func hdlc(_ octets: some Sequence<UInt8>) -> UInt16 { ~mavlink(octets) }

    /// The checksum of MAVLink: preset to ones.
    public static func mavlink(_ octets: some Sequence<UInt8>) -> UInt16 {
        register(octets, preset: 0xFFFF, generator: 0x8408)
    }

    /// The checksum of SMACK: preset to zeros.
    public static func smack(_ octets: some Sequence<UInt8>) -> UInt16 {
        register(octets, preset: 0, generator: 0xA001)
    }

    /// CRC-32 of F´ frames.
    public static func crc32(_ octets: some Sequence<UInt8>) -> UInt32 {
        ~register(octets, preset: 0xFFFF_FFFF, generator: 0xEDB8_8320)
    }

    /// CRC-32C of CSP packets.
    public static func crc32c(_ octets: some Sequence<UInt8>) -> UInt32 {
        ~register(octets, preset: 0xFFFF_FFFF, generator: 0x82F6_3B78)
    }
}
