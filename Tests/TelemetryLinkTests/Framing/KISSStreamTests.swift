import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Are KISS records found: whole, octet by octet, glued, with noise between them?")
struct KISSStreamTests {
    struct Vector: Decodable {
        let id: String
        let kind: String
        let frame: String
        let payload: String
        let expect: String
    }

    private static func parameters(_ kiss: KISSParameters = KISSParameters()) -> ManagedParameters {
        ManagedParameters(name: "kiss", framing: .kiss(kiss))
    }

    private func vectors() throws -> [(frame: [UInt8], payload: [UInt8]?)] {
        try SharedFiles.vectors("kiss", VectorOrOther.self).compactMap(\.vector).map { vector in
            let frame = try #require(Hexadecimal.octets(vector.frame))
            return (frame, vector.expect == "ok" ? Hexadecimal.octets(vector.payload) : nil)
        }
    }

    @Test(.enabled(if: SharedFiles.hasVectors, SharedFiles.absent))
    func eachVector() throws {
        for (frame, payload) in try vectors() {
            for chunking in [Chunking.whole, .fixed(1), .random(3, upTo: 9)] {
                for ownSlabs in [false, true] {
                    let decoded = KISSStreamTests.parameters().decode(
                        frame, chunking, ownSlabs: ownSlabs)
                    #expect(decoded.frames.map(\.octets) == (payload.map { [$0] } ?? []))
                    #expect(decoded.records.statistics.records == 1)
                    #expect(decoded.records.statistics.nonDataRecords == (payload == nil ? 1 : 0))
                }
            }
        }
    }

    @Test(.enabled(if: SharedFiles.hasVectors, SharedFiles.absent))
    func gluedAndWithNoise() throws {
        let vectors = try vectors()
        let wanted = vectors.compactMap(\.payload)
        let glued: [UInt8] = Array(vectors.map(\.frame).joined())
        // One delimiter between two records.
        let shared: [UInt8] = [0xC0] + vectors.map { $0.frame.dropFirst() }.joined()
        var generator = SeededGenerator(seed: 9)
        let noisy: [[UInt8]] = vectors.map { vector in
            // Noise between two delimiters is a record of a command, or one badly escaped.
            let noise = generator.octets(30).filter { $0 != 0xC0 && $0 != 0xDB }
            return [0x35] + noise + vector.frame + noise + [0xDB, 0x00]
        }
        let streams = [("glued", glued), ("shared", shared), ("noisy", Array(noisy.joined()))]
        for (name, stream) in streams {
            let whole = KISSStreamTests.parameters().decode(stream)
            #expect(whole.frames.map(\.octets) == wanted, "\(name)")
            for chunking in [Chunking.fixed(1), .random(4, upTo: 50), .random(5, upTo: 700)] {
                for ownSlabs in [false, true] {
                    let parts = KISSStreamTests.parameters().decode(
                        stream, chunking, ownSlabs: ownSlabs)
                    #expect(parts.records == whole.records, "\(name) \(chunking)")
                }
            }
        }
    }

    @Test func ports() {
        var kiss = KISSParameters()
        kiss.ports = [5, 12]
        // Port 12, command 0 is an END, and so is escaped itself.
        let stream: [UInt8] = [
            0xC0, 0x00, 1, 0xC0, 0x50, 2, 0xC0, 0xDB, 0xDC, 3, 0xC0, 0x51, 4, 0xC0,
        ]
        for chunking in [Chunking.whole, .fixed(1)] {
            let decoded = KISSStreamTests.parameters(kiss).decode(stream, chunking)
            #expect(decoded.frames.map(\.octets) == [[2], [3]])
            #expect(decoded.balance.skippedBits[.notData] == 4 * 8)
            #expect(decoded.balance.strippedBits[.delimiter] == 5 * 8)
            #expect(decoded.balance.strippedBits[.status] == 2 * 8)
            #expect(decoded.balance.strippedBits[.escape] == 8)
        }
    }

    /// Octets around a record as long as a record may be, and one longer.
    @Test(arguments: [0x41, 0xC0] as [UInt8], [false, true])
    func longestRecord(octet: UInt8, isPortEscaped: Bool) {
        var kiss = KISSParameters()
        kiss.maximumLength = 20
        let stuffed: [UInt8] = octet == 0xC0 ? [0xDB, 0xDC] : [octet]
        let type: [UInt8] = isPortEscaped ? [0xDB, 0xDC] : [0x00]
        for count in 18...23 {
            let record: [UInt8] = type + (0..<count).map { _ in stuffed }.joined()
            let stream: [UInt8] = [0xC0] + record + [0xC0, 0x00, 0x55, 0xC0]
            let data = [UInt8](repeating: octet, count: count)
            let whole = KISSStreamTests.parameters(kiss).decode(stream)
            #expect(whole.frames.map(\.octets) == (count > 20 ? [[0x55]] : [data, [0x55]]))
            let lost = count > 20 ? UInt64(record.count * 8) : 0
            #expect(whole.balance.skippedBits[.malformed] == lost)
            for chunking in [Chunking.fixed(1), .fixed(3), .random(2, upTo: 30)] {
                let parts = KISSStreamTests.parameters(kiss).decode(stream, chunking)
                #expect(parts.records == whole.records, "\(count) \(chunking)")
            }
        }
    }

    /// A record that never ends is one event, however the octets come.
    @Test func endlessRecord() {
        var kiss = KISSParameters()
        kiss.maximumLength = 100
        let endless = [UInt8](repeating: 0x11, count: 5_000)
        let stream: [UInt8] = [0xC0] + endless + [0xC0, 0, 7, 0xC0]
        let whole = KISSStreamTests.parameters(kiss).decode(stream)
        #expect(
            whole.records.events.map(\.kind) == [.skipped(.malformed, bits: 40_000)])
        #expect(whole.frames.map(\.octets) == [[7]])
        for chunking in [Chunking.fixed(1), .fixed(64), .random(1, upTo: 900)] {
            let parts = KISSStreamTests.parameters(kiss).decode(stream, chunking)
            #expect(parts.records == whole.records, "\(chunking)")
        }
        let cut = KISSStreamTests.parameters(kiss).decode(Array(stream.dropLast(4)), .fixed(10))
        #expect(cut.records.events.map(\.kind) == [.skipped(.malformed, bits: 40_000)])
    }

    /// A line that rustles: the first bad record is an event, those that follow it are one more.
    @Test func manyBadRecords() {
        let bad: [UInt8] = [0x00, 0xDB, 0x00, 0xC0]
        let stream: [UInt8] = [0xC0] + (0..<500).map { _ in bad }.joined() + [0x00, 9, 0xC0]
        for chunking in [Chunking.whole, .fixed(1)] {
            let decoded = KISSStreamTests.parameters().decode(stream, chunking)
            #expect(
                decoded.records.events.map(\.kind) == [
                    .skipped(.malformed, bits: 24), .skipped(.malformed, bits: 499 * 24),
                ])
            #expect(decoded.frames.map(\.octets) == [[9]])
        }
    }
}

/// A vector of the plain kind; those with checksums are another reader's.
private struct VectorOrOther: Decodable {
    let vector: KISSStreamTests.Vector?

    init(from decoder: any Decoder) throws {
        struct Kind: Decodable { let kind: String }
        let kind = try Kind(from: decoder).kind
        vector = kind == "kiss" ? try KISSStreamTests.Vector(from: decoder) : nil
    }
}
