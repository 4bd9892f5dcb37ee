import CCSDS
import Foundation
import Testing

/// Are packets of a capture read as another dissector reads them?
@Suite(.enabled(if: Vectors.areThere, Vectors.absent))
struct CapturedPacketTests {
    /// The records of a classic pcap file in the writer's octet order, little-endian.
    private func records(_ file: [UInt8]) throws -> [[UInt8]] {
        try #require(Array(file.prefix(4)) == [0xD4, 0xC3, 0xB2, 0xA1])
        // User 0: packets without anything around them.
        try #require(Array(file[20..<24]) == [147, 0, 0, 0])
        var records: [[UInt8]] = []
        var start = 24
        while start + 16 <= file.count {
            let length = file[start + 8..<start + 12].reversed().reduce(0) { $0 << 8 | Int($1) }
            records.append(Array(file[start + 16..<start + 16 + length]))
            start += 16 + length
        }
        return records
    }

    @Test func asTsharkDoes() throws {
        let vectors = Vectors.load("pcap", kinds: "pcap_space_packet")
        let file = try #require(Vectors.file("pcap/ccsds_user0.pcap"))
        let records = try records(file)
        #expect(records.count == vectors.count)
        for (vector, record) in zip(vectors, records) {
            // APID, sequence count, length field, type, secondary header flag.
            let expected = vector.json["tshark_fields"].array?.compactMap {
                $0.string.flatMap { Int($0) }
            }
            let packet = try SpacePacketView(checking: record.span.bytes)
            let found = [
                Int(packet.application.rawValue), Int(packet.sequenceCount), packet.length - 7,
                packet.isTelecommand ? 1 : 0, packet.hasSecondaryHeader ? 1 : 0,
            ]
            #expect(found == expected, "\(vector.id)")
            #expect(record.count == found[2] + 7, "\(vector.id)")
        }
    }
}
