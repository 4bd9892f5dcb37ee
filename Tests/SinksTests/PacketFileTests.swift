import CCSDS
import Foundation
import TelemetryLink
import TelemetryPipeline
import Testing

@testable import Sinks

/// Does each packet get into the file that the design names, whole and in order?
struct PacketFileTests {
    private func set(
        _ root: String, calls: FileSystemCalls = .system, log: EventLog = EventLog(),
        _ change: (inout PacketFileConfiguration) -> Void = { _ in }
    ) -> PacketFileSet {
        var configuration = PacketFileConfiguration(root: root) { 0x2A }
        change(&configuration)
        return PacketFileSet(configuration, calls: calls) { log.append($0) }
    }

    private func consume(
        _ set: inout PacketFileSet, _ batch: PacketBatch, from name: String = "uhf-a",
        now: UInt64 = 0
    ) {
        set.consume(RoutedBatch(batch, from: link(name)), now: now)
    }

    @Test func namesAndContents() throws {
        try withFolder { root in
            var set = set(root)
            let idle: [UInt8] = [0x07, 0xFF, 0xC0, 0, 0, 0, 0]
            consume(
                &set,
                batch([
                    spacePacket(count: 0), idle, encapsulationPacket([1, 2]), spacePacket(count: 1),
                ]))
            consume(&set, batch([spacePacket(count: 2)], .none), from: "b")
            let stem = "20261122T200000Z_0000002a"
            let open = Set(files(in: root).keys)
            #expect(
                open == [
                    "uhf-a/181/\(stem).ccsds.part", "uhf-a/181/\(stem).encap.part",
                    "b/none/\(stem).ccsds.part",
                ])
            set.finishAll(now: 0)
            #expect(
                files(in: root) == [
                    "uhf-a/181/\(stem).ccsds": spacePacket(count: 0) + spacePacket(count: 1),
                    "uhf-a/181/\(stem).encap": encapsulationPacket([1, 2]),
                    "b/none/\(stem).ccsds": spacePacket(count: 2),
                ])
            #expect(set.statistics.received == 4)
            #expect(set.statistics.written == 4)
            #expect(set.statistics.durable == 4)
            #expect(set.statistics.octets == 64)
            #expect(set.statistics.files == 3)
        }
    }

    @Test func channelsAndAPIDsApart() throws {
        try withFolder { root in
            var set = set(root) {
                $0.byVirtualChannel = true
                $0.byApplication = true
                $0.filter = .everythingWithIdle
            }
            consume(&set, batch([spacePacket(apid: 5, count: 0), encapsulationPacket([9])]))
            consume(&set, batch([spacePacket(apid: 6, count: 0)], channel(181, 7)))
            set.finishAll(now: 0)
            let folders = Set(files(in: root).keys.map { $0.split(separator: "/").dropLast() })
            #expect(
                folders.map { $0.joined(separator: "/") }.sorted() == [
                    "uhf-a/181/vc1", "uhf-a/181/vc1/apid5", "uhf-a/181/vc7/apid6",
                ])
        }
    }

    @Test func rotationBySizeKeepsPacketsWholeAndNamesApart() throws {
        try withFolder { root in
            var set = set(root) { $0.maximumOctets = 50 }
            // Two packets of 20 octets fit 50; one of 60 has a file of its own.
            consume(&set, batch(0..<5))
            consume(&set, batch([spacePacket(count: 5, length: 60)]))
            set.finishAll(now: 0)
            let found = files(in: root).sorted { $0.key < $1.key }
            let stem = "uhf-a/181/20261122T200000Z_0000002a"
            #expect(
                found.map(\.key) == [
                    "\(stem)-2.ccsds", "\(stem)-3.ccsds", "\(stem)-4.ccsds", "\(stem).ccsds",
                ])
            #expect(found.map(\.value.count) == [40, 20, 60, 40])
            #expect(found[3].value == spacePacket(count: 0) + spacePacket(count: 1))
        }
    }

    @Test func rotationByAgeAndSyncByInterval() throws {
        try withFolder { root in
            let second: UInt64 = 1_000_000_000
            var set = set(root) {
                $0.maximumAge = .seconds(10)
                $0.syncInterval = .seconds(2)
            }
            let start = 100 * second
            set.tick(now: start)
            consume(&set, batch(0..<1), now: start)
            #expect(set.deadline() == start + 2 * second)
            set.tick(now: start + second)
            #expect(set.statistics.durable == 0)
            set.tick(now: start + 2 * second)
            #expect(set.statistics.durable == 1)
            #expect(set.deadline() == start + 10 * second)
            set.tick(now: start + 10 * second)
            #expect(set.openFiles == 0 && set.deadline() == nil)
            #expect(set.statistics.files == 1)
            consume(&set, batch(1..<2), now: start + 11 * second)
            set.finishAll(now: start + 12 * second)
            #expect(files(in: root).count == 2)
        }
    }

    @Test func openFilesAreBounded() throws {
        try withFolder { root in
            var set = set(root) { $0.byApplication = true }
            for apid in 0..<300 {
                consume(&set, batch([spacePacket(apid: UInt16(apid), count: 0)]), now: UInt64(apid))
                #expect(set.openFiles <= PacketFileConfiguration.maximumOpenFiles)
            }
            consume(&set, batch([spacePacket(apid: 0, count: 1)]), now: 300)
            set.finishAll(now: 301)
            let found = files(in: root)
            #expect(found.count == 301 && found.keys.allSatisfy { $0.hasSuffix(".ccsds") })
            #expect(found.values.reduce(0) { $0 + $1.count } == 301 * 20)
        }
    }

    @Test func moreThanAVectorsWorth() throws {
        try withFolder { root in
            var set = set(root)
            consume(&set, batch(0..<2_500, length: 9))
            set.finishAll(now: 0)
            let expected = (0..<2_500).flatMap { spacePacket(count: $0, length: 9) }
            #expect(files(in: root).values.first == expected)
        }
    }
}
