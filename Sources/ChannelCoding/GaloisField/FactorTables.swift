/// Linear maps of octets, multiplications above all, as `csimd_galois.h` reads them.
struct FactorTables: Sendable {
    /// Of the vectors that multiply: ``ArithmeticForm/nibbles`` or ``ArithmeticForm/matrices``.
    let form: ArithmeticForm

    /// Octets of one map's tables.
    static let length = 32
    /// Octets of a vector.
    static let vectorLength = 32

    func octets(of map: (UInt8) -> UInt8) -> [UInt8] {
        guard form == .matrices else { return NibbleProducts.tables(of: map) }
        return Array([[UInt8]](repeating: FactorTables.matrix(of: map), count: 4).joined())
    }

    /// The tables of all 256 multiplications in the conventional basis, factor after factor.
    var products: [UInt8] {
        form == .matrices ? FactorTables.matrixProducts : NibbleProducts.all
    }

    private static let matrixProducts = (0...255).flatMap { factor in
        FactorTables(form: .matrices).octets { GaloisField256.product(UInt8(factor), $0) }
    }

    /// One map for the first half of a vector and one for the second.
    func pair(of first: (UInt8) -> UInt8, _ second: (UInt8) -> UInt8) -> [UInt8] {
        let half = FactorTables.length / 2
        let (first, second) = (octets(of: first), octets(of: second))
        let front = first.prefix(half) + second.prefix(half)
        return front + first.suffix(half) + second.suffix(half)
    }

    /// Symbols made ready to be multiplied, vector by vector.
    ///
    /// - Precondition: they are whole vectors.
    func ready(_ symbols: [UInt8]) -> [UInt8] {
        guard form == .nibbles else { return symbols }
        return stride(from: 0, to: symbols.count, by: FactorTables.vectorLength).flatMap { start in
            let vector = symbols[start..<start + FactorTables.vectorLength]
            return vector.map { $0 & 15 } + vector.map { $0 >> 4 }
        }
    }

    /// Octet 7 − n holds which bits of the argument add up to bit n of the image.
    private static func matrix(of map: (UInt8) -> UInt8) -> [UInt8] {
        (0..<8).map { row in
            (0..<8).reduce(0) { mask, column in
                let image = map(1 << UInt8(column)) >> UInt8(7 - row) & 1
                return mask | image << UInt8(column)
            }
        }
    }
}
