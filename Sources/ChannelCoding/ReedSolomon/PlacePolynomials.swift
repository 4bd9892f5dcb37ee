/// Values of a polynomial at all places of a codeword at once.
///
/// The value that belongs to place p is the one at α¹¹⁽ᵖ⁺¹⁾, the inverse of the place's locator.
/// Even and odd powers are added up apart: in a field of characteristic two the odd part is x
/// times the derivative, which Forney's formula needs.
struct PlacePolynomials: Sendable {
    /// Values of the even and of the odd powers, place by place.
    struct Values: Sendable {
        /// Places of a codeword, and one more that makes whole vectors.
        static let count = 256

        fileprivate(set) var even = [UInt8](repeating: 0, count: count)
        fileprivate(set) var odd = [UInt8](repeating: 0, count: count)

        func isZero(at place: Int) -> Bool { even[place] == odd[place] }

        func sum(at place: Int) -> UInt8 { even[place] ^ odd[place] }
    }

    private static let evenCount = (ErrorLocatorPolynomial.maximumCount + 1) / 2

    /// x⁰, x², … x¹⁶, then x¹, x³, … x¹⁵ of all places.
    private let powers: SymbolRows

    init() {
        powers = SymbolRows(
            width: Values.count, count: ErrorLocatorPolynomial.maximumCount
        ) { row, place in
            let power = row < Self.evenCount ? 2 * row : 2 * (row - Self.evenCount) + 1
            return place < GaloisField256.order ? CodeRoots.power(root: power, place + 1) : 0
        }
    }

    /// Evaluates the polynomial of the first `count` coefficients, lowest power first.
    func evaluate(
        _ coefficients: InlineArray<17, UInt8>, count: Int, into values: inout Values
    ) {
        for place in 0..<Values.count {
            values.even[place] = 0
            values.odd[place] = 0
        }
        for power in 0..<count {
            let row = power / 2
            if power.isMultiple(of: 2) {
                powers.add(times: coefficients[power], row: row, to: &values.even)
            } else {
                powers.add(
                    times: coefficients[power], row: Self.evenCount + row, to: &values.odd)
            }
        }
    }
}
