import CCSDS
import ChannelCoding
import Foundation
import OrderedJSON
import TelemetryLink
import TelemetryPipeline
import Testing

/// Are gaps, events, frames, rejected frames and the stream's own objects as documented?
struct RecordObjectTests {
    @Test func gaps() {
        let gap = CounterGap(
            scope: .virtualChannel(channel(181, 1)), step: .gap(missing: 3), last: 254, found: 2,
            modulus: 256, earthReceiveTime: evening, streamOffset: 80)
        let expected =
            #"{"class":"GAP","link":"a","scope":"virtualChannel","scid":181,"vcid":1,"map":null,"#
            + #""apid":null,"step":"gap","missing":3,"modulus":256,"last":254,"found":2,"#
            + #""firstMissing":255,"lastMissing":1,"time":"2026-11-22T20:00:00.000000000Z","#
            + #""streamOffset":80}"#
        #expect(JSONObject.gap(gap, link: link("a")).string == expected)
        // The count came round: none missing by it, and 256 by what could not be read.
        let round = CounterGap(
            scope: gap.scope, step: .gap(missing: 0), last: 254, found: 255, modulus: 256,
            earthReceiveTime: evening, streamOffset: 80, estimate: 256)
        #expect(round.missingRange == nil)
        let text = JSONObject.gap(round, link: link("a")).string
        #expect(text.contains(#""step":"gap","missing":0,"estimate":256,"modulus":256"#))
        #expect(text.contains(#""firstMissing":null,"lastMissing":null"#))
    }

    @Test func gapsOfAPIDsAndMasterChannels() {
        var gap = CounterGap(
            scope: .application(ApplicationProcessIdentifier(rawValue: 9), .none), step: .reset,
            last: 1, found: 1, modulus: 16_384, earthReceiveTime: 0, streamOffset: 0)
        let text = JSONObject.gap(gap, link: link("a")).string
        #expect(
            text.contains(#""scope":"application","scid":null,"vcid":null,"map":null,"apid":9"#))
        #expect(text.contains(#""step":"reset","missing":null"#))
        gap.scope = .masterChannel(.tm, SpacecraftIdentifier(rawValue: 3))
        gap.step = .duplicate
        let master = JSONObject.gap(gap, link: link("a")).string
        #expect(master.contains(#""scope":"masterChannel","scid":3,"vcid":null"#))
        #expect(master.contains(#""step":"duplicate","missing":0"#))
    }

    @Test(arguments: [
        (
            LinkEvent.Kind.state(from: .search, to: .lock),
            #""kind":"state","from":"search","to":"lock""#
        ),
        (
            .symbols(.lock, offset: 1, exchanged: true, secondInverted: false),
            #""kind":"symbols","state":"lock","offset":1,"exchanged":true,"secondInverted":false"#
        ),
        (.polarity(inverted: true), #""kind":"polarity","inverted":true"#),
        (
            .discarded(.orphanTail, octets: 12, channel(181, 1)),
            #""kind":"discarded","reason":"orphanTail","octets":12,"scid":181,"vcid":1,"map":null"#
        ),
        (.skipped(.noSync, bits: 77), #""kind":"skipped","reason":"noSync","bits":77"#),
        (
            .replay(
                SecurityParameterIndex(rawValue: 7), number: 0xAB, last: 1 << 100,
                channel(181, 1)),
            #""kind":"replay","spi":7,"number":"0xab","last":"0x10000000000000000000000000","#
                + #""scid":181,"vcid":1,"map":null"#
        ),
    ])
    func events(kind: LinkEvent.Kind, members: String) {
        let event = LinkEvent(kind: kind, streamOffset: 8, earthReceiveTime: 0)
        #expect(
            JSONObject.event(event, link: link("a")).string == #"{"class":"EVENT","link":"a","#
                + members + #","time":"1970-01-01T00:00:00.000000000Z","streamOffset":8}"#)
    }

    @Test func streamObjects() {
        #expect(
            JSONObject.dropped(DropCount(packets: 5)).string == #"{"class":"DROPPED","count":5}"#)
        #expect(
            JSONObject.dropped(DropCount(packets: 0, others: 2)).string
                == #"{"class":"DROPPED","count":0,"others":2}"#)
        #expect(
            JSONObject.heartbeat(at: evening).string
                == #"{"class":"HEARTBEAT","time":"2026-11-22T20:00:00.000000000Z"}"#)
        var members = JSONObject()
        members.add("links", 2)
        #expect(JSONObject.status(members).string == #"{"class":"STATUS","links":2}"#)
        #expect(JSONObject.status(JSONObject()).string == #"{"class":"STATUS"}"#)
    }

    /// Lists and fractions too: nothing of a value is left out.
    @Test func values() {
        let value = JSONValue.object([
            JSONMember("list", .array([.unsigned(1), .number(0.5)])), JSONMember("none", .null),
        ])
        var object = JSONObject()
        object.add("n", 1)
        object.add("value", value)
        #expect(object.string == #"{"n":1,"value":{"list":[1,0.5],"none":null}}"#)
    }

    @Test func textsAreEscaped() throws {
        let nasty = "a\"b\\c\n\r\t\u{1}\u{1F}é🛰"
        let notice = LinkNotice(time: 0, kind: "note", message: nasty, count: 3)
        let text = JSONObject.notice(notice, link: link("a")).string
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        #expect(object?["message"] as? String == nasty)
        #expect(object?["count"] as? Int == 3)
    }

    @Test func framesAndRejectedFrames() throws {
        var builder = PacketBatchBuilder()
        builder.append(
            frame: [1, 2, 0xFE],
            annotation: annotation(channel(181, 1), corrected: 4, missing: .max))
        builder.append(
            rejected: [9], reason: .fecf, streamOffset: 16, ownedBits: 8, at: evening)
        let batch = builder.finish()
        var encoder = NDJSONEncoder()
        var buffer = LineBuffer()
        buffer.append(maximum: NDJSONEncoder.maximumLength(data: 3)) {
            encoder.write(
                batch.frames[0], octets: batch.octets(of: batch.frames[0]), link: link("a"), to: $0)
        }
        buffer.append(maximum: NDJSONEncoder.maximumLength(data: 1)) {
            encoder.write(
                batch.rejected[0], octets: batch.octets(of: batch.rejected[0]), link: link("a"),
                to: $0)
        }
        let expected =
            #"{"class":"FRAME","link":"a","scid":181,"vcid":1,"map":null,"count":12,"length":3,"#
            + #""time":"2026-11-22T20:00:00.000000000Z","quality":"good","corrected":4,"#
            + #""missing":null,"flags":[],"number":7,"streamOffset":80,"data":"0102fe"}"# + "\n"
            + #"{"class":"REJECTED","link":"a","reason":"fecf","length":1,"#
            + #""time":"2026-11-22T20:00:00.000000000Z","streamOffset":16,"ownedBits":8,"#
            + #""data":"09"}"# + "\n"
        #expect(buffer.withOctets { String(decoding: $0, as: UTF8.self) } == expected)
    }

    @Test(arguments: [
        (SecurityMark.State.verified, "verified"), (.unverified, "unverified"),
        (.encrypted, "encrypted"),
    ])
    func securedFrames(state: SecurityMark.State, word: String) {
        var secured = annotation(channel(181, 1))
        secured.security = SecurityMark(
            index: SecurityParameterIndex(rawValue: 65_534), state: state)
        var builder = PacketBatchBuilder()
        builder.append(frame: [1], annotation: secured)
        let batch = builder.finish()
        var encoder = NDJSONEncoder()
        var buffer = LineBuffer()
        buffer.append(maximum: NDJSONEncoder.maximumLength(data: 1)) {
            encoder.write(
                batch.frames[0], octets: batch.octets(of: batch.frames[0]), link: link("a"), to: $0)
        }
        let text = buffer.withOctets { String(decoding: $0, as: UTF8.self) }
        #expect(
            text.contains(
                #""streamOffset":80,"spi":65534,"security":"\#(word)","data":"01"}"#))
    }
}
