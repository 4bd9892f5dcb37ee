/// Up to which part of the symbols' strength a wrong alignment is ruled out.
///
/// A decoder finds bits for any symbols: for random ones it finds some whose symbols differ in a
/// part that depends on the code's rate (measured over 2,000 units of noise; the limits are at
/// least four and a half standard deviations below, and as many above what a stream has that is
/// still worth decoding, with one wrong bit in a hundred).
struct AgreementLimits: Sendable {
    /// Of ten thousand.
    private let limit: UInt64
    /// How wrong alignments agreed with the signal when the right one was found.
    private var wrong = SymbolAgreement()

    /// A unit with fewer symbols that say anything says nothing of the alignment.
    static let fewestSymbols = UInt64(UnitGeometry.symbols / 4)

    init(_ rate: ConvolutionalCode.Rate, _ form: SymbolForm) {
        // Noise: 12.5 %, 7.2 %, 5.0 %, 3.2 %, 2.3 % of hard symbols; of the strength of soft
        // ones, whose errors are mostly weak: 8.4 %, 3.9 %, 2.3 %, 1.1 %, 0.7 %.
        let isHard = form == .hard
        limit =
            switch rate {
            case .half: isHard ? 1_120 : 680
            case .twoThirds: isHard ? 650 : 320
            case .threeQuarters: isHard ? 455 : 188
            case .fiveSixths: isHard ? 275 : 88
            case .sevenEighths: isHard ? 193 : 56
            }
    }

    /// The alignment in use explains the symbols, and more than wrong ones did lately.
    func isMet(by agreement: SymbolAgreement) -> Bool {
        isMet(by: agreement, others: wrong)
    }

    /// The best candidate explains the symbols, and so much better than all others together that
    /// it is not one of them: where symbols are weak or many are missing, wrong alignments agree
    /// more than the limit expects.
    func isMet(by best: SymbolAgreement, others: SymbolAgreement) -> Bool {
        best.compared >= AgreementLimits.fewestSymbols
            && best.lostWeight * 10_000 <= limit * best.weight
            && best.lostWeight * others.weight * 5 <= others.lostWeight * best.weight * 4
    }

    /// Takes note of how wrong alignments agree with this signal.
    mutating func calibrate(_ others: SymbolAgreement) { wrong = others }

    /// `left` explains more than `right`.
    func isBetter(_ left: SymbolAgreement, than right: SymbolAgreement) -> Bool {
        left.lostWeight * right.weight < right.lostWeight * left.weight
    }
}
