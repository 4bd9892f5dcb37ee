import Glibc

/// How improbable it is that random octets agree with a combination as often as was seen: in bits,
/// so that 48 is once in 2^48.
enum Surprise {
    /// Bits from which a combination counts as found. At most 2^17 are tried on one recording, so
    /// random octets give any at all less than once in 2^31.
    static let enough = 48.0

    static func log2(_ value: Double) -> Double { Glibc.log2(value) }

    /// Of `trials`, `successes` went well, each of which would by chance with 2^-`bits`.
    ///
    /// The bound of the binomial tail: `C(m, g) p^g` with `C(m, g) ≤ (e·m/g)^g`.
    static func of(_ successes: Int, outOf trials: Int, bits: Double) -> Double {
        guard successes > 0 else { return 0 }
        guard trials > successes else { return Double(successes) * bits }
        let share = Double(trials) / Double(successes)
        return max(0, Double(successes) * (bits - log2(M_E * share)))
    }
}
