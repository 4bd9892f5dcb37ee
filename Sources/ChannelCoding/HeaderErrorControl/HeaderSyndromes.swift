extension FrameHeaderErrorControl {
    /// The values of a received header at the roots α⁶ … α⁹.
    struct Syndromes {
        private let first: UInt8
        private let second: UInt8
        private let third: UInt8
        private let fourth: UInt8

        /// Errors at one or two symbols.
        struct Change {
            /// What to add to the header.
            var mask: UInt64
            var symbols: Int
        }

        private static let firstRoot = 6

        /// Syndromes of each nibble value at each symbol: four nibbles, first root on the left.
        private static let table: [UInt16] = (0..<symbolCount).flatMap { symbol in
            (0..<16).map { value in
                (0..<4).reduce(UInt16(0)) { sum, index in
                    let power = GaloisField16.power(
                        (firstRoot + index) * (symbolCount - 1 - symbol))
                    return sum << 4 | UInt16(GaloisField16.product(UInt8(value), power))
                }
            }
        }

        init(of header: UInt64) {
            let table = Self.table
            var sum: UInt16 = 0
            for symbol in 0..<symbolCount {
                let value = Int(truncatingIfNeeded: header >> UInt64(symbolShifts[symbol]) & 15)
                sum ^= table[symbol * 16 + value]
            }
            first = UInt8(sum >> 12)
            second = UInt8(sum >> 8 & 15)
            third = UInt8(sum >> 4 & 15)
            fourth = UInt8(sum & 15)
        }

        var areZero: Bool { first | second | third | fourth == 0 }

        /// One error e at the locator X: the syndromes are e·X⁶, e·X⁷, e·X⁸, e·X⁹.
        func oneError() -> Change? {
            for symbol in 0..<symbolCount {
                let locator = Self.locator(symbol)
                guard GaloisField16.product(first, locator) == second,
                    GaloisField16.product(second, locator) == third,
                    GaloisField16.product(third, locator) == fourth
                else { continue }
                let value = GaloisField16.product(
                    first, GaloisField16.power(-Self.firstRoot * Self.degree(symbol)))
                return Change(mask: Self.mask(value, symbol), symbols: 1)
            }
            return nil
        }

        /// Two errors: the locators are zeros of x² + a·x + b with first·b + second·a = third and
        /// second·b + third·a = fourth.
        func twoErrors() -> Change? {
            let determinant =
                GaloisField16.product(first, third) ^ GaloisField16.product(second, second)
            guard determinant != 0 else { return nil }
            let sum = GaloisField16.quotient(
                GaloisField16.product(first, fourth) ^ GaloisField16.product(second, third),
                determinant)
            let product = GaloisField16.quotient(
                GaloisField16.product(second, fourth) ^ GaloisField16.product(third, third),
                determinant)
            for one in 0..<symbolCount {
                for other in one + 1..<symbolCount {
                    let (left, right) = (Self.locator(one), Self.locator(other))
                    guard left ^ right == sum, GaloisField16.product(left, right) == product
                    else { continue }
                    return values(one, other)
                }
            }
            return nil
        }

        private func values(_ one: Int, _ other: Int) -> Change {
            let (left, right) = (Self.locator(one), Self.locator(other))
            let scaled = GaloisField16.quotient(
                GaloisField16.product(first, right) ^ second, left ^ right)
            let leftValue = GaloisField16.product(
                scaled, GaloisField16.power(-Self.firstRoot * Self.degree(one)))
            let rightValue = GaloisField16.product(
                first ^ scaled, GaloisField16.power(-Self.firstRoot * Self.degree(other)))
            return Change(
                mask: Self.mask(leftValue, one) | Self.mask(rightValue, other), symbols: 2)
        }

        private static func degree(_ symbol: Int) -> Int { symbolCount - 1 - symbol }

        private static func locator(_ symbol: Int) -> UInt8 { GaloisField16.power(degree(symbol)) }

        private static func mask(_ value: UInt8, _ symbol: Int) -> UInt64 {
            UInt64(value) << UInt64(symbolShifts[symbol])
        }
    }
}
