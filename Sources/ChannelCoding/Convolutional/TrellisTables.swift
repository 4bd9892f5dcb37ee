/// Constants of the code's trellis. State 2i+b follows states i and i+32; b is the newest bit.
enum TrellisTables {
    /// The symbols sent on the way from state i to state 2i, i < 32: G1 in bit 0, G2 in bit 1; and
    /// their opposites, which are sent from i+32 to 2i and from i to 2i+1.
    static let codes: [UInt8] = {
        let sent = (0..<ConvolutionalCode.states / 2).map { state -> UInt8 in
            let register = state << 1
            let first = (register & ConvolutionalCode.firstTaps).nonzeroBitCount & 1
            let second = (register & ConvolutionalCode.secondTaps).nonzeroBitCount & 1
            return UInt8(first | second << 1)
        }
        return sent + sent.map { $0 ^ 3 }
    }()

    /// What the four pairs of symbols cost that may have been sent, by the two levels received:
    /// level of G1 | level of G2 << 8. Four octets, the pair 00 in the lowest.
    static let costs: [UInt32] = {
        let levels = 0..<Int(SymbolLayout.mark) + Int(SymbolQuantizer.certain) + 1
        var costs = [UInt32](repeating: 0, count: levels.count << 8)
        for first in levels {
            for second in levels {
                costs[first | second << 8] = (0..<4).reduce(0) { all, pair in
                    let sum = cost(first, of: pair & 1) + cost(second, of: pair >> 1)
                    return all | UInt32(sum) << UInt32(8 * pair)
                }
            }
        }
        return costs
    }()

    /// A symbol that was not received costs nothing either way.
    private static func cost(_ level: Int, of symbol: Int) -> Int {
        let strength = min(level & 15, Int(SymbolQuantizer.certain))
        return level >> 4 == symbol ? 0 : strength
    }

    /// Of each octet, its bits in the even places of a word, in the order of time.
    static let spread: [UInt16] = (0..<256).map { octet in
        (0..<8).reduce(0) { $0 | UInt16(octet >> (7 - $1) & 1) << UInt16(2 * $1) }
    }
}
