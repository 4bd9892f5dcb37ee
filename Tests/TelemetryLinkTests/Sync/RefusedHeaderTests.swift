import FeedhornExactness
import FeedhornTestKit
import Testing

@testable import TelemetryLink

/// The first frame of a stream lost some octets right behind its marker: what is left is a codeword
/// shifted, which the code corrects, with the next frame's marker inside it. Only its header, which
/// is not the link's, gives it away.
@Suite("Is a frame that its header refuses searched inside, in SEARCH too?")
struct RefusedHeaderTests {
    private static let code = CodeblockFormat(errorCapability: 16, interleaving: 1)

    private func stream(lost octets: Int, randomizer: RandomizerSequence?) -> GeneratedStream {
        var format = FrameFormat(.tm, length: RefusedHeaderTests.code.dataLength)
        format.hasErrorControl = false
        let builder = FrameBuilder(
            format: format, spacecraft: 5, generator: SeededGenerator(seed: 41))
        var plan = TrafficPlan(
            builder: builder, channels: [TrafficPlan.Channel(virtualChannel: 1, service: .other)],
            generator: SeededGenerator(seed: 42))
        var builderOfStream = StreamBuilder(
            channel: channel(randomizer), generator: SeededGenerator(seed: 43))
        builderOfStream.acceptedSpacecraft = [5]
        let fault = StreamFault.deletedBits(at: 32, count: 8 * octets)
        return builderOfStream.build(plan.frames(3), faults: FaultPlan([PlacedFault(0, fault)]))
    }

    private func channel(_ randomizer: RandomizerSequence?) -> ChannelFormat {
        ChannelFormat(code: RefusedHeaderTests.code, randomizer: randomizer)
    }

    @Test(arguments: [1, 4, 7, 11], [RandomizerSequence?.none, .short])
    func firstFrame(octets: Int, randomizer: RandomizerSequence?) {
        let stream = stream(lost: octets, randomizer: randomizer)
        #expect(
            stream.truth.frames.map(\.expectation) == [.mayDeliver, .mayDeliver, .mustDeliver])
        #expect(stream.truth.frames[0].isMistakable)
        var format = FrameFormat(.tm, length: RefusedHeaderTests.code.dataLength)
        format.hasErrorControl = false
        let parameters = ManagedParameters(
            channel: channel(randomizer), format: format, accepts: [5])
        let decoded = parameters.decode(stream.octets)
        #expect(decoded.frames.map(\.octets) == stream.truth.frames[1...].map(\.frame.octets))
        #expect(decoded.balance.framesFound == 3)
        // It owns the bits up to the marker inside it, as anywhere.
        let rest = UInt64(8 * (RefusedHeaderTests.code.codeblockLength - octets))
        #expect(decoded.records.rejected.map(\.ownedBits) == [rest])
        #expect(decoded.balance.markerBits == 3 * 32)
        #expect(parameters.decode(stream.octets, .fixed(1)).records == decoded.records)
    }
}
