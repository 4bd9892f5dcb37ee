import CCSDS
import Testing

/// What does a counter's step mean? All numbers are literals: 2⁸ = 256, 2¹⁴ = 16,384,
/// 2²⁴ = 16,777,216, 2²⁸ = 268,435,456.
@Suite struct ModuloCounterTests {
    @Test func moduli() {
        #expect(ModuloCounter.tmFrameCount.modulus == 256)
        #expect(ModuloCounter.packetSequenceCount.modulus == 16_384)
        #expect(ModuloCounter.aosFrameCount.modulus == 16_777_216)
        #expect(ModuloCounter.aosExtendedFrameCount.modulus == 268_435_456)
    }

    @Test(
        arguments: [
            (.tmFrameCount, 255), (.packetSequenceCount, 16_383), (.aosFrameCount, 16_777_215),
            (.aosExtendedFrameCount, 268_435_455),
        ] as [(ModuloCounter, UInt64)])
    func wrap(_ counter: ModuloCounter, _ highest: UInt64) {
        #expect(counter.step(from: highest, to: 0) == .next)
        #expect(counter.step(from: highest - 1, to: 0) == .gap(missing: 1))
        #expect(counter.step(from: highest, to: 1) == .gap(missing: 1))
        #expect(counter.step(from: highest - 1, to: highest) == .next)
        #expect(counter.step(from: highest, to: highest) == .same)
        #expect(counter.step(from: 0, to: 0) == .same)
        #expect(counter.missing(from: highest, to: 0) == 0)
        #expect(counter.missing(from: highest - 1, to: 2) == 3)
        #expect(counter.count(after: highest) == 0)
    }

    @Test func eightBitsHaveNoReset() {
        let counter = ModuloCounter.tmFrameCount
        #expect(counter.step(from: 10, to: 9) == .gap(missing: 254))
        #expect(counter.step(from: 0, to: 129) == .gap(missing: 128))
    }

    @Test func halfARevolutionIsTheLimit() {
        let counter = ModuloCounter.packetSequenceCount
        #expect(counter.step(from: 0, to: 8_192) == .gap(missing: 8_191))
        #expect(counter.step(from: 0, to: 8_193) == .reset)
        #expect(counter.step(from: 100, to: 99) == .reset)
        #expect(counter.missing(from: 100, to: 99) == 0)
        #expect(counter.step(from: 16_000, to: 7_000) == .gap(missing: 7_383))
        #expect(
            ModuloCounter.aosFrameCount.step(from: 5, to: 8_388_613) == .gap(missing: 8_388_607))
        #expect(ModuloCounter.aosFrameCount.step(from: 5, to: 8_388_614) == .reset)
    }

    @Test func configuredLimit() {
        let counter = ModuloCounter(modulus: 16_384, maximumGap: 10)
        #expect(counter.step(from: 16_380, to: 6) == .gap(missing: 9))
        #expect(counter.step(from: 16_380, to: 7) == .reset)
        let without = ModuloCounter(modulus: 16_384, maximumGap: 16_384)
        #expect(without.step(from: 100, to: 99) == .gap(missing: 16_382))
        let short = ModuloCounter(modulus: 256, maximumGap: 4)
        #expect(short.step(from: 0, to: 5) == .reset)
    }

    @Test func ranges() throws {
        let counter = ModuloCounter.packetSequenceCount
        #expect(try #require(counter.missingRange(from: 5, to: 9)) == (6, 8))
        #expect(try #require(counter.missingRange(from: 16_381, to: 2)) == (16_382, 1))
        #expect(try #require(counter.missingRange(from: 16_383, to: 1)) == (0, 0))
        #expect(try #require(counter.missingRange(from: 16_382, to: 0)) == (16_383, 16_383))
        #expect(counter.missingRange(from: 5, to: 6) == nil)
        #expect(counter.missingRange(from: 5, to: 5) == nil)
        #expect(counter.missingRange(from: 5, to: 4) == nil)
    }

    @Test func modulusNeedNotBeAPowerOfTwo() throws {
        let counter = ModuloCounter(modulus: 1_000)
        #expect(counter.step(from: 999, to: 0) == .next)
        #expect(counter.step(from: 998, to: 1) == .gap(missing: 2))
        #expect(counter.step(from: 0, to: 501) == .reset)
        #expect(try #require(counter.missingRange(from: 998, to: 1)) == (999, 0))
    }

    @Test func countsOutOfRangeAreReduced() {
        for counter in [ModuloCounter(modulus: 16_384), ModuloCounter(modulus: 1_000)] {
            let beyond = counter.modulus * 3
            #expect(counter.step(from: beyond + 5, to: beyond + 6) == .next)
            #expect(counter.step(from: beyond + 5, to: 5) == .same)
            #expect(counter.count(after: beyond - 1) == 0)
            _ = counter.step(from: .max, to: 0)
        }
        let widest = ModuloCounter(modulus: .max)
        #expect(widest.step(from: .max - 1, to: 0) == .next)
    }

    /// Every pair of a small counter, against counting by hand.
    @Test(arguments: [2, 3, 7, 16] as [UInt64])
    func allPairs(_ modulus: UInt64) {
        let counter = ModuloCounter(modulus: modulus)
        for last in 0..<modulus {
            var count = last
            for distance in 0..<modulus {
                let step = counter.step(from: last, to: count)
                switch distance {
                case 0: #expect(step == .same)
                case 1: #expect(step == .next)
                default: #expect(step == .gap(missing: distance - 1))
                }
                count = count == modulus - 1 ? 0 : count + 1
            }
        }
    }
}
