import FeedhornTestKit
import Gateway
import LinkConfiguration
import TelemetryLink
import Testing

/// Are packets and records found for what they are?
struct RecordIdentifierTests {
    private static let packets = GeneratedSignal.packets(120)

    /// The framing as the link file says it.
    private func framing(_ octets: [UInt8]) throws -> String {
        let links = StreamIdentifier(octets).identify()
        let text = try #require(links.first, "nothing found").linkFile()
        // The link file is one.
        _ = try LinkFile.parse(Array(text.utf8), file: "found.yaml")
        let line = text.split(separator: "\n").first { $0.hasPrefix("framing:") }
        return line.map { String($0.dropFirst("framing: ".count)) } ?? ""
    }

    private func joined(_ encode: ([UInt8]) -> [UInt8]) -> [UInt8] { Self.packets.flatMap(encode) }

    @Test func barePackets() throws {
        #expect(try framing(joined { $0 }) == "packets")
        #expect(try framing(joined { [0xCA, 0xFE, 0xBA, 0xBE] + $0 }) == "packets")
    }

    @Test func delimited() throws {
        #expect(try framing(joined(LinkEncoder.slip)) == "[slip, packets]")
        #expect(try framing(joined(LinkEncoder.cobs)) == "[cobs, packets]")
        #expect(try framing(joined { LinkEncoder.kiss($0) }) == "[kiss, packets]")
    }

    @Test func checked() throws {
        #expect(try framing(joined(LinkEncoder.fprime)) == "[fprime, packets]")
        var count: UInt8 = 0
        let frames = Self.packets.prefix(40).flatMap { packet in
            count += 1
            // HEARTBEAT: message 0, 9 octets, CRC_EXTRA 50.
            return LinkEncoder.mavlink(
                Array(packet.prefix(9)), message: 0, extra: 50, sequence: count)
        }
        #expect(try framing(frames) == "mavlink")
    }

    @Test func lengthPrefixed() throws {
        let octets = joined { packet in
            [UInt8(packet.count & 0xFF), UInt8(packet.count >> 8)] + packet
        }
        #expect(try framing(octets) == "[lengthPrefixed, packets]")
    }

    @Test(arguments: [(false, false, false), (true, true, true)])
    func hdlc(_ line: (msb: Bool, nrzi: Bool, g3ruh: Bool)) throws {
        var sender = HDLCSender()
        // Addresses of seven octets, shifted by one; the last one's lowest bit ends them.
        let header: [UInt8] =
            Array("CQ    ".utf8).map { $0 << 1 } + [0x60]
            + Array("TEST  ".utf8).map { $0 << 1 } + [0x61, 0x03, 0xF0]
        for packet in Self.packets.prefix(60) {
            sender.flag()
            sender.frame(header + packet)
        }
        sender.flag()
        let octets = sender.octets(
            nrzi: line.nrzi, g3ruh: line.g3ruh, mostSignificantFirst: line.msb)
        #expect(try framing(octets) == "[hdlc, ax25]")
    }
}
