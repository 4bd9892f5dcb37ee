/// Λ(x) = ∏ (1 − Xₖ·x), whose zeros name the places of the errors: found from the syndromes by
/// Massey's algorithm.
struct ErrorLocatorPolynomial: Sendable {
    /// Most coefficients: E = 16 errors.
    static let maximumCount = 17

    /// Coefficient of xⁿ at n.
    private(set) var coefficients: InlineArray<17, UInt8>
    /// Number of errors, and degree of the polynomial when that many errors explain the syndromes.
    private(set) var errorCount = 0

    /// - Parameter syndromes: the first 2·`errorCapability` are used.
    /// - Returns: `nil` when more errors than `errorCapability` would be needed.
    init?(syndromes: [UInt8], errorCapability: Int) {
        let field = GaloisMultiplier()
        var current = InlineArray<17, UInt8>(repeating: 0)
        // The polynomial before the last change of length, times x for each step since.
        var earlier = InlineArray<17, UInt8>(repeating: 0)
        var earlierDiscrepancy: UInt8 = 1
        current[0] = 1
        earlier[0] = 1
        for step in 0..<2 * errorCapability {
            Self.timesX(&earlier)
            var discrepancy = syndromes[step]
            for index in 0..<min(errorCount, step) {
                discrepancy ^= field.product(current[index + 1], syndromes[step - index - 1])
            }
            if discrepancy == 0 { continue }
            let factor = field.quotient(discrepancy, earlierDiscrepancy)
            let before = current
            for index in 1..<Self.maximumCount {
                current[index] ^= field.product(factor, earlier[index])
            }
            if 2 * errorCount <= step {
                errorCount = step + 1 - errorCount
                if errorCount > errorCapability { return nil }
                earlier = before
                earlierDiscrepancy = discrepancy
            }
        }
        coefficients = current
    }

    private static func timesX(_ polynomial: inout InlineArray<17, UInt8>) {
        for index in stride(from: maximumCount - 1, to: 0, by: -1) {
            polynomial[index] = polynomial[index - 1]
        }
        polynomial[0] = 0
    }
}
