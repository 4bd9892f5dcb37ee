import Testing

@testable import ChannelCoding

@Suite(
    "Is a word of E = 8, whose roots are sixteen of the 32 of E = 16, told from one of that code?")
struct OtherCodeTests {
    @Test(arguments: ArithmeticForm.available)
    func wordsOfTheShorterParity(form: ArithmeticForm) throws {
        var generator = SeededGenerator(seed: 8)
        for depth in ReedSolomonCode.interleavingDepths {
            for basis in [ReedSolomonCode.Basis.dual, .conventional] {
                let sent = try #require(
                    ReedSolomonCode(errorCapability: 8, interleavingDepth: depth, basis: basis))
                let read = try #require(
                    ReedSolomonCode(errorCapability: 16, interleavingDepth: depth, basis: basis))
                let word = try #require(sent.randomCodeblock(using: &generator))
                var decoder = ReedSolomonDecoder(code: read, form: form)
                var received = word
                // What the check alone can't tell.
                #expect(decoder.decode(&received) == .clean)
                decoder.checksEveryRoot = true
                #expect(decoder.decode(&received) == .uncorrectable)
                #expect(decoder.corrections == Array(repeating: -1, count: depth))
                #expect(received == word)
            }
        }
    }
}
