/// The tables of ``GaloisField256`` at hand, for loops that multiply often.
struct GaloisMultiplier: Sendable {
    private let exponentials = GaloisField256.exponentials
    private let logarithms = GaloisField256.logarithms

    @inline(__always)
    func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        exponentials[Int(logarithms[Int(left)]) + Int(logarithms[Int(right)])]
    }

    /// - Precondition: `divisor` is not zero.
    @inline(__always)
    func quotient(_ dividend: UInt8, _ divisor: UInt8) -> UInt8 {
        exponentials[
            Int(logarithms[Int(dividend)]) + GaloisField256.order - Int(logarithms[Int(divisor)])]
    }
}
