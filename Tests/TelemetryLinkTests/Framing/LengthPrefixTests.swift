import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("What becomes of lengths that make no sense?")
struct LengthPrefixTests {
    private func parameters(maximum: Int, bias: Int = 0) -> ManagedParameters {
        var prefix = LengthPrefixParameters()
        prefix.maximumLength = maximum
        prefix.bias = bias
        return ManagedParameters(name: "length", framing: .lengthPrefixed(prefix))
    }

    @Test func tooLong() {
        let stream: [UInt8] = [0, 2, 1, 2, 0xFF, 0xFF, 0xFF, 0, 3, 7, 8, 9]
        for chunking in [Chunking.whole, .fixed(1)] {
            let decoded = parameters(maximum: 10).decode(stream, chunking)
            #expect(decoded.frames.map(\.octets) == [[1, 2], [7, 8, 9]])
            #expect(decoded.records.events.map(\.kind) == [.skipped(.malformed, bits: 24)])
            #expect(decoded.records.events.map(\.streamOffset) == [32])
        }
    }

    @Test func theLongest() {
        let decoded = parameters(maximum: 3).decode([0, 3, 1, 2, 3, 0, 4, 1, 2, 3, 4])
        #expect(decoded.frames.map(\.octets) == [[1, 2, 3]])
        #expect(decoded.balance.skippedBits.total == 48)
    }

    @Test func tooShort() {
        // The field counts itself: 1 is impossible, and so is 256 one octet on; 2 is no data.
        let stream: [UInt8] = [0, 1, 0, 2, 0, 3, 0xAA]
        let decoded = parameters(maximum: 10, bias: -2).decode(stream)
        #expect(decoded.frames.map(\.octets) == [[0xAA]])
        #expect(decoded.balance.framesFound == 1)
        #expect(decoded.balance.skippedBits[.malformed] == 16)
    }

    /// The stream ends while it makes no sense, or inside a record.
    @Test func end() {
        let lost = parameters(maximum: 10).decode([0, 1, 5, 0xFF, 0xFF, 0xFF], .fixed(1))
        #expect(
            lost.records.events.map(\.kind) == [
                .skipped(.malformed, bits: 16), .skipped(.truncated, bits: 8),
            ])
        let cut = parameters(maximum: 10).decode([0, 9, 5, 5])
        #expect(cut.records.events.map(\.kind) == [.skipped(.truncated, bits: 32)])
        #expect(cut.frames.isEmpty)
    }

    /// The event of a loss has the time and place where it began, long gone by its end.
    @Test func timeOfALoss() {
        var prefix = LengthPrefixParameters()
        prefix.maximumLength = 10
        var parameters = ManagedParameters(name: "time", framing: .lengthPrefixed(prefix))
        parameters.wrapper = ManagedParameters.Wrapper(before: 1)
        var decoder = LinkDecoder(parameters)
        var events: [LinkEvent] = []
        let octets: [UInt8] = [0, 1, 5] + [UInt8](repeating: 0xFF, count: 40) + [0, 1, 6, 0, 0]
        for (place, octet) in octets.enumerated() {
            var batch = PacketBatch()
            decoder.consume(
                Slab(copying: [0x77, octet]), 0..<2,
                receivedAt: ReceptionTime(utc: 1_000 + UInt64(place), monotonic: 0), into: &batch)
            events += batch.events
        }
        #expect(events.count == 1)
        #expect(events.first?.earthReceiveTime == 1_003)
        #expect(events.first?.streamOffset == 3 * 16 + 8)
    }
}
