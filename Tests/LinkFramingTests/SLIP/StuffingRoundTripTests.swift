import FeedhornTestKit
import Testing

@testable import LinkFraming

@Suite("Do escapes come off as they were put on, and does bad stuffing stay harmless?")
struct StuffingRoundTripTests {
    /// A record between two delimiters.
    enum Record: Equatable {
        case data([UInt8])
        case malformed

        init(_ stuffed: [UInt8], usesVectors: Bool) {
            self = withSpan(stuffed) { span in
                switch SLIPEscaping.content(of: span, usesVectors: usesVectors) {
                case .plain: return .data(stuffed)
                case .malformed: return .malformed
                case .escaped(let escapes):
                    var data = [UInt8](repeating: 0, count: stuffed.count - escapes)
                    let written = data.withUnsafeMutableBytes {
                        SLIPEscaping.unescape(span, into: $0, usesVectors: usesVectors)
                    }
                    return written == data.count ? .data(data) : .malformed
                }
            }
        }
    }

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

    @Test(arguments: [true, false])
    func roundTrip(usesVectors: Bool) {
        var wrong = 0
        for data in StuffingRoundTripTests.strings
        where Record(stuffed(data), usesVectors: usesVectors) != .data(data) {
            wrong += 1
        }
        #expect(wrong == 0)
    }

    /// Longer than a vector, with escapes at every place of it.
    @Test(arguments: 1...20)
    func vectorsAgreeWithTheReference(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            var record = stuffed(
                (0..<generator.integer(in: 0...100)).map { _ in
                    generator.chance(0.1)
                        ? generator.pick([0xC0, 0xDB]) : UInt8(generator.integer(below: 128))
                })
            if generator.chance(0.2), !record.isEmpty {
                record[generator.integer(below: record.count)] = 0xDB
            }
            let plain = plainReading(record)
            #expect(Record(record, usesVectors: true) == plain, "\(record), seed \(seed)")
            #expect(Record(record, usesVectors: false) == plain, "\(record), seed \(seed)")
            for usesVectors in [true, false] {
                let content = withSpan(record) {
                    SLIPEscaping.content(of: $0, usesVectors: usesVectors)
                }
                let reference = withSpan(record) {
                    SLIPEscaping.content(of: $0, usesVectors: false)
                }
                #expect(content == reference, "\(record), seed \(seed)")
            }
        }
    }

    /// Read octet by octet, as RFC 1055's own program does.
    private func plainReading(_ record: [UInt8]) -> Record {
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

    @Test(arguments: [true, false])
    func everyRecordAsAPlainReaderReadsIt(usesVectors: Bool) {
        var wrong: [[UInt8]] = []
        for record in StuffingRoundTripTests.strings
        where !record.contains(0xC0) {
            if Record(record, usesVectors: usesVectors) != plainReading(record) {
                wrong.append(record)
            }
        }
        #expect(wrong.isEmpty)
    }

    /// RFC 1055: behind ESC stand 334 or 335 (octal), and nothing else.
    @Test(arguments: [true, false])
    func onlyTwoOctetsMayFollowAnEscape(usesVectors: Bool) {
        for octet in 0...255 as ClosedRange<UInt8> {
            let expected: Record =
                switch octet {
                case 0o334: .data([1, 0o300, 2])
                case 0o335: .data([1, 0o333, 2])
                default: .malformed
                }
            #expect(Record([1, 0xDB, octet, 2], usesVectors: usesVectors) == expected)
        }
    }

    @Test func offsetOfABadEscape() {
        let record: [UInt8] = [1, 2, 0xDB, 0xDC, 0xDB, 0x41]
        record.withUnsafeBytes {
            #expect(
                SLIPEscaping.content(of: RawSpan(_unsafeBytes: $0)) == .malformed(offset: 4))
        }
    }
}
