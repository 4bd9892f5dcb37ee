import FeedhornTestKit
import Testing

@testable import ChannelCoding

/// Does what is no codeword stay what it is, and never come out as one?
struct LDPCBadInputTests {
    static let seed = UInt64.random(in: 0...UInt64.max)

    @Test func anyOctets() {
        var generator = FeedhornTestKit.SeededGenerator(seed: Self.seed)
        var decoder = LDPCDecoder(code: .c2)
        for _ in 0..<300 {
            let received = generator.octets(1_020)
            var word = received
            #expect(decoder.decode(&word) == .uncorrectable, "seed \(Self.seed)")
            #expect(word == received)
        }
    }

    /// Any number of errors: a codeword comes out, or the word as it was received.
    @Test func anyErrors() {
        var words = LDPCWords(seed: Self.seed)
        var generator = words.generator
        var decoder = LDPCDecoder(code: .c2)
        for _ in 0..<30 {
            let sent = words.codeword()
            let count = generator.integer(in: 0...generator.pick([20, 100, 8_158]))
            let received = LDPCWords.turned(sent, generator.distinct(count, in: 0..<8_160))
            var word = received
            switch decoder.decode(&word) {
            case .clean: #expect(count == 0)
            case .corrected(let bits):
                #expect(words.isCodeword(word), "\(count) errors, seed \(Self.seed)")
                #expect(
                    bits == zip(word, received).reduce(0) { $0 + ($1.0 ^ $1.1).nonzeroBitCount })
            case .uncorrectable: #expect(word == received)
            }
        }
    }

    @Test(arguments: [120, 150, 250, 1_000])
    func tooManyErrors(count: Int) {
        var words = LDPCWords(seed: UInt64(count))
        var decoder = LDPCDecoder(code: .c2)
        for _ in 0..<3 {
            let received = words.spoiled(words.codeword(), count)
            var word = received
            #expect(decoder.decode(&word) == .uncorrectable)
            #expect(word == received)
        }
    }

    /// All ones would be a codeword, but for the 18 zeros that are not sent.
    @Test func inverted() {
        var words = LDPCWords(seed: 6)
        var decoder = LDPCDecoder(code: .c2)
        for errors in [0, 5] {
            let received = words.spoiled(words.codeword(), errors).map { ~$0 }
            var word = received
            #expect(decoder.decode(&word) == .uncorrectable)
            #expect(word == received)
        }
        var ones = [UInt8](repeating: 0xFF, count: 1_020)
        #expect(decoder.decode(&ones) == .uncorrectable)
    }

    /// The matrix lets a whole block of parity be inverted; the code's encoder never does it
    /// (CCSDS 131.0-B §7.3.4).
    @Test(arguments: [14..<15, 15..<16, 14..<16])
    func unusedDimensions(blocks: Range<Int>) {
        var words = LDPCWords(seed: 7)
        let bits = blocks.lowerBound * 511 - 18..<blocks.upperBound * 511 - 18
        let received = LDPCWords.turned(words.codeword(), bits)
        let checks = LDPCWords.checks(received)
        #expect(checks?.isSatisfied == true)
        #expect(checks?.isExpurgated == false)
        var decoder = LDPCDecoder(code: .c2)
        for wrong in [[], [3], [3, 900, 5_000, 8_159]] {
            let spoiled = LDPCWords.turned(received, wrong)
            var word = spoiled
            #expect(decoder.decode(&word) == .uncorrectable)
            #expect(word == spoiled)
        }
    }

    @Test(arguments: [0, 1, 7, 8, 892, 1_019, 1_021, 2_040])
    func otherLengths(length: Int) {
        var word = [UInt8](repeating: 0, count: length)
        var decoder = LDPCDecoder(code: .c2)
        #expect(decoder.decode(&word) == .uncorrectable)
        var codeword = [UInt8](repeating: 7, count: 1_020)
        for form in SymbolForm.allCases {
            let result = codeword.withUnsafeMutableBytes { room in
                word.withUnsafeBytes { decoder.decode(symbols: $0, form: form, into: room) }
            }
            #expect(result == .uncorrectable)
        }
        #expect(codeword.allSatisfy { $0 == 7 })
    }

    /// A word at the edge of readable memory.
    @Test(arguments: GuardedOctets.Edge.allCases)
    func edges(edge: GuardedOctets.Edge) throws {
        var words = LDPCWords(seed: 8)
        let sent = words.codeword()
        var decoder = LDPCDecoder(code: .c2)
        for errors in [0, 4, 50] {
            let guarded = try #require(GuardedOctets(words.spoiled(sent, errors), at: edge))
            let result = decoder.decode(
                UnsafeMutableRawBufferPointer(start: guarded.base, count: guarded.count))
            #expect(result == (errors == 0 ? .clean : .corrected(bits: errors)))
            #expect(guarded.octets == sent)
        }
    }
}
