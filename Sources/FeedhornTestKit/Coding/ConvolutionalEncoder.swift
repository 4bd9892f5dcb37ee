/// The convolutional encoder of CCSDS 131.0-B-5 figure 3-1 and its punctured variants: a register
/// of seven bits and two sums over it, written down as the book draws them.
public struct ConvolutionalEncoder: Sendable {
    /// Of each bit of a period, whether its G1 symbol is sent.
    public var first: [Bool]
    /// Of each bit of a period, whether its G2 symbol is sent.
    public var second: [Bool]
    /// G2 symbols are sent inverted.
    public var invertsSecond: Bool
    /// G2 comes before G1.
    public var sendsSecondFirst = false

    /// Seven bits, the newest one most significant.
    private var register: UInt8 = 0
    private var bit = 0

    /// G1 and G2 as the book writes them: the newest bit's tap first.
    private static let generators: (UInt8, UInt8) = (0o171, 0o133)

    /// - Parameter rate: `1/2`, `2/3`, `3/4`, `5/6` or `7/8` (131.0-B-5 §3.3, table 3-1).
    public init?(rate: String) {
        let patterns = [
            "1/2": ("1", "1"), "2/3": ("10", "11"), "3/4": ("101", "110"),
            "5/6": ("10101", "11010"), "7/8": ("1000101", "1111010"),
        ]
        guard let pattern = patterns[rate] else { return nil }
        first = pattern.0.map { $0 == "1" }
        second = pattern.1.map { $0 == "1" }
        invertsSecond = rate == "1/2"
    }

    /// The symbols of the next bits, each 0 or 1.
    public mutating func encode(_ bits: some Sequence<UInt8>) -> [UInt8] {
        var symbols: [UInt8] = []
        for value in bits {
            register = register >> 1 | (value & 1) << 6
            let one = parity(register & ConvolutionalEncoder.generators.0)
            let other = parity(register & ConvolutionalEncoder.generators.1)
            let sent = [(first[bit], one), (second[bit], other ^ (invertsSecond ? 1 : 0))]
            for (isSent, symbol) in sendsSecondFirst ? sent.reversed() : sent where isSent {
                symbols.append(symbol)
            }
            bit = (bit + 1) % first.count
        }
        return symbols
    }

    private func parity(_ bits: UInt8) -> UInt8 { UInt8(bits.nonzeroBitCount & 1) }

    /// The symbols of the bits of `octets`, first one most significant.
    public mutating func encode(octets: [UInt8]) -> [UInt8] {
        encode(octets.lazy.flatMap { octet in (0..<8).map { octet >> (7 - $0) & 1 } })
    }
}
