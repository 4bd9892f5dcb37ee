import ChannelCoding
import FeedhornTestKit

/// A decoder, an encoder that shares nothing with it, and a few codewords: all take long to make.
private struct LDPCSamples: Sendable {
    let decoder = LDPCDecoder(code: .c2)
    let encoder = LDPCEncoder()
    let codewords: [[UInt8]]

    init() {
        let encoder = encoder
        codewords = [0, 1, 37, 255].map { step in
            encoder.encode((0..<892).map { UInt8(truncatingIfNeeded: $0 * step) })
        }
    }

    static let shared = LDPCSamples()
}

/// Codewords with wrong bits, or any octets: what is given out is a codeword, what is not is left as
/// it was, and one wrong bit is always put right.
func fuzzLDPC(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    var input = InputReader(bytes)
    let samples = LDPCSamples.shared
    let kind = input.below(8)
    let sent = samples.codewords[kind & 3]
    var received = sent
    let length = input.below(16) == 0 ? input.below(1_100) : received.count
    if kind >= 4 {
        // A run of any octets.
        let start = input.below(1_020)
        for index in start..<received.count where !input.isAtEnd { received[index] = input.octet() }
    } else {
        while !input.isAtEnd {
            let bit = input.below(8_160)
            received[bit / 8] ^= 0x80 >> UInt8(bit % 8)
        }
    }
    let wrong = bitsThatDiffer(sent, received)
    received = Array((received + [UInt8](repeating: 0, count: 80)).prefix(length))
    var decoder = samples.decoder
    var found = received
    switch decoder.decode(&found) {
    case .uncorrectable:
        try requireEqual(found, received, "octets of an uncorrectable word")
        try require(length != sent.count || wrong > 1, "\(wrong) wrong bits are uncorrectable")
    case .clean:
        try requireEqual(found, received, "octets of a clean word")
        try requireCodeword(found, samples)
    case .corrected(let bits):
        try requireEqual(bitsThatDiffer(found, received), bits, "corrected bits")
        try requireCodeword(found, samples)
        if wrong == 1 { try requireEqual(found, sent, "one wrong bit") }
    }
}

private func requireCodeword(_ word: [UInt8], _ samples: LDPCSamples) throws(FuzzFinding) {
    try requireEqual(word.count, 1_020, "length")
    if samples.codewords.contains(word) { return }
    try requireEqual(samples.encoder.encode(Array(word[..<892])), word, "what is no codeword")
}

private func bitsThatDiffer(_ left: [UInt8], _ right: [UInt8]) -> Int {
    zip(left, right).reduce(0) { $0 + ($1.0 ^ $1.1).nonzeroBitCount }
}
