import ChannelCoding

/// Tells quickly whether the first codewords of a length can be any: shorter ones begin with zeros.
struct CodewordScreen {
    private var decoders = [true, false].flatMap { isDual in
        [16, 8].map {
            CodewordDecoders.decoder(LinkSketch.Code(errors: $0, interleave: 1, isDual: isDual))
        }
    }
    /// Codeblocks that are looked at: one of the first may be damaged.
    private static let looked = 3

    /// Whether the first codeword of one of the first blocks has no error, or few.
    mutating func passes(_ octets: [UInt8], length: Int, depth: Int, mask: [UInt8]) -> Bool {
        let word = length / depth
        for block in 0..<min(Self.looked, octets.count / length) {
            var sent: [UInt8] = []
            sent.reserveCapacity(255)
            for at in stride(from: 0, to: length, by: depth) {
                sent.append(octets[block * length + at] ^ (mask.isEmpty ? 0 : mask[at]))
            }
            var fills = [[UInt8](repeating: 0, count: 255 - word)]
            // The last octets of the marker in place of the zeros.
            if depth == 1, (251...254).contains(word) {
                fills.append(AttachedSyncMarker.standard.octets.suffix(255 - word))
            }
            for fill in fills where passes(fill + sent, word, depth) { return true }
        }
        return false
    }

    private mutating func passes(_ codeword: [UInt8], _ word: Int, _ depth: Int) -> Bool {
        for index in decoders.indices {
            var copy = codeword
            if decoders[index].decode(&copy) != .uncorrectable,
                CodewordContent.isTelling(copy[(255 - word)...], 0, depth)
            {
                return true
            }
        }
        return false
    }
}
