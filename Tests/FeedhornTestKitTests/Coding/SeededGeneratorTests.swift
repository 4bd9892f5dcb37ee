import FeedhornTestKit
import Testing

@Suite("Does a seed give the same numbers everywhere?")
struct SeededGeneratorTests {
    /// First outputs of SplitMix64 for the seed 1234567, as widely published.
    @Test func knownSequence() {
        var generator = SeededGenerator(seed: 1_234_567)
        let found = (0..<5).map { _ in generator.next() }
        #expect(
            found == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ])
    }

    @Test func drawsStayInTheirRange() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<2_000 {
            #expect((3...9).contains(generator.integer(in: 3...9)))
            let distinct = generator.distinct(4, in: 10..<17)
            #expect(Set(distinct).count == 4 && distinct.allSatisfy((10..<17).contains))
        }
        #expect(Set((0..<500).map { _ in generator.integer(in: 3...9) }) == Set(3...9))
        #expect(generator.octets(13).count == 13)
        let chunks = generator.chunks(of: 1_000, upTo: 17)
        #expect(chunks.flatMap { Array($0) } == Array(0..<1_000))
        #expect(chunks.allSatisfy { (1...17).contains($0.count) })
    }
}
