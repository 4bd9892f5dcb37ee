/// Do the octets look like KISS records: types of one port between delimiters, good escapes?
struct KISSTester {
    /// Against chance.
    private(set) var surprise = 0.0
    /// The port of all data records; `nil`: several.
    private(set) var port: Int?
    private(set) var escapes = 0
    private(set) var badEscapes = 0

    private static let end: UInt8 = 0xC0
    private static let escape: UInt8 = 0xDB
    private static let data: UInt8 = 0
    private static let time: UInt8 = 9
    /// Milliseconds since 1970 from 2000 to 2100: one in 2^22 of all words of 64 bits.
    private static let times: ClosedRange<UInt64> = 946_684_800_000...4_102_444_800_000

    init(_ octets: [UInt8]) {
        var records = 0
        var typed = 0
        var times = 0
        var ports: [UInt8: Int] = [:]
        for record in octets.split(separator: Self.end) {
            records += 1
            count(record)
            guard let type = record.first else { continue }
            if type & 0xF == Self.data || type == Self.time { typed += 1 }
            if type & 0xF == Self.data { ports[type >> 4, default: 0] += 1 }
            if type == Self.time, Self.isTime(record.dropFirst()) { times += 1 }
        }
        port = ports.count == 1 ? ports.keys.first.map { Int($0) } : nil
        guard records > 0, badEscapes * 20 <= escapes else { return }
        // One port: two types of 256; else seventeen.
        surprise = Surprise.of(typed, outOf: records, bits: ports.count == 1 ? 7 : 3.9)
        surprise += Surprise.of(escapes - badEscapes, outOf: escapes, bits: 7)
        surprise += Double(times) * 22
        if octets.first == Self.end { surprise += 8 }
        if octets.last == Self.end { surprise += 8 }
        if typed * 2 < records { surprise = 0 }
    }

    private mutating func count(_ record: ArraySlice<UInt8>) {
        for index in record.indices where record[index] == Self.escape {
            escapes += 1
            let next = index + 1
            if next >= record.endIndex || (record[next] != 0xDC && record[next] != 0xDD) {
                badEscapes += 1
            }
        }
    }

    private static func isTime(_ data: ArraySlice<UInt8>) -> Bool {
        var octets: [UInt8] = []
        var isEscaped = false
        for octet in data.prefix(16) {
            if octet == escape {
                isEscaped = true
            } else {
                octets.append(isEscaped ? (octet == 0xDC ? end : escape) : octet)
                isEscaped = false
            }
        }
        return octets.count == 8 && times.contains(octets.reduce(0) { $0 << 8 | UInt64($1) })
    }
}
