/// The roots of the generator polynomials (CCSDS 131.0-B-5 §4.3.3):
/// g(x) = ∏ (x − α¹¹ʲ), j = 128−E … 127+E.
enum CodeRoots {
    /// α¹¹ is the primitive element that the roots are powers of.
    static let step = 11

    /// The sixteen roots in the middle: all roots of the E = 8 code.
    ///
    /// They decide "clean" for E = 16 too: a word within sixteen errors of a codeword would have
    /// to lie in the code of these roots alone, whose distance is seventeen. A word further away
    /// passes with a chance of 2⁻¹²⁸.
    static let deciding = first(errorCapability: 8)..<136

    /// Lowest j.
    static func first(errorCapability: Int) -> Int { 128 - errorCapability }

    /// All j of a code.
    static func all(errorCapability: Int) -> [Int] {
        Array(128 - errorCapability..<128 + errorCapability)
    }

    /// The root j to the `exponent`.
    static func power(root: Int, _ exponent: Int) -> UInt8 {
        GaloisField256.power(step * root % GaloisField256.order * exponent)
    }

    /// g(x) without its leading coefficient, highest power first, in the conventional basis.
    static func generator(errorCapability: Int) -> [UInt8] {
        var polynomial: [UInt8] = [1]
        let start = first(errorCapability: errorCapability)
        for root in start..<start + 2 * errorCapability {
            let value = power(root: root, 1)
            var product = polynomial + [0]
            for (index, coefficient) in polynomial.enumerated() {
                product[index + 1] ^= GaloisField256.product(coefficient, value)
            }
            polynomial = product
        }
        return Array(polynomial.dropFirst())
    }
}
