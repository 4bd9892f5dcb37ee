import Testing

@testable import ChannelCoding

/// Is an error that seems to lie in the virtual fill, which was never sent, refused?
struct ReedSolomonFillTests {
    static let seed = UInt64.random(in: 0...UInt64.max)

    /// The encoder fills with one content, the decoder expects another that differs in `count`
    /// octets: so the decoder sees just these errors, all inside the fill.
    @Test(arguments: [1, 2, 8], ArithmeticForm.available)
    func refusesErrorsInsideTheFill(count: Int, form: ArithmeticForm) throws {
        var generator = SeededGenerator(seed: Self.seed)
        for capability in ReedSolomonCode.errorCapabilities {
            for depth in ReedSolomonCode.interleavingDepths {
                let fill = generator.octets(40)
                var otherFill = fill
                for place in generator.choose(count, of: 0..<fill.count) {
                    otherFill[place] ^= 0x81
                }
                let code = try #require(
                    ReedSolomonCode(
                        errorCapability: capability, interleavingDepth: depth, fill: fill))
                let other = try #require(
                    ReedSolomonCode(
                        errorCapability: capability, interleavingDepth: depth, fill: otherFill))
                let sent = try #require(code.randomCodeblock(using: &generator))
                var codeblock = sent
                var decoder = ReedSolomonDecoder(code: other, form: form)
                #expect(decoder.decode(&codeblock) == .uncorrectable, "seed \(Self.seed)")
                #expect(decoder.corrections == Array(repeating: -1, count: depth))
                #expect(codeblock == sent)
            }
        }
    }

    @Test func refusesAnErrorInsideTheFillBesideOnesOutside() throws {
        var generator = SeededGenerator(seed: Self.seed)
        let fill = [UInt8](repeating: 0, count: 100)
        var otherFill = fill
        otherFill[99] = 1
        let code = try #require(
            ReedSolomonCode(errorCapability: 16, interleavingDepth: 1, fill: fill))
        let other = try #require(
            ReedSolomonCode(errorCapability: 16, interleavingDepth: 1, fill: otherFill))
        var codeblock = try #require(code.randomCodeblock(using: &generator))
        code.spoil(&codeblock, lane: 0, count: 5, using: &generator)
        var decoder = ReedSolomonDecoder(code: other)
        #expect(decoder.decode(&codeblock) == .uncorrectable)
    }

    @Test("fill is read as on the wire: dual and conventional zeros are the same, others are not")
    func fillIsInTheBasisOfTheWire() throws {
        let data = [UInt8](repeating: 0xA5, count: 123)
        let fill = [UInt8](repeating: 0x3C, count: 100)
        let filled = try #require(
            ReedSolomonCode(errorCapability: 16, interleavingDepth: 1, fill: fill))
        let whole = try #require(ReedSolomonCode(errorCapability: 16, interleavingDepth: 1))
        let short = try #require(ReedSolomonEncoder(code: filled).encode(data))
        let long = try #require(ReedSolomonEncoder(code: whole).encode(fill + data))
        #expect(short == Array(long.dropFirst(100)))
    }
}
