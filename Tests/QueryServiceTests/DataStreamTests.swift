import Foundation
import QueryService
import TelemetryLink
import TelemetryPipeline
import Testing

/// Does a live stream carry data units and user data to those who ask for them, and to no others?
struct DataStreamTests {
    /// A TM frame with a data unit on channel 1, and one with user data in two packets.
    private func batch() -> PacketBatch {
        let unit: [UInt8] = [0x00, 0x52, 0, 0, 0x40, 0x00] + [UInt8](repeating: 3, count: 16)
        let packets: [UInt8] =
            [0x00, 0x07, 0x40, 0, 0, 1, 1, 2] + [0x00, 0x07, 0x80, 1, 0, 1, 3, 4]
        var parameters = ManagedParameters(name: "a", framing: .fixedFrames)
        parameters.frame.type = .tm
        parameters.frame.length = 22
        parameters.packets.reassembly = ReassemblyParameters()
        var decoder = LinkDecoder(parameters)
        var batch = PacketBatch()
        decoder.consume(
            Slab(copying: unit + [0x00, 0x50, 1, 0, 0x18, 0x00] + packets), 0..<44,
            receivedAt: ReceptionTime(utc: 0, monotonic: 0), into: &batch)
        return batch
    }

    private func names(classes: String) async throws -> [String] {
        var found: [String] = []
        try await withService { _, router, path in
            found = try await onThread {
                let client = try RawClient(path)
                try client.get("/v1/packets?follow=true\(classes)")
                try client.skip(past: "\r\n\r\n")
                router.publish(batch(), from: link("a"))
                router.publish(LinkNotice(time: 0, kind: "end", message: ""), from: link("a"))
                try client.read(until: "\"end\"")
                let lines = try client.text.split(whereSeparator: \.isNewline)
                    .filter { $0.hasPrefix("{") }.map { try Line(Data($0.utf8)) }
                return lines.map(\.name)
            }
        }
        return found
    }

    @Test func whoAsksGetsThem() async throws {
        let found = try await names(classes: "&classes=packet,zone,userData,event")
        #expect(found == ["ZONE", "PACKET", "PACKET", "USERDATA", "EVENT"])
    }

    @Test func whoDoesNotAskGetsNone() async throws {
        #expect(try await names(classes: "") == ["PACKET", "PACKET", "EVENT"])
    }
}
