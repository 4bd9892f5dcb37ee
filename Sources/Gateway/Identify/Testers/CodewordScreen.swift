import ChannelCoding

/// Tells quickly whether the first codewords of a length can be any: every code's words with
/// E = 16 are words of the same code with E = 8, and shorter ones begin with zeros.
struct CodewordScreen {
    private var decoders: [ReedSolomonDecoder] = []
    /// Codeblocks that are looked at: one of the first may be damaged.
    private static let looked = 3

    init() {
        for basis in [ReedSolomonCode.Basis.dual, .conventional] {
            if let code = ReedSolomonCode(
                errorCapability: 8, interleavingDepth: 1, basis: basis)
            {
                decoders.append(ReedSolomonDecoder(code: code))
            }
        }
    }

    /// Whether the first codeword of one of the first blocks has no error, or few.
    mutating func passes(_ octets: [UInt8], length: Int, depth: Int, mask: [UInt8]) -> Bool {
        let word = length / depth
        for block in 0..<min(Self.looked, octets.count / length) {
            var codeword = [UInt8](repeating: 0, count: 255)
            var isConstant = true
            for place in 0..<word {
                let at = place * depth
                let octet = octets[block * length + at] ^ (mask.isEmpty ? 0 : mask[at])
                codeword[255 - word + place] = octet
                if octet != codeword[255 - word] { isConstant = false }
            }
            if isConstant { continue }
            for index in decoders.indices {
                var copy = codeword
                if decoders[index].decode(&copy) != .uncorrectable { return true }
                // The last octets of the marker in place of the zeros.
                guard depth == 1, (251...254).contains(word) else { continue }
                copy = codeword
                let marker = AttachedSyncMarker.standard.octets
                copy.replaceSubrange(0..<255 - word, with: marker.suffix(255 - word))
                if decoders[index].decode(&copy) != .uncorrectable { return true }
            }
        }
        return false
    }
}
