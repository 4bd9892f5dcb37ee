/// What a bounded-distance decoder makes of an error pattern.
///
/// The generator needs it for one thing: an error pattern that is to be uncorrectable must not
/// lie, by chance, within E symbols of another codeword. (For E = 8 that chance is 1 in 40,000.)
public enum ErrorReach: Sendable, Equatable {
    /// No codeword within E symbols.
    case beyond
    /// A codeword lies at these symbols (0 = first of the 255, fill included).
    case within([Int])

    /// - Parameter error: 255 symbols, the received ones minus those of any codeword, as on the
    ///   wire.
    public static func of(_ error: [UInt8], format: CodeblockFormat) -> ErrorReach {
        precondition(error.count == 255, "an error pattern has 255 symbols")
        let symbols =
            format.basis == .dual ? error.map { DualBasis.toConventional[Int($0)] } : error
        let sums = syndromes(symbols, errorCapability: format.errorCapability)
        guard sums.contains(where: { $0 != 0 }) else { return .within([]) }
        guard let locator = locator(sums) else { return .beyond }
        let degree = locator.count - 1
        guard degree <= format.errorCapability else { return .beyond }
        let places = (0..<255).filter { place in
            // Symbol `place` is the coefficient of x^(254−place); roots are powers of α^11.
            let inverse = GaloisField256.power(-11 * (254 - place))
            return locator.reversed().reduce(0) { GaloisField256.multiply($0, inverse) ^ $1 } == 0
        }
        return places.count == degree ? .within(places) : .beyond
    }

    /// The received polynomial at each root of g(x).
    private static func syndromes(_ symbols: [UInt8], errorCapability: Int) -> [UInt8] {
        (128 - errorCapability...127 + errorCapability).map { j in
            let root = GaloisField256.power(11 * j)
            return symbols.reduce(0) { GaloisField256.multiply($0, root) ^ $1 }
        }
    }

    /// Berlekamp–Massey: the error locator, lowest power first; `nil` where the shortest
    /// recurrence of `sums` is longer than its polynomial, so that it locates nothing.
    private static func locator(_ sums: [UInt8]) -> [UInt8]? {
        var current: [UInt8] = [1]
        var previous: [UInt8] = [1]
        var length = 0
        var shift = 1
        var scale: UInt8 = 1
        for step in sums.indices {
            var discrepancy = sums[step]
            for place in 1..<max(1, min(length, current.count - 1) + 1) {
                discrepancy ^= GaloisField256.multiply(current[place], sums[step - place])
            }
            guard discrepancy != 0 else {
                shift += 1
                continue
            }
            let old = current
            let factor = GaloisField256.divide(discrepancy, scale)
            current += [UInt8](repeating: 0, count: max(0, previous.count + shift - current.count))
            for (place, coefficient) in previous.enumerated() {
                current[place + shift] ^= GaloisField256.multiply(factor, coefficient)
            }
            if 2 * length <= step {
                (length, previous, scale, shift) = (step + 1 - length, old, discrepancy, 1)
            } else {
                shift += 1
            }
        }
        while current.last == 0 { current.removeLast() }
        return current.count - 1 == length ? current : nil
    }
}
