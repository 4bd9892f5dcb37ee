/// AOS frame header error control: the (10,6) Reed–Solomon code over GF(16)
/// (CCSDS 732.0-B-4 §4.1.2.6).
///
/// Four-bit symbols, most significant first: octets 0 and 1 of the frame, octet 5, then the
/// parity in octets 6 and 7. The virtual channel frame count is not covered.
public enum HeaderErrorControl {
    /// x⁴+α³x³+αx²+α³x+1 without its leading 1.
    private static let generator: [UInt8] = [8, 2, 8, 1]

    /// The two octets for a header's octets 0 and 1 (`identifiers`) and octet 5 (`signaling`).
    public static func compute(identifiers: UInt16, signaling: UInt8) -> UInt16 {
        var symbols = [12, 8, 4, 0].map { UInt8(truncatingIfNeeded: identifiers >> $0 & 15) }
        symbols += [signaling >> 4, signaling & 15]
        var remainder: [UInt8] = [0, 0, 0, 0]
        for symbol in symbols {
            let factor = symbol ^ remainder[0]
            for place in 0..<4 {
                let next = place < 3 ? remainder[place + 1] : 0
                remainder[place] = next ^ multiply(factor, generator[place])
            }
        }
        return remainder.reduce(0) { $0 << 4 | UInt16($1) }
    }

    /// Whether ten symbols differ from some codeword in at most two places.
    static func isWithinReach(_ symbols: [UInt8]) -> Bool {
        let sums = syndromes(symbols)
        guard sums.contains(where: { $0 != 0 }) else { return true }
        let single = (0..<10).flatMap { place in
            (1...15).map { value in
                var error = [UInt8](repeating: 0, count: 10)
                error[place] = UInt8(value)
                return (place, syndromes(error))
            }
        }
        if single.contains(where: { $0.1 == sums }) { return true }
        return single.contains { first in
            single.contains { $0.0 > first.0 && zip(first.1, $0.1).map { $0 ^ $1 } == sums }
        }
    }

    /// The received polynomial at α⁶ … α⁹.
    private static func syndromes(_ symbols: [UInt8]) -> [UInt8] {
        (6...9).map { exponent in
            let root = (0..<exponent).reduce(UInt8(1)) { value, _ in multiply(value, 2) }
            return symbols.reduce(0) { multiply($0, root) ^ $1 }
        }
    }

    /// Product in GF(16) with x⁴+x+1.
    private static func multiply(_ a: UInt8, _ b: UInt8) -> UInt8 {
        var product: UInt8 = 0
        for bit in 0..<4 where b & (1 << bit) != 0 { product ^= a << bit }
        for bit in [6, 5, 4] where product & (1 << bit) != 0 { product ^= 0x13 << (bit - 4) }
        return product & 15
    }
}
