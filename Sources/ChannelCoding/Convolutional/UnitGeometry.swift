/// The stream of symbols is decoded in units of a fixed number of symbols, each for itself: with
/// some symbols before it, so that the metrics have settled when it begins, and some behind it, so
/// that all survivors have come together when it ends. So it never matters in what chunks the
/// symbols came.
struct UnitGeometry: Sendable {
    /// Symbols of a unit: whole octets of hard symbols, whole periods and whole octets of bits at
    /// every rate.
    static let symbols = 2_304

    let period: (bits: Int, symbols: Int)
    /// Octets decoded before the unit, for its metrics.
    let leadOctets: Int
    /// Octets decoded behind the unit, for its survivors: the decision depth. At least 5·K bits
    /// times the rate over 1/2, and at all rates over 10·K.
    let depthOctets: Int
    /// Octets of a unit.
    let octets: Int
    let leadSymbols: Int
    /// Symbols of the depth, in whole cycles of periods and pairs.
    let depthSymbols: Int

    /// Steps of the trellis in front of the lead, of no symbol, so that survivors are octets.
    static let silentSteps = 2

    init(_ code: ConvolutionalCode) {
        let period = code.rate.period
        (leadOctets, depthOctets) =
            switch code.rate {
            case .half: (10, 10)
            case .twoThirds: (14, 14)
            case .threeQuarters: (15, 16)
            case .fiveSixths: (20, 22)
            case .sevenEighths: (28, 28)
            }
        self.period = period
        octets = UnitGeometry.symbols / period.symbols * period.bits / 8
        leadSymbols = leadOctets * 8 / period.bits * period.symbols
        let steps = (depthOctets + 1) * 8
        let cycle = SymbolAlignment.cycle(of: code)
        let cycleBits = cycle / period.symbols * period.bits
        depthSymbols = (steps + cycleBits - 1) / cycleBits * cycle
    }

    /// Octets that are decoded for a unit, with the one in front whose bits are the first states'.
    var trellisOctets: Int { leadOctets + octets + depthOctets + 1 }

    /// Symbols from the lead's first to the depth's last.
    var stagedSymbols: Int { leadSymbols + UnitGeometry.symbols + depthSymbols }
}
