import Testing

@testable import CaptureStore

/// Does an event keep its lines, whatever stands in it?
@Suite struct EventBlockTests {
    private static func encode(_ event: CaptureEvent) throws -> [UInt8] {
        let identifier = try #require(SegmentIdentifier(octets: Array(0..<16)))
        var chain = BlockChain(segment: identifier)
        var buffer: [UInt8] = []
        EventBlock(event: event, identifier: "feedhorn", linkName: nil)
            .encode(to: &buffer, chain: &chain)
        return buffer
    }

    private static func decode(_ block: [UInt8]) throws -> RecordedEvent {
        let seal = try BlockSeal(type: 9, block: block.span.bytes)
        #expect(seal?.segment == 0x0302_0100)
        return RecordedEvent(block: block.span.bytes, offset: 0)
    }

    @Test func everyLengthEndsOnFourOctets() throws {
        for count in 0..<9 {
            let message = String(repeating: "m", count: count)
            let block = try EventBlockTests.encode(
                CaptureEvent(code: .operatorNote, message: message, time: testTime(1)))
            #expect(block.count % 4 == 0)
            #expect(!block.dropLast(4).dropFirst(8).contains(0))
            let event = try EventBlockTests.decode(block)
            #expect(event.message == message)
            #expect(event.time == testTime(1))
            #expect(event["PRIORITY"] == "6")
        }
    }

    @Test func newlinesGoIntoData() throws {
        let block = try EventBlockTests.encode(
            CaptureEvent(
                code: .operatorNote, message: "two\nlines", time: testTime(0),
                fields: [
                    CaptureEvent.Field("who is", "A=B"), CaptureEvent.Field("note", "a\nTG_SEAL=b"),
                ]))
        let event = try EventBlockTests.decode(block)
        #expect(event.message == "two lines")
        #expect(event["TG_WHO_IS"] == "A=B")
        #expect(event["TG_NOTE"] == nil)
        #expect(event["TG_DATA"] == #"{"NOTE":"a\nTG_SEAL=b"}"#)
    }

    @Test func longTextsAreCut() throws {
        let fields = (0..<100).map { _ in
            CaptureEvent.Field(
                String(repeating: "n", count: 500), String(repeating: "\n", count: 9999))
        }
        let block = try EventBlockTests.encode(
            CaptureEvent(
                code: .operatorNote, message: String(repeating: "é", count: 5000),
                time: testTime(0), fields: fields))
        #expect(block.count < 128 << 10)
        let event = try EventBlockTests.decode(block)
        #expect(event.message == String(repeating: "é", count: 1024))
    }
}
