import Glibc
import TelemetryLink
import Testing

@testable import CaptureStore

/// Do the blocks come out exactly as in the example of the format's description (§10)?
@Suite struct ExampleFileTests {
    private static let identifier = SegmentIdentifier(octets: Array(0xA0...0xAF))

    /// The example: 1,252 octets.
    static func encodeExample() throws -> [UInt8] {
        var configuration = CaptureConfiguration(
            directory: "", station: "X", application: "tgw",
            host: HostDescription(hardware: "h", system: "o"))
        configuration.eventIdentifier = "tgw"
        let identifier = try #require(identifier)
        var encoder = SegmentEncoder(segment: identifier, configuration: configuration)
        var batch = BlockBatch()
        encoder.begin(
            SectionHeaderBlock(
                segment: identifier, station: "X", application: "tgw", hardware: "h", system: "o"),
            into: &batch)
        encoder.add(CaptureLink(name: "u0", description: "u", bitRate: 9600), into: &batch)
        let time = ReceptionTime(utc: 1_795_377_600_123_456_789, monotonic: 1_000_001_000)
        encoder.add(
            CaptureEvent(
                code: .linkOpen, message: "link open", link: 0,
                time: ReceptionTime(utc: 1_795_377_600_123_455_789, monotonic: 1_000_000_000)),
            into: &batch)
        let slab = Slab(copying: [0x1A, 0xCF, 0xFC, 0x1D, 0x55])
        encoder.add(
            QueuedChunk(
                link: 0, slab: slab, range: 0..<5, time: time, direction: .received, flags: []),
            into: &batch)
        encoder.checkpoint(
            ReceptionTime(utc: time.utc + 1000, monotonic: 1_000_002_000), into: &batch)
        _ = encoder.close(
            ReceptionTime(utc: time.utc + 2000, monotonic: 1_000_003_000), reason: .normal,
            into: &batch)
        return batch.withPieces(after: 0) { pieces in
            pieces.flatMap { Array(UnsafeRawBufferPointer(start: $0.iov_base, count: $0.iov_len)) }
        }
    }

    @Test func everyOctetIsAsDescribed() throws {
        let encoded = try ExampleFileTests.encodeExample()
        #expect(encoded.count == 1252)
        let expected = ExampleFile.octets
        let difference = zip(encoded, expected).enumerated().first { $1.0 != $1.1 }?.offset
        #expect(difference == nil)
        #expect(encoded == expected)
    }

    @Test func theReaderCallsItComplete() throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write(ExampleFile.octets, to: "min.pcapng")
        let (records, report) = try readAll(path)
        #expect(report.state == .complete)
        #expect(report.blocks == 8)
        #expect(report.sections.first?.links.first?.name == "u0")
        let chunk = try #require(chunks(records).first)
        #expect(chunk.octets.array(0..<5) == [0x1A, 0xCF, 0xFC, 0x1D, 0x55])
        #expect(chunk.utc == 1_795_377_600_123_456_789)
        #expect(chunk.monotonic == 1_000_001_000)
        #expect(chunk.isVerified)
        #expect(events(records).map(\.message) == ["link open"])
    }
}
