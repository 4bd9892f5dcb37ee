/// How the last two octets of a PUS packet protect it (ECSS-E-ST-70-41C §7.4.2, annex B).
public enum PacketErrorControl: Hashable, Sendable, CaseIterable {
    /// No packet error control field.
    case none
    /// The cyclic redundancy code of transfer frames (CRC-16, polynomial 1021, all ones first).
    case cyclicRedundancyCode
    /// The checksum of ISO 8473.
    case isoChecksum

    /// Octets of the field.
    @inlinable public var octets: Int { self == .none ? 0 : 2 }
}

/// The checksum of ISO 8473 as PUS uses it: two sums modulo 255 (ECSS-E-ST-70-41C annex B.2).
public enum ISOChecksum {
    /// The checksum over `octets`, as it is sent behind them. Neither of its octets is ever 0.
    public static func value(over octets: RawSpan) -> UInt16 {
        let (first, second) = sums(over: octets)
        let high = (510 - first - second) % 255
        let low = second
        return UInt16(high == 0 ? 255 : high) << 8 | UInt16(low == 0 ? 255 : low)
    }

    /// `octets`, whose last two are the checksum, agree with it.
    public static func isCorrect(_ octets: RawSpan) -> Bool {
        guard octets.byteCount >= 2, be16(octets, at: octets.byteCount - 2) & 0xFF != 0,
            octet(octets, at: octets.byteCount - 2) != 0
        else { return false }
        return sums(over: octets) == (0, 0)
    }

    /// Octets after which the sums are reduced: the second sum of 4,096 octets stays below 2³².
    private static let block = 4_096

    /// Sum of the octets, and sum of those sums, modulo 255.
    private static func sums(over octets: RawSpan) -> (UInt32, UInt32) {
        var first: UInt32 = 0
        var second: UInt32 = 0
        for start in stride(from: 0, to: octets.byteCount, by: block) {
            let part = octets.extracting(start..<min(start + block, octets.byteCount))
            for index in 0..<part.byteCount {
                first &+= UInt32(octet(part, at: index))
                second &+= first
            }
            first %= 255
            second %= 255
        }
        return (first, second)
    }
}
