/// How a decoder multiplies in GF(2⁸): what the processor has decides, tests take each in turn.
package enum ArithmeticForm: CaseIterable, Sendable {
    /// Tables of single symbols, in plain Swift: the reference for the others.
    case plain
    /// Look-ups of nibbles, 32 octets at a time (AVX2).
    case nibbles
    /// Matrices of bits, 32 octets at a time (GFNI).
    case matrices

    /// Those that this processor can do.
    static let available = allCases.filter(\.isAvailable)

    /// The fastest of them.
    static let best = available.last ?? .plain

    private var isAvailable: Bool {
        switch self {
        case .plain: true
        case .nibbles: ProcessorFeatures.octetVectors
        case .matrices: ProcessorFeatures.bitMatrices
        }
    }
}
