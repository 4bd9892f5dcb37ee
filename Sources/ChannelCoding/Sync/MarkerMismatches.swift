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
            let windows = (0..<8).map { Self.window(of: marker, octet: index, phase: $0) }
            for octet in 0..<256 {
                table.append(Self.pack(windows) { ($0.value ^ UInt8(octet)) & $0.mask })
            }
            compared.append(Self.pack(windows) { $0.mask })
        }
        self.table = table
        self.compared = compared
    }

    /// The octets that hold bits of a marker that begins at bit `phase` of the first.
    @inline(__always)
    func octets(phase: Int) -> Int { (phase + bitCount + 7) / 8 }

    private static func pack(
        _ windows: [(value: UInt8, mask: UInt8)], _ bits: ((value: UInt8, mask: UInt8)) -> UInt8
    ) -> UInt64 {
        windows.enumerated().reduce(0) { sum, window in
            sum | UInt64(bits(window.element).nonzeroBitCount) << UInt64(8 * window.offset)
        }
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
