import CCSDS
import FeedhornExactness
import FeedhornTestKit

@testable import TelemetryLink

/// A link whose formats and traffic a seed says: packets of all lengths on three channels, idle
/// frames between their halves, fill of four kinds, a service channel and an idle one.
struct GeneratedTraffic {
    static let spacecraft: UInt16 = 85

    let seed: UInt64
    var channel: ChannelFormat
    var format: FrameFormat
    var duplicates = DuplicateTreatment.keepAndContinue
    private var generator: SeededGenerator

    init(seed: UInt64, version: FrameFormat.Version, channel: ChannelFormat) {
        self.seed = seed
        self.channel = channel
        var generator = SeededGenerator(seed: seed)
        let length = channel.code?.dataLength ?? generator.integer(in: 60...400)
        format = FrameFormat(version, length: length)
        format.hasOperationalControl = generator.chance(0.5)
        format.secondaryHeaderData = version == .tm && generator.chance(0.5) ? 7 : 0
        format.insertZone = version == .aos && generator.chance(0.5) ? 5 : 0
        self.generator = generator
    }

    /// One of the formats that seeds come round to: TM and AOS; no code, E=8, E=16 with fill;
    /// both randomizers.
    init(round seed: UInt64) {
        let codes: [CodeblockFormat?] = [
            nil, CodeblockFormat(errorCapability: 8, interleaving: 2, basis: .conventional),
            CodeblockFormat(interleaving: 1, fill: [UInt8](repeating: 0, count: 90)),
        ]
        let channel = ChannelFormat(
            code: codes[Int(seed % 3)], randomizer: seed % 2 == 0 ? .long : .short)
        self.init(seed: seed, version: seed % 4 < 2 ? .tm : .aos, channel: channel)
    }

    var parameters: ManagedParameters {
        var parameters = ManagedParameters(
            channel: channel, format: format, accepts: [GeneratedTraffic.spacecraft],
            duplicates: duplicates)
        // The service channel: TM frames say it themselves.
        parameters.channels.services = [VirtualChannelIdentifier(rawValue: 3): .opaque]
        return parameters
    }

    mutating func stream(
        frames count: Int, faults: FaultPlan = FaultPlan()
    ) -> GeneratedStream {
        let frames = frames(count)
        return builder().build(frames, faults: faults)
    }

    mutating func records(
        frames count: Int, faults: FaultPlan = FaultPlan(), framing: RecordFraming
    ) -> GeneratedStream {
        let frames = frames(count)
        return builder().build(frames, faults: faults, framing: framing).stream
    }

    private mutating func builder() -> StreamBuilder {
        var stream = StreamBuilder(channel: channel, generator: generator.fork())
        stream.acceptedSpacecraft = [GeneratedTraffic.spacecraft]
        stream.duplicates = duplicates
        return stream
    }

    private mutating func frames(_ count: Int) -> [GeneratedFrame] {
        var builder = FrameBuilder(
            format: format, spacecraft: GeneratedTraffic.spacecraft, generator: generator.fork())
        builder.fill = generator.pick([.idlePacket, .cutIdlePacket, .encapsulationIdle, .foreign])
        // Every count comes round within the stream.
        for virtualChannel: UInt8 in [0, 1, 2] {
            builder.setChannelCount(format.countModulus - 10, on: virtualChannel)
        }
        builder.setMasterCount(240)
        var plan = TrafficPlan(
            builder: builder, channels: channels(), generator: generator.fork())
        return plan.frames(count)
    }

    private mutating func channels() -> [TrafficPlan.Channel] {
        var result: [TrafficPlan.Channel] = []
        for virtualChannel: UInt8 in [0, 1, 2] {
            var small = PacketSource.Application(
                identifier: UInt16(generator.integer(in: 0...2_000)), lengths: 7...90)
            small.firstCount = 16_380
            let large = PacketSource.Application(
                identifier: 2_001 + UInt16(virtualChannel), lengths: 200...1_200)
            var source = PacketSource(applications: [small, large], generator: generator.fork())
            source.encapsulationRate = generator.chance(0.5) ? 0.2 : 0
            source.idleRate = 0.1
            var channel = TrafficPlan.Channel(
                virtualChannel: virtualChannel, service: .packets(source))
            channel.weight = generator.integer(in: 1...4)
            // USLP has frames of only idle data on channel 63 alone.
            channel.idleFrameRate = format.version == .uslp ? 0 : 0.1
            channel.underrunRate = generator.chance(0.5) ? 0.3 : 0
            result.append(channel)
        }
        result.append(TrafficPlan.Channel(virtualChannel: 3, service: .other))
        let idle: UInt8 = format.version == .tm ? 7 : 63
        result.append(TrafficPlan.Channel(virtualChannel: idle, service: .onlyIdleData))
        return result
    }
}
