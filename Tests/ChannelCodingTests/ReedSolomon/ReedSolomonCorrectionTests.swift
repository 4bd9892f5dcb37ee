import Testing

@testable import ChannelCoding

/// Does every code correct what it can, refuse what it cannot, and do both paths agree?
struct ReedSolomonCorrectionTests {
    static let seed = UInt64.random(in: 0...UInt64.max)

    @Test(
        "every code, 0 to E + 1 errors in each codeword, in every form of arithmetic",
        arguments: [false, true])
    func correctsUpToItsCapability(asksAll: Bool) throws {
        var generator = SeededGenerator(seed: Self.seed)
        for code in CodeCases.all(using: &generator) {
            var decoders = ArithmeticForm.available.map {
                ReedSolomonDecoder(code: code, form: $0)
            }
            for index in decoders.indices { decoders[index].checksEveryRoot = asksAll }
            for count in 0...code.errorCapability + 1 {
                let sent = try #require(code.randomCodeblock(using: &generator))
                var received = sent
                var counts: [Int] = []
                for lane in 0..<code.interleavingDepth {
                    let errors = lane == 0 ? count : Int.random(in: 0...count, using: &generator)
                    counts.append(min(errors, code.codewordLength))
                    code.spoil(&received, lane: lane, count: errors, using: &generator)
                }
                var outcomes: [Outcome] = []
                for (index, form) in ArithmeticForm.available.enumerated() {
                    var corrected = received
                    let result = decoders[index].decode(&corrected)
                    let corrections = decoders[index].corrections
                    let place: Comment = "\(form) \(code) \(counts) seed \(Self.seed)"
                    expect(
                        result, of: decoders[index], corrected: corrected, received: received,
                        sent: sent, counts: counts, place)
                    outcomes.append(
                        Outcome(result: result, corrections: corrections, octets: corrected))
                    #expect(outcomes[index] == outcomes[0], place)
                }
            }
        }
    }

    private struct Outcome: Equatable {
        var result: ReedSolomonResult
        var corrections: [Int]
        var octets: [UInt8]
    }

    private func expect(
        _ result: ReedSolomonResult, of decoder: ReedSolomonDecoder, corrected: [UInt8],
        received: [UInt8], sent: [UInt8], counts: [Int], _ place: Comment
    ) {
        let capability = decoder.code.errorCapability
        if counts.allSatisfy({ $0 <= capability }) {
            let total = counts.reduce(0, +)
            #expect(result == (total == 0 ? .clean : .corrected(symbols: total)), place)
            #expect(corrected == sent, place)
            #expect(decoder.corrections == counts, place)
            return
        }
        // One error too many is now and then nearer to another codeword: 1 in 8! for E = 8.
        guard result == .uncorrectable else {
            expectCodewords(corrected, code: decoder.code, place)
            return
        }
        #expect(corrected == received, place)
        for (lane, count) in counts.enumerated() {
            if count <= capability {
                #expect(decoder.corrections[lane] == count, place)
            }
        }
        #expect(decoder.corrections.contains(-1), place)
    }

    private func expectCodewords(_ codeblock: [UInt8], code: ReedSolomonCode, _ place: Comment) {
        let parity = ReedSolomonEncoder(code: code).encode(Array(codeblock.prefix(code.dataLength)))
        #expect(parity == codeblock, place)
    }

    @Test("all octets of a codeword can be corrected", arguments: ArithmeticForm.available)
    func correctsEveryPlace(form: ArithmeticForm) throws {
        var generator = SeededGenerator(seed: Self.seed)
        let code = try #require(ReedSolomonCode(errorCapability: 16, interleavingDepth: 5))
        let sent = try #require(code.randomCodeblock(using: &generator))
        var decoder = ReedSolomonDecoder(code: code, form: form)
        for offset in sent.indices {
            var codeblock = sent
            codeblock[offset] ^= UInt8.random(in: 1...255, using: &generator)
            #expect(decoder.decode(&codeblock) == .corrected(symbols: 1), "offset \(offset)")
            #expect(codeblock == sent, "offset \(offset) seed \(Self.seed)")
            #expect(decoder.corrections[offset % 5] == 1)
        }
    }

    @Test("one bad codeword leaves the whole block as received, but the others keep their counts")
    func keepsABadBlockAsReceived() throws {
        var generator = SeededGenerator(seed: Self.seed)
        let code = try #require(ReedSolomonCode(errorCapability: 16, interleavingDepth: 4))
        var received = try #require(code.randomCodeblock(using: &generator))
        code.spoil(&received, lane: 1, count: 3, using: &generator)
        code.spoil(&received, lane: 2, count: 40, using: &generator)
        var codeblock = received
        var decoder = ReedSolomonDecoder(code: code)
        #expect(decoder.decode(&codeblock) == .uncorrectable)
        #expect(codeblock == received)
        #expect(decoder.corrections == [0, 3, -1, 0])
    }

    @Test("the counts of a bad block are gone after a clean one")
    func forgetsTheLastBlock() throws {
        var generator = SeededGenerator(seed: Self.seed)
        let code = try #require(ReedSolomonCode(errorCapability: 8, interleavingDepth: 2))
        var clean = try #require(code.randomCodeblock(using: &generator))
        var bad = generator.octets(code.codeblockLength)
        var decoder = ReedSolomonDecoder(code: code)
        #expect(decoder.decode(&bad) == .uncorrectable)
        #expect(decoder.decode(&clean) == .clean)
        #expect(decoder.corrections == [0, 0])
    }

    @Test("a span is decoded like an array")
    func decodesASpan() throws {
        var generator = SeededGenerator(seed: Self.seed)
        let code = try #require(ReedSolomonCode(errorCapability: 8, interleavingDepth: 3))
        let sent = try #require(code.randomCodeblock(using: &generator))
        var codeblock = sent
        code.spoil(&codeblock, lane: 2, count: 8, using: &generator)
        var decoder = ReedSolomonDecoder(code: code)
        var span = codeblock.mutableSpan
        var octets = span.mutableBytes
        #expect(decoder.decode(&octets) == .corrected(symbols: 8))
        #expect(codeblock == sent)
    }
}
