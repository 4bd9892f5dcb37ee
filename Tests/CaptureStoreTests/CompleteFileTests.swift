import TelemetryLink
import Testing

@testable import CaptureStore
import OrderedJSON

/// Does the reference validator call what the writer writes complete, with every octet in it?
@Suite(.enabled(if: SharedFiles.hasValidator, "needs shared/capture/capture_check.py and python3"))
struct CompleteFileTests {
    @Test func chunksOfAllSizesOnTwoLinks() throws {
        let directory = try TemporaryDirectory()
        var generator = SeededGenerator(state: 11)
        var sent: [Int: [UInt8]] = [0: [], 1: []]
        let writer = try CaptureWriter(
            configuration: testConfiguration(directory), links: testLinks)
        for (step, size) in [0, 1, 2, 3, 4, 5, 1000, 65_536, 262_144, 262_145, 600_000].enumerated()
        {
            let octets = generator.octets(size)
            let link = step % 2
            sent[link, default: []] += octets
            #expect(writer.append(link: link, octets, at: UInt64(step) * 700, flags: .lineError))
            writer.event(
                CaptureEvent(
                    code: .linkState, message: "step \(step)", link: link, time: testTime(9)))
        }
        #expect(writer.close())
        let path = try #require(directory.files.first)
        let verdict = try #require(try ReferenceValidator.check([path]).first)
        #expect(verdict.state == "complete")
        #expect(verdict.first_error == nil)
        let section = try #require(verdict.sections.first)
        #expect(section.sha256_verified)
        #expect(section.events == 11)
        #expect(section.reason == 4)
        #expect(section.index_entries >= 2)
        #expect(section.links.map(\.name) == ["uhf-a", "uhf-b"])
        // 262,145 octets are two chunks, 600,000 three.
        #expect(section.links.map(\.chunks) == [8, 6])
        #expect(section.links.map(\.octets) == [0, 1].map { UInt64(sent[$0]?.count ?? 0) })
        let (records, report) = try readAll(path)
        #expect(report.state == .complete)
        #expect(streams(records) == sent)
        #expect(chunks(records).allSatisfy { $0.flags == .lineError && $0.isVerified })
    }

    @Test func aLinkAddedLater() throws {
        let directory = try TemporaryDirectory()
        let writer = try CaptureWriter(
            configuration: testConfiguration(directory), links: [testLinks[0]])
        writer.append(link: 0, [1, 2, 3], at: 0)
        let number = try writer.addLink(testLinks[1])
        #expect(number == 1)
        writer.append(link: 1, [4, 5], at: 1)
        writer.beginSegment()
        writer.append(link: 1, [6], at: 2)
        #expect(writer.close())
        let verdicts = try ReferenceValidator.check(directory.files)
        #expect(verdicts.map(\.state) == ["complete", "complete"])
        let octets = Set(verdicts.map { $0.sections[0].links.map(\.octets) })
        #expect(octets == [[3, 2], [0, 1]])
    }

    @Test func segmentsBySize() throws {
        let directory = try TemporaryDirectory()
        var configuration = testConfiguration(directory)
        configuration.segmentOctets = 20_000
        let writer = try CaptureWriter(configuration: configuration, links: testLinks)
        for step in 0..<100 {
            writer.append(link: 0, [UInt8](repeating: UInt8(step), count: 1500), at: UInt64(step))
        }
        // Larger than a segment may be: alone in one.
        writer.append(link: 1, [UInt8](repeating: 7, count: 30_000), at: 100)
        #expect(writer.close())
        let verdicts = try ReferenceValidator.check(directory.files)
        #expect(verdicts.count >= 9)
        #expect(verdicts.allSatisfy { $0.state == "complete" })
        #expect(verdicts.reduce(0) { $0 + $1.sections[0].links[0].octets } == 150_000)
        #expect(verdicts.reduce(0) { $0 + $1.sections[0].links[1].octets } == 30_000)
        let sizes = try directory.files.map { try octets(of: $0).count }
        #expect(sizes.filter { $0 > 20_000 }.count == 1)
    }

    @Test func eachSegmentNamesTheOneBefore() throws {
        let directory = try TemporaryDirectory()
        for _ in 0..<2 {
            let writer = try CaptureWriter(
                configuration: testConfiguration(directory), links: testLinks)
            for step in 0..<3 {
                writer.append(link: 0, [UInt8(step)], at: UInt64(step))
                writer.beginSegment()
            }
            writer.append(link: 0, [9], at: 5)
            #expect(writer.close())
        }
        var ends: [String: String] = [:]
        var previous: [String: (segment: String?, digest: String?)] = [:]
        for path in directory.files {
            let (records, report) = try readAll(path)
            guard case .section(let section)? = records.first else { continue }
            let segment = try #require(section.segment)
            ends[segment] = report.sections[0].sha256
            previous[segment] = (
                section.details?["prev_seg"]?.text, section.details?["prev_sha256"]?.text
            )
        }
        #expect(ends.count == 8)
        // All but the first name one of the others, with the digest in its END; none twice.
        let named = previous.values.compactMap(\.segment)
        #expect(Set(named).count == 7)
        for value in previous.values {
            guard let segment = value.segment else { continue }
            #expect(ends[segment] == value.digest)
        }
    }
}
