import Foundation
import TelemetryLink
import Testing

@testable import CaptureStore

/// Does the reader see in a damaged file exactly what the reference validator sees?
@Suite(.enabled(if: SharedFiles.hasValidator, "needs shared/capture/capture_check.py and python3"))
struct DamagedFileTests {
    /// A file with everything in it: two links, events, checkpoints, chunks of many sizes.
    static func sample(_ generator: inout SeededGenerator, seed: UInt64) throws -> [UInt8] {
        let directory = try TemporaryDirectory()
        let writer = try CaptureWriter(
            configuration: testConfiguration(directory), links: testLinks)
        for step in 0..<40 {
            let size = [0, 5, 64, 700, 3000].randomElement(using: &generator) ?? 0
            let octets =
                step == 20 ? ExampleFile.octets : generator.octets(size)
            writer.append(link: step % 2, octets, at: UInt64(step) * 100)
            if step % 7 == 0 {
                writer.event(
                    CaptureEvent(code: .operatorNote, message: "m\(step)", time: testTime(1)))
            }
            if step % 13 == 0 { #expect(writer.flush()) }
        }
        #expect(writer.close())
        return try octets(of: try #require(directory.files.first))
    }

    /// One random damage.
    private func damage(_ octets: inout [UInt8], _ generator: inout SeededGenerator) {
        guard !octets.isEmpty else { return }
        let place = Int.random(in: 0..<octets.count, using: &generator)
        let length = Int.random(in: 1...400, using: &generator)
        let end = min(place + length, octets.count)
        switch Int.random(in: 0..<9, using: &generator) {
        case 0: octets.removeSubrange(place...)
        case 1: octets[place] ^= UInt8.random(in: 1...255, using: &generator)
        case 2: octets.removeSubrange(place..<end)
        case 3: octets.insert(contentsOf: generator.octets(length), at: place)
        case 4: octets.replaceSubrange(place..<end, with: repeatElement(0, count: end - place))
        case 5: octets.append(contentsOf: generator.octets(length))
        case 6: octets.append(contentsOf: octets[place..<end])
        case 7: octets.insert(contentsOf: octets[place..<end], at: place)
        default: octets.append(contentsOf: octets)
        }
    }

    /// Where the blocks of a good file begin.
    private func blocks(of octets: [UInt8]) throws -> [Range<Int>] {
        var blocks: [Range<Int>] = []
        var at = 0
        while at < octets.count {
            let length = Int(try octets.span.bytes.little32(at + 4))
            blocks.append(at..<at + length)
            at += length
        }
        return blocks
    }

    private func damageBlocks(_ octets: [UInt8], _ generator: inout SeededGenerator) throws
        -> [UInt8]
    {
        var parts = try blocks(of: octets).map { Array(octets[$0]) }
        let place = Int.random(in: 0..<parts.count, using: &generator)
        let other = Int.random(in: 0..<parts.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: parts.remove(at: place)
        case 1: parts.swapAt(place, other)
        case 2: parts.insert(parts[other], at: place)
        default: parts.removeSubrange(min(place, other)..<max(place, other))
        }
        return Array(parts.joined())
    }

    @Test func sameVerdictOnRandomDamage() throws {
        let seed = UInt64.random(in: 0..<1 << 32)
        print("DamagedFileTests: seed \(seed)")
        var generator = SeededGenerator(state: seed)
        let directory = try TemporaryDirectory()
        var paths: [String] = []
        for sample in 0..<4 {
            let whole = try DamagedFileTests.sample(&generator, seed: seed)
            for number in 0..<120 {
                var octets = whole
                if number % 3 == 0 { octets = try damageBlocks(octets, &generator) }
                let times = number % 3 == 0 ? number % 2 : 1 + number % 4
                for _ in 0..<times { damage(&octets, &generator) }
                paths.append(try directory.write(octets, to: "\(sample)-\(number)"))
            }
        }
        let verdicts = try ReferenceValidator.check(paths)
        #expect(verdicts.count == paths.count)
        var states: [String: Int] = [:]
        for (path, verdict) in zip(paths, verdicts) {
            try compare(path, verdict, seed)
            states[verdict.state, default: 0] += 1
        }
        print("DamagedFileTests: \(states)")
    }

    private func compare(_ path: String, _ verdict: ReferenceVerdict, _ seed: UInt64) throws {
        let (records, report) = try readAll(path)
        let note = Comment(rawValue: "seed \(seed), " + path)
        #expect(report.state.rawValue == verdict.state, note)
        #expect(report.firstError?.offset == verdict.first_error?.offset, note)
        #expect(report.firstError?.code.rawValue == verdict.first_error?.code, note)
        #expect(report.errorCount == verdict.error_count ?? 0, note)
        #expect(report.blocks == verdict.blocks, note)
        #expect(report.goodOctets == verdict.good_octets, note)
        #expect(report.lostOctets == verdict.lost_octets, note)
        #expect(report.goodUntil == verdict.good_until, note)
        #expect(report.sections.map(ReferenceVerdict.Section.init) == verdict.sections, note)
        // A link described twice counts anew, for the reference as for us.
        #expect(UInt64(chunks(records).count) >= report.chunks, note)
    }
}

extension ReferenceVerdict.Section {
    init(_ section: CaptureReport.Section) {
        self.init(
            station: section.station, blocks: section.blocks,
            missing_blocks: section.missingBlocks, events: section.events,
            checkpoints: section.checkpoints, index_entries: section.indexEntries,
            durable_until: section.durableUntil, sha256_verified: section.isVerified,
            reason: section.endReason,
            links: section.links.map {
                ReferenceVerdict.Link(
                    name: $0.name, chunks: $0.chunks, octets: $0.octets, drops: $0.drops,
                    crc_bad: $0.badChunks, gaps: $0.gaps, lost: $0.lost)
            })
    }
}
