/// Combinations for bare packets: how many octets in front of each make a chain of packets?
struct PacketTester {
    let octets: [UInt8]

    private static let before = 0...16
    /// Packets that are looked at.
    private static let looked = 4_096
    /// Fewer say nothing: three versions that fit by chance are common.
    private static let fewest = 3

    func sketches() -> [LinkSketch] {
        Self.before.compactMap { before in
            let (count, isWhole) = chain(before)
            guard count >= Self.fewest || (isWhole && count > 0) else { return nil }
            return LinkSketch(outer: .packets(octetsBefore: before), inner: .opaque)
        }
    }

    /// Packets of version 0 in a row from the first octet on, and whether they end with the octets.
    private func chain(_ before: Int) -> (count: Int, isWhole: Bool) {
        var place = before
        var count = 0
        var isConstant = true
        while count < Self.looked, place + 6 < octets.count, octets[place] >> 5 == 0 {
            let length = Int(octets[place + 4]) << 8 + Int(octets[place + 5]) + 7
            if octets[place] | octets[place + 1] | octets[place + 2] | octets[place + 3] != 0 {
                isConstant = false
            }
            count += 1
            place += length + before
        }
        // Zeros are packets too, of 7 octets each.
        if isConstant { return (0, false) }
        return (count, place >= octets.count || count == Self.looked)
    }
}
