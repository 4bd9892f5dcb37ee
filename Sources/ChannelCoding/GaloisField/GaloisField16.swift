/// GF(2⁴) of the AOS frame header error control: x⁴ + x + 1 (CCSDS 732.0-B-4 §4.1.2.6).
enum GaloisField16 {
    /// Order of the multiplicative group.
    static let order = 15

    private static let exponentials: [UInt8] = [1, 2, 4, 8, 3, 6, 12, 11, 5, 10, 7, 14, 15, 13, 9]

    private static let logarithms: [UInt8] = [0, 0, 1, 4, 2, 8, 5, 10, 3, 14, 9, 7, 6, 13, 11, 12]

    /// α to the `exponent`, which may be any integer.
    static func power(_ exponent: Int) -> UInt8 {
        let remainder = exponent % order
        return exponentials[remainder < 0 ? remainder + order : remainder]
    }

    static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        if left == 0 || right == 0 { return 0 }
        return power(Int(logarithms[Int(left)]) + Int(logarithms[Int(right)]))
    }

    /// - Precondition: `divisor` is not zero.
    static func quotient(_ dividend: UInt8, _ divisor: UInt8) -> UInt8 {
        precondition(divisor != 0, "division by zero")
        if dividend == 0 { return 0 }
        return power(Int(logarithms[Int(dividend)]) - Int(logarithms[Int(divisor)]))
    }
}
