import ArgumentParser

/// How fast a recording is played: so many times as fast as it was received, or without waiting.
enum PlaybackSpeed: ExpressibleByArgument, CustomStringConvertible {
    case times(Double)
    case maximum

    /// A pass of ten minutes in a microsecond is faster than any machine: beyond it, `max`.
    private static let factors = 0.001...1e9

    init?(argument: String) {
        if argument == "max" {
            self = .maximum
        } else if let factor = Double(
            argument.hasSuffix("x") ? String(argument.dropLast()) : argument),
            PlaybackSpeed.factors.contains(factor)
        {
            self = .times(factor)
        } else {
            return nil
        }
    }

    var description: String {
        switch self {
        case .times(let factor): factor == factor.rounded() ? "\(Int(factor))" : "\(factor)"
        case .maximum: "max"
        }
    }
}
