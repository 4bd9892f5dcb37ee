import FeedhornExactness
import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Does a link with E = 16 take nothing of a stream with E = 8 for frames of its own?")
struct OtherCodeLinkTests {
    private static let parityDifference = 16 * 4

    /// AOS frames under E = 8; read as frames that are so much shorter, under E = 16.
    @Test(arguments: [RandomizerSequence?.none, .short])
    func shorterParity(randomizer: RandomizerSequence?) {
        let format = FrameFormat(.aos, length: 956)
        var builder = FrameBuilder(
            format: format, spacecraft: 9, generator: SeededGenerator(seed: 4))
        let frames = (0..<40).map { _ in builder.idleFrame(on: 1) }
        let sent = ChannelFormat(
            code: CodeblockFormat(errorCapability: 8, interleaving: 4), randomizer: randomizer)
        let stream = StreamBuilder(channel: sent, generator: SeededGenerator(seed: 5))
            .build(frames)
        let right = ManagedParameters(channel: sent, format: format, accepts: [9])
        #expect(right.decode(stream.octets).frames.count == 40)

        let other = ChannelFormat(
            code: CodeblockFormat(errorCapability: 16, interleaving: 4), randomizer: randomizer)
        let shorter = FrameFormat(.aos, length: 956 - OtherCodeLinkTests.parityDifference)
        let wrong = ManagedParameters(channel: other, format: shorter, accepts: [9])
        let decoded = wrong.decode(stream.octets, .random(3, upTo: 3_000))
        #expect(decoded.isBalanced)
        #expect(decoded.frames.isEmpty)
        #expect(decoded.balance.framesRejected[.code] == 40)
        #expect(decoded.states == [.search])
    }
}
