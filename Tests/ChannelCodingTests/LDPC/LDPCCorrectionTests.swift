import FeedhornTestKit
import Testing

@testable import ChannelCoding

/// Are wrong bits put right, and counted?
struct LDPCCorrectionTests {
    /// All 8160, fill included.
    @Test func everyBit() {
        var words = LDPCWords(seed: 2)
        let sent = words.codeword()
        var decoder = LDPCDecoder(code: .c2)
        for bit in 0..<8 * sent.count {
            var word = LDPCWords.turned(sent, [bit])
            let result = decoder.decode(&word)
            guard result == .corrected(bits: 1), word == sent else {
                Issue.record("bit \(bit): \(result)")
                return
            }
        }
    }

    /// Up to 70 wrong bits anywhere; of 10,000 words with so many none failed.
    @Test(arguments: [2, 3, 5, 10, 20, 30, 40, 50, 60, 70])
    func manyBits(count: Int) {
        var words = LDPCWords(seed: UInt64(count))
        var decoder = LDPCDecoder(code: .c2)
        for _ in 0..<(count > 30 ? 6 : 40) {
            let sent = words.codeword()
            var word = words.spoiled(sent, count)
            #expect(decoder.decode(&word) == .corrected(bits: count))
            #expect(word == sent)
        }
    }

    /// Errors in a row, as a convolutional decoder or a fade leaves them.
    @Test(arguments: [2, 8, 17, 32, 50])
    func bursts(length: Int) {
        var words = LDPCWords(seed: UInt64(100 + length))
        var decoder = LDPCDecoder(code: .c2)
        for _ in 0..<8 {
            let sent = words.codeword()
            var generator = words.generator
            let start = generator.integer(below: 8_160 - length)
            var word = LDPCWords.turned(sent, start..<start + length)
            #expect(decoder.decode(&word) == .corrected(bits: length), "from \(start)")
            #expect(word == sent)
        }
    }

    /// The two bits behind the parity are known to be zero.
    @Test func fill() {
        var words = LDPCWords(seed: 3)
        let sent = words.codeword()
        var decoder = LDPCDecoder(code: .c2)
        var word = LDPCWords.turned(sent, [8_158, 8_159])
        #expect(decoder.decode(&word) == .corrected(bits: 2))
        #expect(word == sent)
        word = LDPCWords.turned(sent, [8_159, 17, 4_000, 8_157])
        #expect(decoder.decode(&word) == .corrected(bits: 4))
        #expect(word == sent)
    }

    /// A decoder keeps nothing of the word before.
    @Test func oneAfterTheOther() {
        var words = LDPCWords(seed: 4)
        let sent = words.codeword()
        var decoder = LDPCDecoder(code: .c2)
        for count in [60, 0, 300, 1, 45, 0, 60] {
            var word = words.spoiled(sent, count)
            let result = decoder.decode(&word)
            var fresh = LDPCDecoder(code: .c2)
            word = count == 300 ? sent : word
            #expect(word == sent)
            switch count {
            case 0: #expect(result == .clean)
            case 300: #expect(result == .uncorrectable)
            default: #expect(result == .corrected(bits: count))
            }
            #expect(fresh.decode(&word) == .clean)
        }
    }

    @Test func spans() {
        var words = LDPCWords(seed: 5)
        let sent = words.codeword()
        var decoder = LDPCDecoder(code: .c2)
        var word = words.spoiled(sent, 9)
        var span = word.mutableSpan
        var bytes = span.mutableBytes
        #expect(decoder.decode(&bytes) == .corrected(bits: 9))
        #expect(word == sent)
    }
}
