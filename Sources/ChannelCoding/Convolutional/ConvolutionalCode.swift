/// The convolutional code of CCSDS 131.0-B-5 §3: constraint length 7, generators G1 = 171 and
/// G2 = 133 (octal), rate 1/2, and the rates that leave some of its symbols out.
public struct ConvolutionalCode: Sendable, Hashable {
    /// Bits for each symbol.
    public enum Rate: String, Sendable, Hashable, CaseIterable {
        case half = "1/2"
        case twoThirds = "2/3"
        case threeQuarters = "3/4"
        case fiveSixths = "5/6"
        case sevenEighths = "7/8"

        /// Bits of the shortest piece that repeats, and the symbols that are sent for them.
        public var period: (bits: Int, symbols: Int) {
            switch self {
            case .half: (1, 2)
            case .twoThirds: (2, 3)
            case .threeQuarters: (3, 4)
            case .fiveSixths: (5, 6)
            case .sevenEighths: (7, 8)
            }
        }
    }

    /// Which symbols of a period are sent, bit by bit.
    public struct Puncturing: Sendable, Hashable {
        /// Of each bit, whether its G1 symbol is sent.
        public let first: [Bool]
        /// Of each bit, whether its G2 symbol is sent.
        public let second: [Bool]

        /// Two patterns of the same length.
        public init(first: [Bool], second: [Bool]) {
            self.first = first
            self.second = second
        }

        /// 131.0-B-5 table 3-1; the patterns of EN 300 421 are the same.
        public init(_ rate: Rate) {
            switch rate {
            case .half: self.init("1", "1")
            case .twoThirds: self.init("10", "11")
            case .threeQuarters: self.init("101", "110")
            case .fiveSixths: self.init("10101", "11010")
            case .sevenEighths: self.init("1000101", "1111010")
            }
        }

        private init(_ first: String, _ second: String) {
            self.init(first: first.map { $0 == "1" }, second: second.map { $0 == "1" })
        }
    }

    /// Bits for each symbol.
    public let rate: Rate
    /// Which symbols are sent.
    public let puncturing: Puncturing
    /// G2 symbols are sent inverted: so that a stream of equal bits has changes in it (§3.3), and
    /// only at rate 1/2 (§3.4).
    public var invertsSecond: Bool
    /// The G2 symbol of a bit is sent before its G1 symbol.
    public var sendsSecondFirst = false

    /// The code as the book has it.
    public init(rate: Rate) {
        self.rate = rate
        puncturing = Puncturing(rate)
        invertsSecond = rate == .half
    }

    /// A code that leaves other symbols out than the book's.
    ///
    /// - Returns: `nil` where the patterns are not of this rate, or leave a bit without a symbol.
    public init?(rate: Rate, puncturing: Puncturing) {
        let bits = rate.period.bits
        let sent = (puncturing.first + puncturing.second).filter { $0 }.count
        guard puncturing.first.count == bits, puncturing.second.count == bits,
            sent == rate.period.symbols,
            zip(puncturing.first, puncturing.second).allSatisfy({ $0 || $1 })
        else { return nil }
        self.rate = rate
        self.puncturing = puncturing
        invertsSecond = rate == .half
    }

    /// Inverting every second symbol turns code words into other code words: whether a receiver
    /// with a mirrored spectrum does so can't be seen by its symbols. True for rate 5/6.
    public var hidesMirroring: Bool {
        // Registers that alternating symbols can leave behind, one bit for each; all to begin with.
        var possible = UInt64.max
        var symbol = 0
        // Each two periods leave fewer of them, or as many for ever.
        for bit in 0..<2 * ConvolutionalCode.states * rate.period.bits {
            let place = bit % rate.period.bits
            var next: UInt64 = 0
            for register in 0..<2 * ConvolutionalCode.states
            where possible >> UInt64(register >> 1) & 1 == 1 {
                var agrees = true
                var number = symbol
                let sums = [
                    (puncturing.first[place], ConvolutionalCode.firstTaps),
                    (puncturing.second[place], ConvolutionalCode.secondTaps),
                ]
                for (isSent, taps) in sendsSecondFirst ? sums.reversed() : sums where isSent {
                    if (register & taps).nonzeroBitCount & 1 != number & 1 { agrees = false }
                    number += 1
                }
                if agrees { next |= 1 << UInt64(register % ConvolutionalCode.states) }
            }
            possible = next
            symbol += (puncturing.first[place] ? 1 : 0) + (puncturing.second[place] ? 1 : 0)
        }
        return possible != 0
    }

    /// G1, bit 0 for the newest bit of the register, bit 6 for the oldest.
    static let firstTaps = 0b1001111
    /// G2, alike.
    static let secondTaps = 0b1101101
    /// Bits that an encoder remembers.
    static let memory = 6
    static let states = 1 << memory
}
