import Foundation
import TelemetryPipeline
import Testing

@testable import Sinks

/// Does the sink's thread write everything that was published before it was stopped?
struct PacketFileSinkTests {
    @Test func everythingPublishedIsWritten() async throws {
        try await onThread {
            try withFolder { root in
                let router = PacketRouter()
                let log = EventLog()
                let sink = try #require(
                    PacketFileSink(PacketFileConfiguration(root: root) { 7 }) { log.append($0) })
                #expect(sink.start(router))
                for first in stride(from: 0, to: 5_000, by: 50) {
                    router.publish(batch(first..<first + 50), from: link("a"))
                }
                sink.stop()
                let found = files(in: root)
                #expect(found.count == 1)
                #expect(found.values.first == (0..<5_000).flatMap { spacePacket(count: $0) })
                #expect(sink.statistics.durable == 5_000)
                #expect(router.subscriptionCount == 0)
                #expect(log.all.isEmpty)
            }
        }
    }

    @Test func aRouterThatClosesEndsTheSink() async throws {
        try await onThread {
            try withFolder { root in
                let router = PacketRouter()
                let sink = try #require(
                    PacketFileSink(PacketFileConfiguration(root: root) { 7 }) { _ in })
                #expect(sink.start(router))
                router.publish(batch(0..<3), from: link("a"))
                router.close()
                sink.stop()
                #expect(files(in: root).values.map(\.count) == [60])
            }
        }
    }

    @Test func leftOversAreFinishedFirst() async throws {
        try await onThread {
            try withFolder { root in
                let part = root + "/a/181/20260101T000000Z_00000001.ccsds.part"
                try FileManager.default.createDirectory(
                    atPath: root + "/a/181", withIntermediateDirectories: true)
                try Data(spacePacket(count: 0) + [1, 2]).write(to: URL(fileURLWithPath: part))
                let log = EventLog()
                let sink = try #require(
                    PacketFileSink(PacketFileConfiguration(root: root) { 7 }) { log.append($0) })
                #expect(sink.start(PacketRouter()))
                #expect(log.wait { if case .leftOverFinished = $0 { true } else { false } })
                sink.stop()
                #expect(files(in: root).values.map { $0 } == [spacePacket(count: 0)])
            }
        }
    }
}
