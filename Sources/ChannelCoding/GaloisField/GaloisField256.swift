/// GF(2⁸) of the CCSDS Reed–Solomon codes: F(x) = x⁸+x⁷+x²+x+1, in the conventional basis
/// (CCSDS 131.0-B-5 §4.3.2).
enum GaloisField256 {
    /// F(x), bit n being the coefficient of xⁿ.
    static let polynomial = 0x187

    /// Order of the multiplicative group, and symbols in a codeword.
    static let order = 255

    /// Stands for the logarithm of zero: every sum with it points at a zero of ``exponentials``.
    static let logarithmOfZero = 512

    /// αⁿ at n, twice around, so that a sum of two logarithms needs no reduction; zeros after.
    static let exponentials: [UInt8] = {
        var table = [UInt8](repeating: 0, count: 2 * logarithmOfZero + 1)
        var value = 1
        for exponent in 0..<order {
            table[exponent] = UInt8(value)
            table[exponent + order] = UInt8(value)
            value <<= 1
            if value > 255 { value ^= polynomial }
        }
        return table
    }()

    static let logarithms: [UInt16] = {
        var table = [UInt16](repeating: UInt16(logarithmOfZero), count: 256)
        for exponent in 0..<order { table[Int(exponentials[exponent])] = UInt16(exponent) }
        return table
    }()

    /// α to the `exponent`, which may be any integer.
    static func power(_ exponent: Int) -> UInt8 {
        let remainder = exponent % order
        return exponentials[remainder < 0 ? remainder + order : remainder]
    }

    static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        exponentials[Int(logarithms[Int(left)]) + Int(logarithms[Int(right)])]
    }

    /// - Precondition: `divisor` is not zero.
    static func quotient(_ dividend: UInt8, _ divisor: UInt8) -> UInt8 {
        precondition(divisor != 0, "division by zero")
        return exponentials[Int(logarithms[Int(dividend)]) + order - Int(logarithms[Int(divisor)])]
    }
}
