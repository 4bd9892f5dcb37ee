/// GF(2⁸) of the CCSDS Reed–Solomon codes: F(x) = x⁸+x⁷+x²+x+1 (131.0-B-5 §4.3.2).
enum GaloisField256 {
    /// α⁰, α¹, … α²⁵⁴, twice, so that a sum of two logarithms needs no reduction.
    static let powers: [UInt8] = {
        var result: [UInt8] = []
        var value = 1
        for _ in 0..<255 {
            result.append(UInt8(value))
            value <<= 1
            if value & 0x100 != 0 { value ^= 0x187 }
        }
        return result + result
    }()

    /// Logarithm to the base α; the one of 0 does not exist and reads 0.
    static let logarithms: [Int] = {
        var result = [Int](repeating: 0, count: 256)
        for exponent in 0..<255 { result[Int(powers[exponent])] = exponent }
        return result
    }()

    /// αⁿ for any n.
    static func power(_ exponent: Int) -> UInt8 {
        powers[(exponent % 255 + 255) % 255]
    }

    static func multiply(_ a: UInt8, _ b: UInt8) -> UInt8 {
        guard a != 0, b != 0 else { return 0 }
        return powers[logarithms[Int(a)] + logarithms[Int(b)]]
    }

    /// a / b for b that is not 0.
    static func divide(_ a: UInt8, _ b: UInt8) -> UInt8 {
        guard a != 0 else { return 0 }
        return power(logarithms[Int(a)] - logarithms[Int(b)])
    }
}

/// Berlekamp's dual basis and the conventional one (131.0-B-5 annex F).
enum DualBasis {
    /// Conventional to dual.
    static let fromConventional = table([0x8D, 0xEF, 0xEC, 0x86, 0xFA, 0x99, 0xAF, 0x7B])
    /// Dual to conventional.
    static let toConventional = table([0xC5, 0x42, 0x2E, 0xFD, 0xF0, 0x79, 0xAC, 0xCC])

    /// The row of each set bit, most significant first, added up.
    private static func table(_ rows: [UInt8]) -> [UInt8] {
        (0..<256).map { value in
            (0..<8).reduce(0) { value & (0x80 >> $1) != 0 ? $0 ^ rows[$1] : $0 }
        }
    }
}
