import Foundation
import QueryService
import TelemetryPipeline
import Testing

/// Does a client that does not read cost nobody else anything, and is it told what it lost?
struct SlowClientTests {
    private static let batches = 40
    private static let perBatch = 32
    private static let length = 2_000

    private func open(_ path: String, _ target: String) throws -> RawClient {
        let client = try RawClient(path)
        try client.get(target)
        try client.skip(past: "\r\n\r\n")
        return client
    }

    /// Reads what there is from every client until each has `lines` lines.
    private func readLines(_ clients: [LineCounter], _ lines: Int) throws {
        for client in clients {
            while client.lines < lines { try client.read() }
        }
    }

    private func counts(_ text: String) throws -> (packets: [Int], dropped: [Int]) {
        var packets: [Int] = []
        var dropped: [Int] = []
        for line in text.split(whereSeparator: \.isNewline) where line.hasPrefix("{") {
            let object = try Line(Data(line.utf8))
            if object.name == "PACKET" { packets.append(object.count) }
            if object.name == "DROPPED" { dropped.append(object.count) }
        }
        return (packets, dropped)
    }

    @Test func oneOfAHundredStalls() async throws {
        try await withService { service, router, path in
            let total = SlowClientTests.batches * SlowClientTests.perBatch
            let (packets, dropped) = try await onThread {
                let stalled = try open(path, "/v1/packets?follow=true")
                let others = try (0..<99).map { _ in
                    LineCounter(try open(path, "/v1/packets?follow=true"))
                }
                for number in 0..<SlowClientTests.batches {
                    let first = number * SlowClientTests.perBatch
                    router.publish(
                        batch(
                            first..<first + SlowClientTests.perBatch,
                            length: SlowClientTests.length), from: link("a"))
                    try readLines(others, first + SlowClientTests.perBatch)
                }
                #expect(others.allSatisfy { $0.lines == total })
                // It reads again: the loss is told at once, with no packet to bring it along.
                try stalled.read(until: "DROPPED")
                try stalled.read(until: "}\n\r\n")
                router.publish(batch(9_999..<10_000), from: link("a"))
                try stalled.read(until: "\"count\":9999")
                return try counts(stalled.text)
            }
            #expect(dropped.count == 1)
            let kept = packets.count - 1
            #expect(packets == Array(0..<kept) + [9_999])
            #expect(dropped.first == total - kept)
            #expect(service.statistics.packetsDropped == UInt64(total - kept))
        }
    }

    @Test func aloneItLosesOnlyWhatTheQueueCannotHold() async throws {
        try await withService {
            $0.limits.streamQueue = QueueLimits(packets: 320)
        } _: { _, router, path in
            let total = 1_920
            let (packets, dropped) = try await onThread {
                let stalled = try open(path, "/v1/packets?follow=true")
                for first in stride(from: 0, to: total, by: 32) {
                    router.publish(batch(first..<first + 32, length: 2_000), from: link("a"))
                }
                // What waits in the queue comes after the loss.
                try stalled.read(until: "\"count\":\(total - 1),")
                return try counts(stalled.text)
            }
            #expect(packets.count + dropped.reduce(0, +) == total)
            #expect(!dropped.isEmpty)
            #expect(
                packets == packets.sorted()
                    && packets.suffix(320) == Array(total - 320..<total)[...])
        }
    }

    @Test func aRawStreamIsCutOffWithATrailer() async throws {
        try await withService { _, router, path in
            let total = 4_000
            let (octets, dropped) = try await onThread {
                let stalled = try open(path, "/v1/packets?follow=true&format=raw")
                let other = try open(path, "/v1/packets?follow=true&format=raw")
                var seen = 0
                for first in stride(from: 0, to: total, by: 40) {
                    router.publish(batch(first..<first + 40, length: 2_000), from: link("a"))
                    seen += 40 * 2_000
                    while other.received.count < seen { _ = try other.read() }
                }
                try stalled.readToEnd()
                let text = stalled.received
                let end = try #require(text.range(of: Data("\r\n0\r\nFeedhorn-Dropped: ".utf8)))
                let digits = String(decoding: text[end.upperBound...], as: UTF8.self)
                var parts = text[..<end.lowerBound]
                var body = 0
                // Each chunk: its length in hex, a line end, so many octets, a line end.
                while !parts.isEmpty {
                    let line = try #require(parts.range(of: Data("\r\n".utf8)))
                    let length = try #require(
                        Int(String(decoding: parts[..<line.lowerBound], as: UTF8.self), radix: 16))
                    body += length
                    parts = parts[line.upperBound...].dropFirst(length + 2)
                }
                return (body, Int(digits.trimmingCharacters(in: .whitespacesAndNewlines)))
            }
            #expect(octets % 2_000 == 0, "no torn packet")
            #expect(dropped == total - octets / 2_000)
        }
    }

    @Test func whoTakesNothingIsClosed() async throws {
        try await withService {
            $0.timeouts.writeStall = .milliseconds(200)
        } _: { service, router, path in
            let stalled = try open(path, "/v1/packets?follow=true")
            #expect(service.statistics.connections == 1)
            router.publish(batch(0..<1_000, length: 4_000), from: link("a"))
            #expect(await eventually { service.statistics.connections == 0 })
            stalled.hangUp()
        }
    }

    @Test func slowHeadsAndIdleConnectionsAreClosed() async throws {
        try await withService {
            // Long enough for a thread that asks at once, though others have the processor.
            $0.timeouts.head = .seconds(2)
            $0.timeouts.keepAlive = .milliseconds(100)
        } _: { service, _, path in
            let texts = try await onThread {
                let loris = try RawClient(path)
                try loris.send("GET /v1/status HTTP/1.1\r\nx-")
                let silent = try RawClient(path)
                let idle = try RawClient(path)
                try idle.get("/v1/status")
                for client in [loris, silent, idle] { try client.readToEnd() }
                return [loris.text, silent.text, idle.text]
            }
            #expect(texts[0].hasPrefix("HTTP/1.1 408 "))
            #expect(texts[1].hasPrefix("HTTP/1.1 408 "))
            #expect(texts[2].hasPrefix("HTTP/1.1 200 ") && !texts[2].contains("408"))
            #expect(await eventually { service.statistics.connections == 0 })
        }
    }

    @Test func connectionsAndStreamsAreBounded() async throws {
        try await withService {
            $0.limits.connections = 3
            $0.limits.distinctStreams = 1
        } _: { service, _, path in
            let text = try await onThread {
                let one = try open(path, "/v1/packets?follow=true")
                let two = try open(path, "/v1/packets?follow=true")
                let three = try RawClient(path)
                try three.get("/v1/packets?follow=true&filter=apid%3D%3D1")
                try three.read(until: "no further stream")
                let four = try RawClient(path)
                try? four.get("/v1/status")
                try four.readToEnd()
                withExtendedLifetime((one, two, three)) {}
                return four.text
            }
            #expect(text.isEmpty)
            #expect(service.statistics.connectionsRefused == 1)
        }
    }
}

/// Counts lines as they come, and keeps none.
final class LineCounter {
    private let client: RawClient
    private var buffer = [UInt8](repeating: 0, count: 1 << 18)
    private var last: UInt8 = 0
    private(set) var lines = 0

    init(_ client: RawClient) {
        self.client = client
    }

    func read() throws {
        let count = recv(client.descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { throw RawClient.Failure(reason: "recv: errno \(errno)") }
        buffer.withUnsafeBytes { octets in
            guard let base = octets.baseAddress else { return }
            var place = 0
            // Every object ends in `}` and a line feed; the chunks' own lines do not.
            while place < count, let found = memchr(base + place, 0x0A, count - place) {
                let end = UnsafeRawPointer(found) - base
                if (end > 0 ? octets[end - 1] : last) == 0x7D { lines += 1 }
                place = end + 1
            }
            last = octets[count - 1]
        }
    }
}
