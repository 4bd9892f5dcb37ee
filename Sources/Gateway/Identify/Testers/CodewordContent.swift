import ChannelCoding

/// Which codewords say anything: one of all the same octets is a word of every code, and so is the
/// sequence of the short randomizer, which is one itself; what is nearly that is corrected to it.
enum CodewordContent {
    private static let sequence = Pseudorandomizer.period255.sequence(count: 8 * 255)

    /// How many of the interleaved words in `block`, with their parity or without, tell something.
    static func telling(_ block: ArraySlice<UInt8>, _ depth: Int) -> Int {
        (0..<depth).count { lane in
            let places = stride(from: lane, to: block.count, by: depth)
            return isTelling(places.map { block[block.startIndex + $0] }[...], lane, depth)
        }
    }

    /// Whether the octets of one word, number `lane` of a block of `depth`, tell something.
    static func isTelling(_ word: ArraySlice<UInt8>, _ lane: Int, _ depth: Int) -> Bool {
        guard let plain = word.first else { return false }
        let mixed = plain ^ sequence[lane]
        var isConstant = true
        var isSequence = true
        for (place, octet) in word.enumerated() where place * depth + lane < sequence.count {
            if octet != plain { isConstant = false }
            if octet ^ sequence[place * depth + lane] != mixed { isSequence = false }
        }
        return !isConstant && !isSequence
    }
}
