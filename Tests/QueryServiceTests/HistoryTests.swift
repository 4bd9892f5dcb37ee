import Foundation
import QueryService
import TelemetryPipeline
import Testing

/// Does `follow=false` serve the last packets of each link, and end?
struct HistoryTests {
    private func counts(_ path: String, _ target: String) throws -> [Int] {
        let octets = try QueryClient(path: path).get(target)
        return try octets.split(separator: 0x0A).map { try Line(Data($0)).count }
    }

    /// Publishes, and waits until the history has it: its last packet is asked for.
    private func publish(
        _ router: PacketRouter, _ batches: [(PacketBatchOf, String)], _ path: String
    ) throws {
        for (content, name) in batches {
            router.publish(
                batch(content.counts, apid: content.apid, length: content.length), from: link(name))
        }
        guard let (last, name) = batches.last else { return }
        for _ in 0..<5_000 {
            let target = "/v1/packets?link=\(name)&n=1"
            if try counts(path, target) == [last.counts.upperBound - 1] { return }
            usleep(1_000)
        }
        Issue.record("the history never came")
    }

    private struct PacketBatchOf {
        var counts: Range<Int>
        var apid: UInt16 = 100
        var length = 7
    }

    @Test func lastPacketsOfEachLinkInOrder() async throws {
        try await withService {
            $0.limits.historyPackets = 10
        } _: { _, router, path in
            try await onThread {
                try publish(
                    router,
                    [
                        (PacketBatchOf(counts: 0..<4), "quiet"),
                        (PacketBatchOf(counts: 100..<125), "busy"),
                        (PacketBatchOf(counts: 200..<202), "quiet"),
                    ], path)
                let quiet = [0, 1, 2, 3, 200, 201]
                #expect(try counts(path, "/v1/packets?link=quiet") == quiet)
                #expect(try counts(path, "/v1/packets?link=busy&follow=false") == Array(115..<125))
                #expect(
                    try counts(path, "/v1/packets") == [0, 1, 2, 3] + Array(115..<125) + [200, 201])
                #expect(try counts(path, "/v1/packets?n=3") == [124, 200, 201])
                let filter = QueryClient.encoded("count < 120")
                #expect(try counts(path, "/v1/packets?n=2&filter=\(filter)") == [118, 119])
                #expect(try counts(path, "/v1/packets?link=none").isEmpty)
            }
        }
    }

    @Test("a link that is fast displaces its own packets, and nobody else's")
    func manyBatches() async throws {
        try await withService {
            $0.limits.historyPackets = 10
        } _: { _, router, path in
            try await onThread {
                let busy = (0..<300).map { (PacketBatchOf(counts: 4 * $0..<4 * $0 + 4), "busy") }
                let quiet = [(PacketBatchOf(counts: 7..<9), "quiet")]
                try publish(router, quiet + busy, path)
                #expect(try counts(path, "/v1/packets?link=busy") == Array(1_190..<1_200))
                #expect(try counts(path, "/v1/packets") == [7, 8] + Array(1_190..<1_200))
            }
        }
    }

    @Test func octetsAreALimitToo() async throws {
        try await withService {
            $0.limits.historyOctets = 1_000
        } _: { _, router, path in
            try await onThread {
                try publish(
                    router, [(PacketBatchOf(counts: 0..<50, length: 300), "a")], path)
                #expect(try counts(path, "/v1/packets") == [47, 48, 49])
                var raw: [UInt8] = []
                _ = try QueryClient(path: path).get("/v1/packets?format=raw") {
                    raw += $0
                    return true
                }
                let expected = (47..<50).flatMap {
                    spacePacket(apid: 100, count: UInt16($0), length: 300)
                }
                #expect(raw == expected)
            }
        }
    }

    @Test func aLargeAnswerToASlowClientIsWhole() async throws {
        try await withService { _, router, path in
            try await onThread {
                // 2 MiB of packets are kept, about 4.3 MB of lines: more than may wait at once.
                try publish(
                    router, [(PacketBatchOf(counts: 0..<1_000, length: 2_000), "a")], path)
                let client = try RawClient(path)
                try client.get("/v1/packets")
                usleep(50_000)
                try client.read(until: "\r\n0\r\n\r\n")
                let lines = client.text.split(whereSeparator: \.isNewline)
                    .filter { $0.hasPrefix("{") }
                let found = try lines.map { try Line(Data($0.utf8)).count }
                #expect(found == Array(0..<1_000))
            }
        }
    }

    @Test func whatIsDisplacedDuringTheAnswerIsTold() async throws {
        try await withService { _, router, path in
            try await onThread {
                try publish(
                    router, [(PacketBatchOf(counts: 0..<1_000, length: 2_000), "a")], path)
                let client = try RawClient(path)
                try client.get("/v1/packets")
                try client.read(until: "\"count\":0,")
                try publish(
                    router, [(PacketBatchOf(counts: 2_000..<3_000, length: 2_000), "a")], path)
                try client.read(until: "\r\n0\r\n\r\n")
                let lines = try client.text.split(whereSeparator: \.isNewline)
                    .filter { $0.hasPrefix("{") }.map { try Line(Data($0.utf8)) }
                let packets = lines.filter { $0.name == "PACKET" }
                let last = try #require(lines.last)
                #expect(last.name == "DROPPED")
                #expect(packets.map(\.count) == packets.map(\.count).sorted())
                #expect(last.count > 0)
                #expect(packets.count + last.count == 1_000)
            }
        }
    }
}
