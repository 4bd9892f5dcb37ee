/// The constants that `csimd_locate_errors` reads, in the order that `csimd_reed_solomon.h` gives.
struct VectorCorrectorTables {
    let code: ReedSolomonCode
    let basis: SymbolBasis
    let tables: FactorTables

    /// Places of a codeword and one more: whole vectors.
    private static let places = 256
    /// x⁰, x¹ … x¹⁷: the coefficients of a locator, made an even number.
    private static let powers = 18

    static func powersLength(form: ArithmeticForm) -> Int {
        powers * places * (form == .nibbles ? 2 : 1)
    }

    var octets: [UInt8] {
        var octets = tables.products
        octets += tables.octets { basis.toConventional[Int($0)] }
        octets += basis.toWire
        octets += (0...255).map { UInt8(truncatingIfNeeded: GaloisField256.logarithms[$0]) }
        octets += (0..<3 * Self.places).map { GaloisField256.power($0) }
        octets += valueFactors
        for place in 0..<Self.places { octets += syndromes(place: place) }
        return octets + (tables.form == .nibbles ? Self.nibblePowers : Self.plainPowers)
    }

    /// Logarithms of α¹¹⁽ᵖ⁺¹⁾⁽¹²⁸⁻ᴱ⁾ for each place p.
    private var valueFactors: [UInt8] {
        let first = CodeRoots.first(errorCapability: code.errorCapability)
        return (0..<Self.places).map { place in
            let factor = CodeRoots.power(root: first, place + 1)
            return UInt8(truncatingIfNeeded: GaloisField256.logarithms[Int(factor)])
        }
    }

    /// What a symbol of one at `place` adds to the syndromes.
    private func syndromes(place: Int) -> [UInt8] {
        let roots = CodeRoots.all(errorCapability: code.errorCapability)
        let exponent = GaloisField256.order - 1 - place
        let values = roots.map { exponent < 0 ? 0 : CodeRoots.power(root: $0, exponent) }
        return values + Array(repeating: 0, count: FactorTables.vectorLength - values.count)
    }

    /// The powers of the inverse locators α¹¹⁽ᵖ⁺¹⁾ of all places p, zero at the one too many.
    private static let plainPowers: [UInt8] = (0..<powers).flatMap { power in
        (0..<places).map { place in
            place < GaloisField256.order ? CodeRoots.power(root: power, place + 1) : 0
        }
    }

    private static let nibblePowers = FactorTables(form: .nibbles).ready(plainPowers)
}
