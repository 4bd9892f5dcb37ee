/// The pseudo-random sequence that a channel adds to its frames, out of the shift register.
public enum RandomizerSequence: Sendable, Equatable, CaseIterable {
    /// x⁸+x⁷+x⁵+x³+1 from all ones, 255 bits (CCSDS 131.0-B-5 §10.4).
    case short
    /// x¹⁷+x¹⁴+1, 131,071 bits (CCSDS 131.0-B-6 §10.4).
    case long

    /// Longest sequence made here; a longer codeblock than 8 × 255 octets does not exist, but
    /// uncoded frames go up to 65,536 octets.
    public static let maximumLength = 65_536

    private static let shortSequence = generate(
        from: [1, 1, 1, 1, 1, 1, 1, 1], taps: [0, 3, 5, 7], octets: 255)
    private static let longSequence = generate(
        from: [0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1], taps: [0, 14],
        octets: maximumLength)

    /// The first `count` octets, at most `maximumLength`.
    public func octets(_ count: Int) -> [UInt8] {
        precondition(count <= RandomizerSequence.maximumLength)
        switch self {
        case .short:
            let cycle = RandomizerSequence.shortSequence
            return (0..<count).map { cycle[$0 % cycle.count] }
        case .long:
            return Array(RandomizerSequence.longSequence[..<count])
        }
    }

    /// `octets` with the sequence added; done twice it gives `octets` again.
    public func applied(to octets: [UInt8]) -> [UInt8] {
        precondition(octets.count <= RandomizerSequence.maximumLength)
        let cycle =
            self == .short ? RandomizerSequence.shortSequence : RandomizerSequence.longSequence
        var result = octets
        var place = 0
        for index in result.indices {
            result[index] ^= cycle[place]
            place += 1
            if place == cycle.count { place = 0 }
        }
        return result
    }

    /// s[n + register] = sum of s[n + tap], octets filled from the most significant bit.
    static func generate(from preset: [UInt8], taps: [Int], octets: Int) -> [UInt8] {
        var bits = preset
        bits.reserveCapacity(octets * 8)
        while bits.count < octets * 8 {
            let base = bits.count - preset.count
            bits.append(taps.reduce(0) { $0 ^ bits[base + $1] })
        }
        return (0..<octets).map { octet in
            (0..<8).reduce(0) { $0 << 1 | bits[octet * 8 + $1] }
        }
    }
}
