import CCSDS
import Foundation
import TelemetryLink
import TelemetryPipeline
import Testing

/// Are the lines exactly the objects that the design fixes, and JSON?
struct EncoderTests {
    private func line(
        _ octets: [UInt8], _ annotation: ReceptionAnnotation, link: LinkName = link("uhf-a"),
        time: UInt64 = evening + 123_456_789, flags: PacketFlags = []
    ) -> String {
        var builder = PacketBatchBuilder()
        builder.append(annotation: annotation)
        builder.append(
            packet: octets, at: time, channel: annotation.channel, annotation: 0,
            quality: annotation.quality, flags: flags)
        let batch = builder.finish()
        let packet = PacketSubject(batch.packets[0], annotation: batch.annotations[0])
        var encoder = NDJSONEncoder()
        var buffer = LineBuffer()
        buffer.append(maximum: NDJSONEncoder.maximumLength(data: octets.count)) { memory in
            encoder.write(
                packet, octets: batch.octets(of: batch.packets[0]), link: link, to: memory)
        }
        return buffer.withOctets { String(decoding: $0, as: UTF8.self) }
    }

    @Test func theObjectOfTheDesign() {
        let data = [UInt8](repeating: 0xAB, count: 211)
        let packet = spacePacket(apid: 260, count: 7_662, data: data)
        let hex = "0104ddee00d2" + String(repeating: "ab", count: 211)
        let expected =
            #"{"class":"PACKET","link":"uhf-a","scid":181,"vcid":1,"map":null,"apid":260,"#
            + #""count":7662,"length":217,"time":"2026-11-22T20:00:00.123456789Z","#
            + #""quality":"good","corrected":0,"missing":0,"flags":[],"data":"# + "\"\(hex)\"}\n"
        #expect(line(packet, annotation(channel(181, 1))) == expected)
    }

    @Test func encapsulationUnknownsAndFlags() {
        let text = line(
            [0b1110_1001, 4, 1, 2], annotation(.none, missing: .max, quality: .undetermined),
            flags: [.spanned, .gapBefore])
        let expected =
            #"{"class":"PACKET","link":"uhf-a","scid":null,"vcid":null,"map":null,"apid":null,"#
            + #""count":null,"length":4,"time":"2026-11-22T20:00:00.123456789Z","#
            + #""quality":"undetermined","corrected":0,"missing":null,"kind":"encapsulation","#
            + #""protocol":2,"flags":["spanned","gapBefore"],"data":"e9040102"}"# + "\n"
        #expect(text == expected)
    }

    @Test func everyOctetInHex() {
        let data = (0..<256).map { UInt8($0) }
        let text = line(spacePacket(apid: 1, count: 0, data: data), annotation(channel(1, 0)))
        let hex = data.map { String(format: "%02x", $0) }.joined()
        #expect(text.contains(hex + "\"}"))
    }

    @Test func numbersOfEveryLength() throws {
        for apid: UInt16 in [0, 9, 10, 99, 100, 999, 1_000, 2_047] {
            for count: UInt16 in [0, 9, 10, 99, 100, 999, 1_000, 9_999, 10_000, 16_383] {
                let text = line(spacePacket(apid: apid, count: count), annotation(channel(1, 0)))
                #expect(text.contains("\"apid\":\(apid),\"count\":\(count),"))
            }
        }
    }

    @Test func theLongestLineKeepsItsBound() throws {
        let name = link(String(repeating: "x", count: 64))
        let longest = spacePacket(
            apid: 2_047, count: 16_383, data: [UInt8](repeating: 0xFF, count: 65_536),
            telecommand: true)
        let text = line(
            longest,
            annotation(
                channel(65_535, 63), corrected: .max, missing: .max - 1,
                quality: .undetermined),
            link: name, time: .max, flags: PacketFlags(rawValue: 0xFEFF))
        #expect(text.utf8.count <= NDJSONEncoder.maximumLength(data: longest.count))
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        #expect((object?["data"] as? String)?.count == 2 * 65_542)
        #expect((object?["flags"] as? [String])?.count == 7)
        #expect(object?["length"] as? Int == 65_542)
    }

    @Test func rememberedTextsAreForgottenInTime() throws {
        var builder = PacketBatchBuilder()
        var expected: [(Int, String)] = []
        let formatter = ISO8601DateFormatter()
        for number in 0..<20 {
            let time = evening + UInt64(number / 2) * 700_000_000
            let scid = UInt16(number / 3)
            let index = builder.append(annotation: annotation(channel(scid, 2), at: time))
            builder.append(
                packet: spacePacket(apid: 5, count: UInt16(number)), at: time,
                channel: channel(scid, 2), annotation: index)
            let date = Date(timeIntervalSince1970: Double(time / 1_000_000_000))
            expected.append((Int(scid), String(formatter.string(from: date).prefix(19))))
        }
        let batch = builder.finish()
        var encoder = NDJSONEncoder()
        for (record, (scid, second)) in zip(batch.packets, expected) {
            var buffer = LineBuffer()
            let packet = PacketSubject(
                record, annotation: batch.annotations[Int(record.annotation)])
            buffer.append(maximum: NDJSONEncoder.maximumLength(data: 7)) {
                encoder.write(packet, octets: batch.octets(of: record), link: link("a"), to: $0)
            }
            let object = try buffer.withOctets {
                try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any]
            }
            #expect(object?["scid"] as? Int == scid)
            #expect((object?["time"] as? String)?.hasPrefix(second) == true)
        }
    }
}
