/// Makes the seals of a capture file true again after its octets were changed.
///
/// A seal stands at the end of its block: the checksum of the block before, and of all octets of
/// its own up to there. Journal entries have theirs as text.
enum CaptureSeals {
    /// Octets behind the checksum of the block before: it, the end of options, the length.
    private static let tail = 16
    private static let journalEntry: UInt32 = 9

    static func renew(_ octets: inout [UInt8]) {
        var start = 0
        var previous: UInt32 = 0
        // Each block has 12 octets at least.
        while start + 32 <= octets.count {
            let type = little(octets, start)
            let length = Int(little(octets, start + 4))
            guard length >= 32, length % 4 == 0, length <= octets.count - start else { return }
            let end = start + length
            if type == journalEntry {
                put(hexadecimal(previous), into: &octets, at: end - 21)
                previous = checksum(octets[start..<end - 13])
                put(hexadecimal(previous), into: &octets, at: end - 13)
            } else {
                put(octetsOf(previous), into: &octets, at: end - tail)
                previous = checksum(octets[start..<end - tail + 4])
                put(octetsOf(previous), into: &octets, at: end - tail + 4)
            }
            start = end
        }
    }

    private static func put(_ new: [UInt8], into octets: inout [UInt8], at place: Int) {
        octets.replaceSubrange(place..<place + new.count, with: new)
    }

    private static func little(_ octets: [UInt8], _ place: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 | UInt32(octets[place + $1]) << UInt32(8 * $1) }
    }

    private static func octetsOf(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) }
    }

    private static func hexadecimal(_ value: UInt32) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return (0..<8).map { digits[Int(value >> UInt32(28 - 4 * $0) & 15)] }
    }

    private static let table: [UInt32] = (0..<256).map { octet in
        (0..<8).reduce(UInt32(octet)) { value, _ in
            value & 1 == 0 ? value >> 1 : value >> 1 ^ 0xEDB8_8320
        }
    }

    private static func checksum(_ octets: ArraySlice<UInt8>) -> UInt32 {
        ~octets.reduce(~UInt32(0)) { $0 >> 8 ^ table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] }
    }
}
