import Glibc

/// A channel with additive white Gaussian noise, and the forms in which a receiver hands over what
/// it got.
public struct SymbolChannel {
    private var generator: SeededGenerator

    /// - Parameter generator: gives the noise.
    public init(_ generator: SeededGenerator) { self.generator = generator }

    /// What is received of symbols sent as ±1, with the signal-to-noise ratio of a symbol, Es/N0,
    /// in dB; `nil`: no noise. A one is positive.
    public mutating func receive(_ symbols: [UInt8], ratio: Double?) -> [Double] {
        let deviation = ratio.map { sqrt(1 / (2 * pow(10, $0 / 10))) } ?? 0
        return symbols.map { symbol in
            (symbol == 1 ? 1 : -1) + (deviation > 0 ? deviation * gaussian() : 0)
        }
    }

    /// Noise alone.
    public mutating func noise(_ count: Int) -> [Double] { (0..<count).map { _ in gaussian() } }

    /// Box and Muller's way to the normal distribution.
    private mutating func gaussian() -> Double {
        let radius = sqrt(-2 * log(uniform()))
        return radius * cos(2 * Double.pi * uniform())
    }

    /// In 0…1, never 0.
    private mutating func uniform() -> Double {
        (Double(generator.next() >> 11) + 0.5) / Double(1 << 53)
    }

    /// Wrong decisions that are expected of a symbol at this ratio in dB: Q(√(2 Es/N0)).
    public static func errorRate(ratio: Double) -> Double {
        erfc(sqrt(pow(10, ratio / 10))) / 2
    }

    /// Signed octets, where ±1 is ±`amplitude`.
    public static func signed(_ received: [Double], amplitude: Double = 60) -> [UInt8] {
        received.map {
            UInt8(bitPattern: Int8(max(-128, min(127, ($0 * amplitude).rounded()))))
        }
    }

    /// Octets offset by 128.
    public static func unsigned(_ received: [Double], amplitude: Double = 60) -> [UInt8] {
        signed(received, amplitude: amplitude).map { $0 ^ 0x80 }
    }

    /// Decisions, eight to an octet, first one most significant; the last octet is filled up with
    /// zeros.
    public static func hard(_ received: [Double]) -> [UInt8] {
        var bits = BitSequence()
        for value in received { bits.append(value >= 0 ? 0x80 : 0, bits: 1) }
        return bits.octets
    }
}
