/// Symbols as they stand on the wire, and as the arithmetic wants them (CCSDS 131.0-B-5 §4.4.2,
/// annex on the transformation between the two representations).
struct SymbolBasis: Sendable {
    /// Wire octet → conventional basis.
    let toConventional: [UInt8]
    /// Conventional basis → wire octet.
    let toWire: [UInt8]

    /// Images of the bits 7, 6, … 0 of a conventional symbol in Berlekamp's dual basis.
    private static let dualRows: [UInt8] = [0x8D, 0xEF, 0xEC, 0x86, 0xFA, 0x99, 0xAF, 0x7B]

    init(_ basis: ReedSolomonCode.Basis) {
        switch basis {
        case .conventional: toWire = (0...255).map { UInt8($0) }
        case .dual: toWire = (0...255).map { SymbolBasis.dual(UInt8($0)) }
        }
        var inverse = [UInt8](repeating: 0, count: 256)
        for symbol in 0...255 { inverse[Int(toWire[symbol])] = UInt8(symbol) }
        toConventional = inverse
    }

    private static func dual(_ symbol: UInt8) -> UInt8 {
        var sum: UInt8 = 0
        for (position, row) in dualRows.enumerated() where symbol & (0x80 >> position) != 0 {
            sum ^= row
        }
        return sum
    }

    /// Multiplication by a constant, seen on the wire; linear, so a table of nibbles does it.
    func times(_ factor: UInt8) -> (UInt8) -> UInt8 {
        { toWire[Int(GaloisField256.product(factor, toConventional[Int($0)]))] }
    }
}
