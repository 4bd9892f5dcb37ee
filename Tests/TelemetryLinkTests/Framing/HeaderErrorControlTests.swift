import FeedhornExactness
import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Does AOS frame header error control correct two symbols and reject three?")
struct HeaderErrorControlTests {
    private var format: FrameFormat {
        var format = FrameFormat(.aos, length: 90)
        format.hasErrorControl = false
        format.hasHeaderErrorControl = true
        return format
    }

    private func stream(_ faults: [PlacedFault], channel: ChannelFormat) -> GeneratedStream {
        var source = PacketSource(
            applications: [PacketSource.Application(identifier: 1, lengths: 7...200)],
            generator: SeededGenerator(seed: 51))
        source.idleRate = 0.1
        var plan = TrafficPlan(
            builder: FrameBuilder(
                format: format, spacecraft: 77, generator: SeededGenerator(seed: 52)),
            channels: [TrafficPlan.Channel(virtualChannel: 2, service: .packets(source))],
            generator: SeededGenerator(seed: 53))
        return StreamBuilder(channel: channel, generator: SeededGenerator(seed: 54))
            .build(plan.frames(30), faults: FaultPlan(faults))
    }

    @Test(arguments: 1...6, [false, true])
    func wrongSymbols(count: Int, hasMarker: Bool) {
        let channel = hasMarker ? ChannelFormat() : ChannelFormat.fixed()
        let stream = stream([PlacedFault(12, .headerErrors(count))], channel: channel)
        let parameters = ManagedParameters(channel: channel, format: format, accepts: [77])
        let decoded = parameters.decode(stream.octets)
        TruthCheck.run(decoded, stream, "\(count) symbols")
        #expect(decoded.frames.count == (count <= 2 ? 30 : 29))
        #expect(decoded.balance.framesRejected[.fhec] == (count <= 2 ? 0 : 1))
        #expect(decoded.frames.allSatisfy { $0.annotation.quality == .undetermined })
        #expect(parameters.decode(stream.octets, .fixed(1)).records == decoded.records)
    }
}
