import FeedhornTestKit

/// What goes wrong in a trial.
public enum ExactnessFault: String, Sendable, CaseIterable {
    case none = "nothing"
    case symbolErrors = "1…E wrong symbols"
    case uncorrectable = "E+1…2E wrong symbols"
    /// The same, and some patterns lie within reach of another codeword.
    case beyond = "E+1…2E wrong symbols, any"
    case fillErrors = "wrong symbols in the fill"
    case markerErrors = "1…3 marker bits wrong"
    case lostMarker = "more marker bits wrong"
    case cut = "CADU cut"
    case slip = "bit slip"
    case garbage = "garbage"
    case polarityTurn = "polarity turns"
    case missing = "frame missing"
    case repeated = "frame repeated, kept"
    case dropped = "frame repeated, dropped"
    case countReset = "count reset"
    case badErrorControl = "FECF wrong under the code"
    case wrongSpacecraft = "other spacecraft"
    case everything = "all at once"

    /// Frames come in the order of their counts, and none is lost.
    var losesNothing: Bool {
        switch self {
        case .none, .symbolErrors, .markerErrors: true
        default: false
        }
    }

    /// It can befall the link.
    public func befalls(_ link: ExactnessLink) -> Bool {
        switch self {
        case .symbolErrors, .beyond, .fillErrors: link.code != .checked
        case .badErrorControl: link.code == .eightChecked
        default: true
        }
    }

    var duplicates: DuplicateTreatment { self == .dropped ? .drop : .keepAndContinue }

    /// How often it befalls a frame: so that most have good frames around them, and some have not.
    func plan(using generator: inout SeededGenerator) -> FaultPlan {
        var plan = FaultPlan(rates: rates)
        plan.leadingBits = generator.pick([0, 1, 7, 100, 1_003])
        plan.trailingBits = generator.pick([0, 5, 700])
        plan.startsInverted = generator.chance(0.3)
        return plan
    }

    private var rates: FaultRates {
        var rates = FaultRates()
        switch self {
        case .none: break
        case .symbolErrors: rates.symbolErrors = 0.6
        case .uncorrectable: rates.uncorrectable = 0.05
        case .beyond: rates.mistakable = 0.3
        case .fillErrors: rates.fillErrors = 0.05
        case .markerErrors: rates.markerErrors = 0.3
        case .lostMarker: rates.lostMarker = 0.05
        case .cut: rates.cut = 0.03
        case .slip: rates.slip = 0.03
        case .garbage: rates.garbage = 0.03
        case .polarityTurn: rates.polarityTurn = 0.03
        case .missing: rates.missing = 0.03
        case .repeated, .dropped: rates.repeated = 0.05
        case .countReset: rates.countReset = 0.03
        case .badErrorControl: rates.badErrorControl = 0.05
        case .wrongSpacecraft: rates.wrongSpacecraft = 0.05
        case .everything: rates = ExactnessFault.all
        }
        return rates
    }

    private static var all: FaultRates {
        var rates = FaultRates()
        rates.symbolErrors = 0.2
        rates.markerErrors = 0.1
        rates.uncorrectable = 0.02
        rates.fillErrors = 0.01
        rates.lostMarker = 0.01
        rates.cut = 0.01
        rates.slip = 0.01
        rates.garbage = 0.01
        rates.polarityTurn = 0.01
        rates.missing = 0.01
        rates.repeated = 0.01
        rates.countReset = 0.01
        rates.badErrorControl = 0.01
        rates.wrongSpacecraft = 0.01
        return rates
    }
}
