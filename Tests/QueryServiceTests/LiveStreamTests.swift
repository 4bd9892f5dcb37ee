import CCSDS
import Foundation
import QueryService
import TelemetryLink
import TelemetryPipeline
import Testing

/// Does a live stream carry exactly what was published and passes, in order?
struct LiveStreamTests {
    /// Connects, and returns when the stream's head is there: what is published then arrives.
    private func open(_ path: String, _ target: String) throws -> RawClient {
        let client = try RawClient(path)
        try client.get(target)
        try client.skip(past: "\r\n\r\n")
        return client
    }

    private func lines(_ client: RawClient) throws -> [Line] {
        // Chunks hold whole lines, so what is no chunk's frame is a line.
        try client.text.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("{") }
            .map { try Line(Data($0.utf8)) }
    }

    /// Its packets: on a slow machine heartbeats come between them.
    private func packets(_ client: RawClient) throws -> [Line] {
        try lines(client).filter { $0.name == "PACKET" }
    }

    @Test func filteredAndLimited() async throws {
        try await withService { _, router, path in
            let found = try await onThread {
                let filter = QueryClient.encoded("count in 3..5,8")
                let client = try open(path, "/v1/packets?follow=true&n=3&filter=\(filter)")
                router.publish(batch(0..<5), from: link("uhf-a"), endsInput: false)
                router.publish(batch(5..<10), from: link("uhf-a"))
                try client.read(until: "\r\n0\r\n\r\n")
                // The connection is as good as new.
                let counts = try lines(client).map(\.count)
                try client.get("/v1/version")
                try client.read(until: "VERSION")
                return counts
            }
            #expect(found == [3, 4, 5])
        }
    }

    @Test func linksClassesAndOrder() async throws {
        try await withService { _, router, path in
            let client = try open(path, "/v1/packets?follow=true&link=a")
            var builder = PacketBatchBuilder()
            for (number, offset) in [UInt64(100), 200].enumerated() {
                let index = builder.append(
                    annotation: ReceptionAnnotation(
                        earthReceiveTime: 0, streamOffset: offset, frameNumber: 0, channel: .none,
                        frameCount: 0, missingBefore: 0, correctedSymbols: 0, quality: .good,
                        flags: []))
                builder.append(
                    packet: spacePacket(apid: 1, count: UInt16(number)), at: 0, annotation: index)
            }
            builder.append(
                gap: CounterGap(
                    scope: .virtualChannel(.none), step: .gap(missing: 2), last: 0, found: 3,
                    modulus: 256, earthReceiveTime: 0, streamOffset: 200))
            builder.append(
                event: LinkEvent(
                    kind: .polarity(inverted: true), streamOffset: 50, earthReceiveTime: 0))
            router.publish(batch(0..<1), from: link("b"))
            router.publish(builder.finish(), from: link("a"))
            router.publish(LinkNotice(time: 0, kind: "end", message: "over"), from: link("a"))
            let names = try await onThread { [client = Shared(client)] in
                try client.value.read(until: "\"end\"")
                return try lines(client.value).map(\.name)
            }
            #expect(names == ["EVENT", "PACKET", "GAP", "PACKET", "EVENT"])
        }
    }

    @Test func rawPacketsBackToBack() async throws {
        try await withService { _, router, path in
            let body = try await onThread {
                let client = QueryClient(path: path)
                let published = PublishOnce(router, batch(0..<300, length: 20))
                var body: [UInt8] = []
                published.whenSubscribed(1)
                let response = try client.get("/v1/packets?follow=true&format=raw&n=280") {
                    body += $0
                    return true
                }
                #expect(response.header("content-type") == "application/octet-stream")
                #expect(response.isComplete && response.droppedPackets == nil)
                return body
            }
            #expect(body == (0..<280).flatMap { spacePacket(apid: 100, count: $0, length: 20) })
        }
    }

    @Test func quietStreamsHaveAHeartbeat() async throws {
        try await withService {
            $0.timeouts.heartbeat = .milliseconds(40)
        } _: { _, _, path in
            let client = try open(path, "/v1/packets?follow=true")
            let first = try await onThread { [client = Shared(client)] in
                try client.value.read(until: "}\n")
                return try lines(client.value).first?.name
            }
            #expect(first == "HEARTBEAT")
        }
    }

    @Test func gatheredPacketsDoNotWaitLong() async throws {
        try await withService { _, router, path in
            let client = try open(path, "/v1/packets?follow=true")
            // More is to come, and never does.
            router.publish(batch(0..<3), from: link("a"), endsInput: false)
            let counts = try await onThread { [client = Shared(client)] in
                try client.value.read(until: "\"count\":2")
                return try packets(client.value).map(\.count)
            }
            #expect(counts == [0, 1, 2])
        }
    }

    @Test func aClientThatHangsUpIsForgotten() async throws {
        try await withService { service, router, path in
            let clients = try (0..<5).map { _ in
                try open(path, "/v1/packets?follow=true&filter=apid%3D%3D100")
            }
            let stays = try open(path, "/v1/packets?follow=true&filter=apid%3D%3D100")
            #expect(service.statistics.streams == 6)
            for client in clients { client.hangUp() }
            router.publish(batch(0..<1), from: link("a"))
            #expect(await eventually { service.statistics.streams == 1 })
            router.publish(batch(1..<2), from: link("a"))
            let counts = try await onThread { [stays = Shared(stays)] in
                try stays.value.read(until: "\"count\":1")
                return try packets(stays.value).map(\.count)
            }
            #expect(counts == [0, 1])
            stays.hangUp()
            // The last one takes its subscription with it; the history's stays.
            #expect(await eventually { router.subscriptionCount == 1 })
        }
    }

    @Test func shutdownEndsStreamsInOrder() async throws {
        try await withService { service, router, path in
            let client = try open(path, "/v1/packets?follow=true")
            router.publish(batch(0..<2), from: link("a"))
            let text = try await onThread { [client = Shared(client)] in
                try client.value.read(until: "\"count\":1")
                return ""
            }
            #expect(text.isEmpty)
            await service.shutdown()
            try client.readToEnd()
            #expect(client.text.hasSuffix("0\r\n\r\n"))
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }
}

/// Carries a test's own object to the one thread that uses it next.
struct Shared<Value>: @unchecked Sendable {
    // Unchecked: the test uses the value on one thread at a time, and awaits in between.
    let value: Value

    init(_ value: Value) {
        self.value = value
    }
}

/// Publishes a batch as soon as somebody besides the service itself has subscribed.
final class PublishOnce: Sendable {
    private let router: PacketRouter
    private let batch: PacketBatch

    init(_ router: PacketRouter, _ batch: PacketBatch) {
        self.router = router
        self.batch = batch
    }

    func whenSubscribed(_ count: Int) {
        Thread {
            for _ in 0..<5_000 where self.router.subscriptionCount <= count { usleep(1_000) }
            self.router.publish(self.batch, from: link("a"))
        }.start()
    }
}
