/// Combinations for records with a length in front: which width, order and places make chains of
/// records that hold packets, or frames?
struct LengthTester {
    let octets: [UInt8]

    /// Records that are looked at.
    private static let looked = 256
    private static let longest = 65_542

    func sketches() -> [LinkSketch] {
        var found: [LinkSketch] = []
        for width in [2, 4, 1] {
            for isLittle in width > 1 ? [false, true] : [false] {
                for bias in [0, -width] {
                    for offset in [0, 2, 4] {
                        for header in [0, 2, 4, 8] {
                            let length = LinkSketch.LengthSketch(
                                offset: offset, width: width, isLittle: isLittle, bias: bias,
                                header: header)
                            if let sketch = sketch(length) { found.append(sketch) }
                        }
                    }
                }
            }
        }
        return found
    }

    private func sketch(_ length: LinkSketch.LengthSketch) -> LinkSketch? {
        guard let records = records(length), records.count >= 3 else { return nil }
        let outer = LinkSketch.Outer.lengthPrefixed(length)
        let packets = records.count { isPacket($0) }
        if packets * 10 >= records.count * 9 { return LinkSketch(outer: outer, inner: .packets) }
        guard let size = records.first?.count, size >= 8,
            records.allSatisfy({ $0.count == size })
        else { return nil }
        let headings = records.map {
            HeaderTally.Heading(Array(octets[$0.lowerBound..<$0.lowerBound + 8]))
        }
        guard let tally = HeaderTally.best(headings, frameLength: size),
            tally.surprise >= Surprise.enough
        else { return nil }
        return LinkSketch(outer: outer, inner: tally.kind, length: size)
    }

    /// Where the data of the first records are; `nil` where the chain breaks.
    private func records(_ length: LinkSketch.LengthSketch) -> [Range<Int>]? {
        var found: [Range<Int>] = []
        var place = 0
        while found.count < Self.looked {
            let field = place + length.offset
            let data = field + length.width
            guard data <= octets.count else { break }
            let value = octets[field..<data].enumerated().reduce(0) {
                let shift = length.isLittle ? $1.offset : length.width - 1 - $1.offset
                return $0 + Int($1.element) << (8 * shift)
            }
            let count = value + length.bias
            guard count > length.header, count <= Self.longest else { return nil }
            guard data + count <= octets.count else { break }
            found.append(data + length.header..<data + count)
            place = data + count
        }
        return found
    }

    /// A space packet, exactly (133.0-B-2 §4.1).
    private func isPacket(_ range: Range<Int>) -> Bool {
        guard range.count >= 7, octets[range.lowerBound] >> 5 == 0 else { return false }
        let high = Int(octets[range.lowerBound + 4])
        let low = Int(octets[range.lowerBound + 5])
        return high << 8 + low + 7 == range.count
    }
}
