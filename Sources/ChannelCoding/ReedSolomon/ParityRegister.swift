/// Division by a generator polynomial, an octet at a time and in the basis of the wire.
///
/// The register holds the remainder, left-aligned in 256 bits: the octet that leaves on the left
/// plus the octet that enters choose the multiple of the generator to add.
struct ParityRegister: Sendable {
    /// The remainder; its first octet stands in the most significant octet of `high`.
    struct Remainder: Sendable, Equatable {
        var high: UInt128 = 0
        /// Zero unless the generator has more than sixteen coefficients.
        var low: UInt128 = 0
    }

    /// Parity octets of a codeword: 2·E.
    let parityCount: Int
    /// The multiples of the generator for each octet; octets 0…15 and 16…31.
    let high: [UInt128]
    private let low: [UInt128]

    init(errorCapability: Int, basis: SymbolBasis) {
        parityCount = 2 * errorCapability
        let generator = CodeRoots.generator(errorCapability: errorCapability)
        var high: [UInt128] = []
        var low: [UInt128] = []
        for wire in 0...255 {
            let factor = basis.toConventional[wire]
            let octets = generator.map { basis.toWire[Int(GaloisField256.product(factor, $0))] }
            high.append(octets.prefix(16).reduce(0) { $0 << 8 | UInt128($1) })
            low.append(octets.dropFirst(16).reduce(0) { $0 << 8 | UInt128($1) })
        }
        self.high = high
        self.low = low
    }

    func push(_ octet: UInt8, into remainder: inout Remainder) {
        let index = Int(UInt8(truncatingIfNeeded: remainder.high >> 120) ^ octet)
        remainder.high = (remainder.high << 8) | (remainder.low >> 120)
        remainder.high ^= high[index]
        remainder.low = (remainder.low << 8) ^ low[index]
    }

    /// The octets of `remainder`, in the order of transmission.
    func octets(of remainder: Remainder) -> [UInt8] {
        (0..<parityCount).map { index in
            let half = index < 16 ? remainder.high : remainder.low
            return UInt8(truncatingIfNeeded: half >> UInt128(120 - 8 * (index % 16)))
        }
    }
}
