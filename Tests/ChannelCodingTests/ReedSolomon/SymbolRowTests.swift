import Testing

@testable import ChannelCoding

/// Are rows added, each times its factor, as when multiplied one by one?
struct SymbolRowTests {
    static let seed = UInt64.random(in: 0...UInt64.max)

    @Test func sums() {
        var generator = SeededGenerator(seed: Self.seed)
        for width in [1, 32, 256] {
            let octets = generator.octets(width * 40)
            let rows = SymbolRows(width: width, count: 40) { octets[$0 * width + $1] }
            let factors = generator.octets(38) + [0, 1]
            var sum = generator.octets(width)
            var expected = sum
            for (row, factor) in (factors + [0x5A]).enumerated() {
                for column in 0..<width {
                    let symbol = octets[row % 40 * width + column]
                    expected[column] ^= GaloisField256.product(factor, symbol)
                }
            }
            rows.addAll(times: factors, to: &sum)
            rows.add(times: 0x5A, row: 0, to: &sum)
            #expect(sum == expected, "width \(width) seed \(Self.seed)")
        }
    }
}
