import FeedhornTestKit

@testable import ChannelCoding

/// Codewords with wrong bits.
struct LDPCWords {
    private let encoder = LDPCEncoder()
    private(set) var generator: FeedhornTestKit.SeededGenerator

    init(seed: UInt64) { generator = FeedhornTestKit.SeededGenerator(seed: seed) }

    /// The codeword of a frame of any octets.
    mutating func codeword() -> [UInt8] {
        encoder.encode(generator.octets(LDPCEncoder.dataLength))
    }

    /// `codeword` with `count` wrong bits, fill not among them.
    mutating func spoiled(_ codeword: [UInt8], _ count: Int) -> [UInt8] {
        LDPCWords.turned(codeword, generator.distinct(count, in: 0..<8_158))
    }

    static func turned(_ codeword: [UInt8], _ bits: some Sequence<Int>) -> [UInt8] {
        var codeword = codeword
        for bit in bits { codeword[bit / 8] ^= 0x80 >> UInt8(bit % 8) }
        return codeword
    }

    static func checks(_ word: [UInt8]) -> ParityChecks? {
        var checker = ParityChecker()
        return word.withUnsafeBytes { $0.baseAddress.map { checker.check($0) } }
    }

    /// By the encoder, not by the checks.
    func isCodeword(_ word: [UInt8]) -> Bool {
        encoder.encode(Array(word.prefix(LDPCEncoder.dataLength))) == word
    }

    /// Symbols of 0 and 1.
    static func symbols(_ codeword: [UInt8]) -> [UInt8] {
        codeword.flatMap { octet in (0..<8).map { octet >> (7 - $0) & 1 } }
    }
}
