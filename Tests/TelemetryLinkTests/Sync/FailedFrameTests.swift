import FeedhornExactness
import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Which bits does a failed frame own, and is it counted once?")
struct FailedFrameTests {
    private func stream(_ faults: [PlacedFault]) -> GeneratedStream {
        var channel = ChannelFormat()
        channel.code = CodeblockFormat(errorCapability: 8, interleaving: 1)
        let builder = FrameBuilder(
            format: FrameFormat(.tm, length: 239), spacecraft: 5,
            generator: SeededGenerator(seed: 21))
        var plan = TrafficPlan(
            builder: builder, channels: [TrafficPlan.Channel(virtualChannel: 0, service: .other)],
            generator: SeededGenerator(seed: 22))
        return StreamBuilder(channel: channel, generator: SeededGenerator(seed: 23))
            .build(plan.frames(10), faults: FaultPlan(faults))
    }

    private var parameters: ManagedParameters {
        var channel = ChannelFormat()
        channel.code = CodeblockFormat(errorCapability: 8, interleaving: 1)
        return ManagedParameters(channel: channel, format: FrameFormat(.tm, length: 239))
    }

    private static let frameBits: UInt64 = 255 * 8

    @Test func uncorrectable() {
        let fault = StreamFault.symbolErrors(9, codeword: nil, place: .anywhere)
        let decoded = parameters.decode(stream([PlacedFault(4, fault)]).octets)
        #expect(decoded.records.rejected.map(\.reason) == [.code])
        #expect(decoded.records.rejected.map(\.ownedBits) == [FailedFrameTests.frameBits])
        #expect(decoded.records.rejected.first?.octets.count == 239)
        #expect(decoded.balance.markerBits == 10 * 32)
        #expect(decoded.balance.skippedBits.total == 0)
        #expect(decoded.records.statistics.uncorrectableCodewords == 1)
        #expect(decoded.records.statistics.channels.map(\.missing) == [1])
    }

    /// A failed frame is kept as it was sent, whatever the polarity it came in.
    @Test func inverted() {
        let fault = StreamFault.symbolErrors(9, codeword: nil, place: .anywhere)
        let octets = stream([PlacedFault(4, fault)]).octets
        let upright = parameters.decode(octets)
        let turned = parameters.decode(octets.inverted)
        #expect(turned.records.rejected == upright.records.rejected)
        #expect(turned.frames == upright.frames)
        #expect(turned.records.statistics == upright.records.statistics)
    }

    /// A cut frame owns what is left of it, and the next one is whole.
    @Test(arguments: [33, 500, 1_999])
    func cut(bits: Int) {
        let fault = StreamFault.deletedBits(at: 40, count: bits)
        let decoded = parameters.decode(stream([PlacedFault(4, fault)]).octets)
        #expect(decoded.frames.count == 9)
        #expect(
            decoded.records.rejected.map(\.ownedBits)
                == [FailedFrameTests.frameBits - UInt64(bits)])
        // The bits that fill up the last octet.
        #expect(decoded.balance.skippedBits.total < 8)
    }

    /// The last frame is cut off by the stream's end.
    @Test func truncated() {
        let octets = stream([]).octets.dropLast(100)
        let decoded = parameters.decode(Array(octets))
        #expect(decoded.frames.count == 9)
        #expect(decoded.records.rejected.map(\.reason) == [.truncated])
        #expect(decoded.records.rejected.map(\.ownedBits) == [155 * 8])
        #expect(decoded.balance.framesFound == 10)
    }

    /// An uncorrectable frame and one that is cut off behind it, which begins inside it.
    @Test func truncatedInsideAFailedFrame() {
        let fault = StreamFault.deletedBits(at: 1_000, count: 1_040)
        let octets = stream([PlacedFault(8, fault)]).octets.dropLast(100)
        for chunking in [Chunking.whole, .fixed(1)] {
            let decoded = parameters.decode(Array(octets), chunking)
            #expect(decoded.frames.count == 8)
            #expect(decoded.records.rejected.map(\.reason) == [.code, .truncated])
            #expect(decoded.balance.framesFound == 10)
        }
    }

    /// A marker that stands in a failed frame's data by chance does not cost the next frame.
    @Test func falseMarkerInside() {
        var octets = stream([]).octets
        let start = 4 * 259
        for place in 20..<60 { octets[start + place] = UInt8(place) }
        octets.replaceSubrange(start + 100..<start + 104, with: [0x1A, 0xCF, 0xFC, 0x1D])
        let decoded = parameters.decode(octets)
        #expect(decoded.frames.count == 9)
        #expect(decoded.records.rejected.map(\.ownedBits) == [FailedFrameTests.frameBits])
        #expect(decoded.balance.framesFound == 10)
    }

    /// `deliverErred`: it leaves as a frame too, and touches nothing.
    @Test func deliverErred() {
        let fault = StreamFault.symbolErrors(9, codeword: nil, place: .anywhere)
        var parameters = parameters
        parameters.frame.deliverErred = true
        let decoded = parameters.decode(stream([PlacedFault(4, fault)]).octets)
        #expect(decoded.frames.map(\.annotation.quality).filter { $0 == .erred }.count == 1)
        #expect(decoded.frames.count == 10)
        #expect(decoded.balance.framesDelivered == 9)
        #expect(decoded.balance.framesRejected.total == 1)
    }
}
