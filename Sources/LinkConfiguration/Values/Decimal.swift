/// A decimal number in front of a unit, kept exact: `1.5` is 15 and one fraction digit.
struct Decimal {
    /// As written.
    let digits: Substring
    /// What follows it.
    let rest: Substring
    private let coefficient: UInt64
    private let fractionDigits: Int

    /// - Returns: `nil` where no number of at most 19 digits stands in front.
    init?(prefixOf text: String) {
        let whole = text.prefix { ("0"..."9").contains($0) }
        var rest = text[whole.endIndex...]
        var fraction = Substring()
        if rest.hasPrefix(".") {
            fraction = rest.dropFirst().prefix { ("0"..."9").contains($0) }
            guard !fraction.isEmpty else { return nil }
            rest = rest[fraction.endIndex...]
        }
        guard !whole.isEmpty, whole.count + fraction.count <= 19,
            let coefficient = UInt64(whole + fraction)
        else { return nil }
        digits = text[..<rest.startIndex]
        self.rest = rest
        self.coefficient = coefficient
        fractionDigits = fraction.count
    }

    /// - Returns: `nil` where the product is no whole number or needs more than 64 bits.
    func times(_ scale: UInt64) -> UInt64? {
        var divisor: UInt64 = 1
        for _ in 0..<fractionDigits { divisor *= 10 }  // at most 10^18
        let product = coefficient.multipliedFullWidth(by: scale)
        guard product.high < divisor else { return nil }
        let (quotient, remainder) = divisor.dividingFullWidth(product)
        return remainder == 0 ? quotient : nil
    }
}
