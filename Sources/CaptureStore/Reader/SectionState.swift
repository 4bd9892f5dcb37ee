import Crypto

/// What is known of the section being read: its chain, running digest and links.
struct SectionState {
    /// Offset of its header.
    let offset: UInt64
    /// The octets that seals must name: the first four of the segment identifier, fewer when the
    /// header says fewer.
    let seal: [UInt8]
    /// Number of the next block, and CRC of the last.
    var sequence: UInt64 = 0
    var previous: UInt32 = 0
    var digest = SHA256()
    /// The digest covers every octet of the section so far.
    var isDigestWhole = true
    var hasEnded = false
    /// Blocks missing by their numbers.
    var missing: UInt64 = 0
    /// What the next chunk of each link should be.
    var expectations: [Expectation] = []
    /// The place of this section in the report.
    let place: Int

    /// What the next chunk of a link should say of itself; nil before its first.
    struct Expectation {
        var number: UInt64?
        var streamOffset: UInt64?
    }

    init(offset: UInt64, seal: [UInt8], place: Int) {
        self.offset = offset
        self.seal = seal
        self.place = place
    }

    /// The block's seal is one of this section.
    func owns(_ blockSeal: BlockSeal) -> Bool {
        SectionState.number(seal) == blockSeal.segment
    }

    /// No octet is missing so far, by numbers or by hash.
    var isGapless: Bool { missing == 0 && isDigestWhole }

    /// Four octets as the seal's field reads; nil for fewer.
    private static func number(_ octets: [UInt8]) -> UInt32? {
        guard octets.count == 4 else { return nil }
        return octets.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
}

/// A block to be read: its octets, its place and its seal.
struct BlockContext {
    var frame: BlockFrame
    var seal: BlockSeal?
    /// The file was rewritten by tools: no chain, no hash.
    var isDerived: Bool
    /// The block before it was unusable.
    var isResumed: Bool
}
