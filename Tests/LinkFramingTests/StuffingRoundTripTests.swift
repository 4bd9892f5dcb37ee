import LinkFraming
import Testing

@Suite("Do escapes come off as they were put on, and does bad stuffing stay harmless?")
struct StuffingRoundTripTests {
    /// RFC 1055: END and ESC are sent as ESC and a substitute.
    private func stuffed(_ data: [UInt8]) -> [UInt8] {
        data.flatMap { octet -> [UInt8] in
            switch octet {
            case 0xC0: [0xDB, 0xDC]
            case 0xDB: [0xDB, 0xDD]
            default: [octet]
            }
        }
    }

    private static let alphabet: [UInt8] = [0x00, 0x41, 0xC0, 0xDB, 0xDC, 0xDD]

    /// Every string of up to five of the octets that matter.
    private static let strings: [[UInt8]] = {
        var all: [[UInt8]] = [[]]
        var last: [[UInt8]] = [[]]
        for _ in 0..<5 {
            last = last.flatMap { string in alphabet.map { string + [$0] } }
            all += last
        }
        return all
    }()

    @Test func roundTrip() {
        var wrong = 0
        for data in StuffingRoundTripTests.strings where StuffedRecord(stuffed(data)) != .data(data)
        {
            wrong += 1
        }
        #expect(wrong == 0)
    }

    /// Read octet by octet, as RFC 1055's own program does.
    private func plainReading(_ record: [UInt8]) -> StuffedRecord {
        var data: [UInt8] = []
        var isEscaped = false
        for octet in record {
            switch (isEscaped, octet) {
            case (false, 0xDB): isEscaped = true
            case (false, _): data.append(octet)
            case (true, 0xDC): (data, isEscaped) = (data + [0xC0], false)
            case (true, 0xDD): (data, isEscaped) = (data + [0xDB], false)
            default: return .malformed
            }
        }
        return isEscaped ? .malformed : .data(data)
    }

    @Test func everyRecordAsAPlainReaderReadsIt() {
        var wrong: [[UInt8]] = []
        for record in StuffingRoundTripTests.strings
        where !record.contains(0xC0) && StuffedRecord(record) != plainReading(record) {
            wrong.append(record)
        }
        #expect(wrong.isEmpty)
    }

    @Test func offsetOfABadEscape() {
        let record: [UInt8] = [1, 2, 0xDB, 0xDC, 0xDB, 0x41]
        record.withUnsafeBytes {
            #expect(
                SLIPEscaping.content(of: RawSpan(_unsafeBytes: $0)) == .malformed(offset: 4))
        }
    }
}
