/// Attached sync marker (ASM): the bits in front of (or, for some missions, inside) each frame.
///
/// 8 to 192 bits, first bit on the wire = most significant bit of the first octet.
/// CCSDS 131.0-B-5 §9.3.
public struct AttachedSyncMarker: Hashable, Sendable {
    /// The marker, left-aligned; bits after `bitCount` are zero.
    public let octets: [UInt8]
    /// Bits of the marker.
    public let bitCount: Int

    /// Shortest and longest marker (192 bits: turbo code of rate 1/6).
    public static let bitCounts = 8...192

    /// A marker of the first `bitCount` bits of `octets`; all of them where that is left out.
    ///
    /// - Returns: `nil` unless `bitCount` is in ``bitCounts`` and `octets` are as many as that
    ///   takes.
    public init?(octets: [UInt8], bitCount: Int? = nil) {
        let bits = bitCount ?? octets.count * 8
        guard AttachedSyncMarker.bitCounts.contains(bits), octets.count == (bits + 7) / 8 else {
            return nil
        }
        var octets = octets
        octets[octets.count - 1] &= 0xFF << UInt8(octets.count * 8 - bits)
        self.octets = octets
        self.bitCount = bits
    }

    /// `1ACFFC1D`: uncoded, convolutional, Reed–Solomon and concatenated codes.
    public static let standard = AttachedSyncMarker(unchecked: [0x1A, 0xCF, 0xFC, 0x1D])

    private init(unchecked octets: [UInt8]) {
        self.octets = octets
        bitCount = octets.count * 8
    }
}
