import CCSDS
import Foundation
import TelemetryLink
import TelemetryPipeline
import Testing

/// Are data units that are not packets, and user data put together, as documented, and held back
/// only by what a filter asks of what they have?
struct ZoneObjectTests {
    /// Two TM frames of spacecraft 5: a data unit on channel 1, and on channel 0 two packets of
    /// APID 7 that carry user data together.
    private let batch: PacketBatch = {
        let unit: [UInt8] = [0x00, 0x52, 0, 0, 0x40, 0x00] + (1...18).map { UInt8($0) }
        let packets: [UInt8] =
            [0x00, 0x07, 0x40, 9, 0, 2, 0xA1, 0xA2, 0xA3]
            + [0x00, 0x07, 0x80, 10, 0, 2, 0xB1, 0xB2, 0xB3]
        let frame: [UInt8] = [0x00, 0x50, 1, 0, 0x18, 0x00] + packets
        var parameters = ManagedParameters(name: "a", framing: .fixedFrames)
        parameters.frame.type = .tm
        parameters.frame.length = 24
        parameters.packets.reassembly = ReassemblyParameters()
        var decoder = LinkDecoder(parameters)
        var batch = PacketBatch()
        decoder.consume(
            Slab(copying: unit + frame), 0..<48,
            receivedAt: ReceptionTime(utc: evening, monotonic: 0), into: &batch)
        return batch
    }()

    private func text(_ write: (inout NDJSONEncoder, UnsafeMutableRawBufferPointer) -> Int)
        -> String
    {
        var encoder = NDJSONEncoder()
        var buffer = LineBuffer()
        buffer.append(maximum: NDJSONEncoder.maximumLength(data: 24)) { write(&encoder, $0) }
        return buffer.withOctets { String(decoding: $0, as: UTF8.self) }
    }

    @Test func zone() {
        let line = text { $0.writeZone(at: 0, of: batch, link: link("a"), to: $1) }
        let expected =
            #"{"class":"ZONE","link":"a","scid":5,"vcid":1,"map":null,"service":"vca","#
            + #""protocol":0,"validBits":144,"time":"2026-11-22T20:00:00.000000000Z","#
            + #""quality":"undetermined","corrected":0,"missing":0,"flags":["begins","ends"],"#
            + #""number":0,"streamOffset":0,"data":"0102030405060708090a0b0c0d0e0f101112"}"# + "\n"
        #expect(line == expected)
    }

    @Test func userData() {
        let line = text { $0.writeUserData(at: 0, of: batch, link: link("a"), to: $1) }
        let expected =
            #"{"class":"USERDATA","link":"a","scid":5,"vcid":0,"map":null,"apid":7,"#
            + #""firstCount":9,"packets":2,"length":6,"time":"2026-11-22T20:00:00.000000000Z","#
            + #""quality":"undetermined","data":"a1a2a3b1b2b3"}"# + "\n"
        #expect(line == expected)
    }

    /// AOS frames of channel 2 that carry `service`.
    private func zones(_ service: ChannelTable.Service, _ frames: [[UInt8]]) -> PacketBatch {
        var parameters = ManagedParameters(name: "a", framing: .fixedFrames)
        parameters.frame.type = .aos
        parameters.frame.length = 10
        parameters.channels.other = service
        var decoder = LinkDecoder(parameters)
        var batch = PacketBatch()
        let octets = Array(frames.joined())
        decoder.consume(
            Slab(copying: octets), 0..<octets.count,
            receivedAt: ReceptionTime(utc: 0, monotonic: 0), into: &batch)
        return batch
    }

    @Test func everyFlag() throws {
        let head: [UInt8] = [0x41, 0x42, 0, 0]
        let batch = zones(
            .virtualChannelAccess,
            [
                head + [0, 0, 1, 2, 3, 4], head + [0, 0, 1, 2, 3, 4],
                head + [5, 0x80, 1, 2, 3, 4],
            ])
        let flags = try batch.zones.indices.map { index in
            let line = text { $0.writeZone(at: index, of: batch, link: link("a"), to: $1) }
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            return object?["flags"] as? [String]
        }
        #expect(
            flags == [
                ["begins", "ends"], ["begins", "ends", "duplicate"],
                ["begins", "ends", "gapBefore", "replay"],
            ])
    }

    /// Three bits of the first octet; the other octets are fill, and stay out.
    @Test func bitstream() {
        let batch = zones(.bitstream, [[0x41, 0x42, 0, 0, 0, 0, 0x00, 0x02, 0xE0, 0xFF]])
        let line = text { $0.writeZone(at: 0, of: batch, link: link("a"), to: $1) }
        #expect(line.contains(#""service":"bitstream","protocol":0,"validBits":3,"#))
        #expect(line.hasSuffix(#""data":"e0"}"# + "\n"))
    }

    @Test func wordsAreThoseOfTheService() throws {
        let words = ["bitstream", "vca", "mapa", "octetStream", "protocolControl"]
        #expect(FrameZoneService.allCases.map(\.description) == words)
    }

    @Test(arguments: [
        ("vcid == 1", true, false), ("vcid == 0", false, true), ("apid == 7", true, true),
        ("apid == 8", true, false), ("scid == 6", false, false), ("quality == good", false, false),
        ("link == a", true, true), ("link == b", false, false),
    ])
    func filters(text: String, zone: Bool, userData: Bool) throws {
        let filter = try PacketFilter(text, now: 0)
        let bound = filter.bound(to: link("a"))
        #expect(bound.passes(batch.zones[0], of: batch) == zone)
        #expect(bound.passes(batch.userData[0]) == userData)
        // What a slow subscriber loses is counted, and what it did not ask for is not.
        let router = PacketRouter()
        let interest = PacketInterest(filter, classes: [.zones, .userData])
        let subscription = try #require(
            router.subscribe(interest, limits: QueueLimits(batches: 1)) {})
        router.publish(batch, from: link("a"))
        router.publish(batch, from: link("a"))
        let dropped = UInt64((zone ? 1 : 0) + (userData ? 1 : 0))
        #expect(subscription.totalDropped == DropCount(packets: 0, others: dropped))
    }
}
