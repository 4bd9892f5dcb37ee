/// How many bits of an octet differ from the marker, for each place that the octet may have in it.
///
/// An entry holds eight counts, one in each octet of a word: count p (bits 8p…8p+7) is for the
/// marker beginning at bit p of its first octet. So the sum of one entry for each octet that the
/// marker touches compares eight start positions at once.
struct MarkerMismatches: Sendable {
    /// Octets that a marker touches, at most.
    let octetCount: Int
    let bitCount: Int

    /// Entry 256·n + o: octet o as the n-th octet from the one that the marker begins in.
    let table: [UInt64]
    /// For each octet, how many bits of the marker it holds at most: the count if all differ.
    let compared: [UInt64]

    init(marker: AttachedSyncMarker) {
        bitCount = marker.bitCount
        octetCount = (marker.bitCount + 7 + 7) / 8
        var table: [UInt64] = []
        var compared: [UInt64] = []
        table.reserveCapacity(256 * octetCount)
        for index in 0..<octetCount {
            var values: UInt64 = 0
            var masks: UInt64 = 0
            for phase in 0..<8 {
                let window = Self.window(of: marker, octet: index, phase: phase)
                values |= UInt64(window.value) << UInt64(8 * phase)
                masks |= UInt64(window.mask) << UInt64(8 * phase)
            }
            for octet in 0..<256 as Range<UInt64> {
                let repeated = octet &* 0x0101_0101_0101_0101
                table.append(Self.bitCounts((values ^ repeated) & masks))
            }
            compared.append(Self.bitCounts(masks))
        }
        self.table = table
        self.compared = compared
    }

    /// The octets that hold bits of a marker that begins at bit `phase` of the first.
    @inline(__always)
    func octets(phase: Int) -> Int { (phase + bitCount + 7) / 8 }

    /// How many bits of each octet of a word are set: sums of pairs, of fours, of eights.
    private static func bitCounts(_ word: UInt64) -> UInt64 {
        let pairs = word &- (word >> 1 & 0x5555_5555_5555_5555)
        let fours = (pairs & 0x3333_3333_3333_3333) &+ (pairs >> 2 & 0x3333_3333_3333_3333)
        return (fours &+ fours >> 4) & 0x0F0F_0F0F_0F0F_0F0F
    }

    /// The marker's bits in one octet, and which bits of the octet are the marker's.
    private static func window(
        of marker: AttachedSyncMarker, octet: Int, phase: Int
    ) -> (value: UInt8, mask: UInt8) {
        var value: UInt8 = 0
        var mask: UInt8 = 0
        for bit in 0..<8 {
            let index = octet * 8 + bit - phase
            guard index >= 0 && index < marker.bitCount else { continue }
            mask |= 0x80 >> UInt8(bit)
            if marker.octets[index / 8] & (0x80 >> UInt8(index % 8)) != 0 {
                value |= 0x80 >> UInt8(bit)
            }
        }
        return (value, mask)
    }
}
