import Testing

@testable import ChannelCoding

/// Does any input make the decoder trap, or hand out a word that is not in the code?
struct ReedSolomonBadInputTests {
    static let seed = UInt64.random(in: 0...UInt64.max)

    @Test(arguments: ArithmeticForm.available)
    func randomBlocksAreUncorrectable(form: ArithmeticForm) {
        var generator = SeededGenerator(seed: Self.seed)
        for code in CodeCases.all(using: &generator) {
            let encoder = ReedSolomonEncoder(code: code)
            var decoder = ReedSolomonDecoder(code: code, form: form)
            for _ in 0..<3 {
                let received = generator.octets(code.codeblockLength)
                var codeblock = received
                if decoder.decode(&codeblock) == .uncorrectable {
                    #expect(codeblock == received, "\(code) seed \(Self.seed)")
                } else {
                    #expect(
                        encoder.encode(Array(codeblock.prefix(code.dataLength))) == codeblock,
                        "\(code) seed \(Self.seed)")
                }
            }
        }
    }

    @Test(arguments: ArithmeticForm.available)
    func allZerosAndAllOnes(form: ArithmeticForm) throws {
        let code = try #require(ReedSolomonCode(errorCapability: 16, interleavingDepth: 4))
        var decoder = ReedSolomonDecoder(code: code, form: form)
        var zeros = [UInt8](repeating: 0, count: code.codeblockLength)
        #expect(decoder.decode(&zeros) == .clean)
        // 1 + x + … + x²⁵⁴ vanishes at every root but one, so a constant word is a codeword too.
        var ones = [UInt8](repeating: 0xFF, count: code.codeblockLength)
        #expect(decoder.decode(&ones) == .clean)
    }

    @Test("a block of any other length is uncorrectable and left alone")
    func wrongLengths() throws {
        let code = try #require(
            ReedSolomonCode(
                errorCapability: 8, interleavingDepth: 2, fill: [UInt8](repeating: 0, count: 200)))
        var decoder = ReedSolomonDecoder(code: code)
        for length in 0...code.codeblockLength * 2 where length != code.codeblockLength {
            var codeblock = [UInt8](repeating: 0x5A, count: length)
            #expect(decoder.decode(&codeblock) == .uncorrectable)
            #expect(codeblock == [UInt8](repeating: 0x5A, count: length))
            #expect(decoder.corrections == [-1, -1])
        }
        #expect(ReedSolomonEncoder(code: code).encode([]) == nil)
    }

    @Test(
        "a block between unreadable pages is checked without touching them",
        arguments: ArithmeticForm.available)
    func staysInsideTheBlock(form: ArithmeticForm) throws {
        var generator = SeededGenerator(seed: Self.seed)
        for code in CodeCases.all(using: &generator) {
            let sent = try #require(code.randomCodeblock(using: &generator))
            for edge in GuardedOctets.Edge.allCases {
                let memory = try #require(GuardedOctets(sent, at: edge))
                var decoder = ReedSolomonDecoder(code: code, form: form)
                let block = UnsafeMutableRawBufferPointer(start: memory.base, count: memory.count)
                #expect(decoder.decode(block) == .clean)
                block[0] ^= 1
                block[block.count - 1] ^= 1
                #expect(decoder.decode(block) == .corrected(symbols: 2))
                #expect(memory.octets == sent)
            }
        }
    }
}
