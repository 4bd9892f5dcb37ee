import FeedhornTestKit

/// A link whose formats and traffic a seed says.
struct RandomLink {
    static let spacecraft: UInt16 = 85
    var duplicates = DuplicateTreatment.keep
    let channel: ChannelFormat
    let format: FrameFormat
    private var generator: SeededGenerator

    init(seed: UInt64, version: FrameFormat.Version, channel: ChannelFormat) {
        var generator = SeededGenerator(seed: seed)
        let length = channel.code?.dataLength ?? generator.integer(in: 60...400)
        var format = FrameFormat(version, length: length)
        format.hasOperationalControl = generator.chance(0.5)
        format.secondaryHeaderData = version == .tm && generator.chance(0.5) ? 7 : 0
        format.insertZone = version == .aos && generator.chance(0.5) ? 5 : 0
        format.hasHeaderErrorControl = version == .aos && generator.chance(0.5)
        format.usesCountCycle = version == .aos && generator.chance(0.5)
        self.channel = channel
        self.format = format
        self.generator = generator
    }

    mutating func stream(frames count: Int, faults: FaultPlan) -> GeneratedStream {
        let frames = frames(count)
        return builder().build(frames, faults: faults)
    }

    mutating func records(
        frames count: Int, faults: FaultPlan, framing: RecordFraming
    ) -> (stream: GeneratedStream, records: [GeneratedRecord]) {
        let frames = frames(count)
        return builder().build(frames, faults: faults, framing: framing)
    }

    private mutating func builder() -> StreamBuilder {
        var stream = StreamBuilder(channel: channel, generator: generator.fork())
        stream.acceptedSpacecraft = [RandomLink.spacecraft]
        stream.duplicates = duplicates
        return stream
    }

    private mutating func frames(_ count: Int) -> [GeneratedFrame] {
        var builder = FrameBuilder(
            format: format, spacecraft: RandomLink.spacecraft, generator: generator.fork())
        builder.fill = generator.pick([
            .idlePacket, .cutIdlePacket, .encapsulationIdle, .foreign,
        ])
        for virtualChannel: UInt8 in [0, 1, 2] {
            builder.setChannelCount(format.countModulus - 20, on: virtualChannel)
        }
        var plan = TrafficPlan(
            builder: builder, channels: channels(), generator: generator.fork())
        return plan.frames(count)
    }

    func reference(_ name: String, _ stream: GeneratedStream) -> ReferenceDecoder.Case {
        ReferenceDecoder.Case(
            name, stream, channel: channel, format: format, packetChannels: [0, 1, 2])
    }

    private mutating func channels() -> [TrafficPlan.Channel] {
        var result: [TrafficPlan.Channel] = []
        for virtualChannel: UInt8 in [0, 1, 2] {
            var small = PacketSource.Application(
                identifier: UInt16(generator.integer(in: 0...2_000)), lengths: 7...90)
            small.firstCount = 16_380
            let large = PacketSource.Application(
                identifier: 2_001 + UInt16(virtualChannel), lengths: 200...2_000)
            var source = PacketSource(
                applications: [small, large], generator: generator.fork())
            source.encapsulationRate = generator.chance(0.5) ? 0.2 : 0
            source.idleRate = 0.1
            var channel = TrafficPlan.Channel(
                virtualChannel: virtualChannel, service: .packets(source))
            channel.weight = generator.integer(in: 1...4)
            channel.idleFrameRate = 0.1
            channel.underrunRate = generator.chance(0.5) ? 0.3 : 0
            result.append(channel)
        }
        result.append(TrafficPlan.Channel(virtualChannel: 3, service: .other))
        let idle: UInt8 = format.version == .tm ? 7 : 63
        result.append(TrafficPlan.Channel(virtualChannel: idle, service: .onlyIdleData))
        return result
    }
}

extension StreamTruth {
    /// From the first polarity turn to the second, as faults in named places say.
    func turns() -> Range<Int> {
        let places = faults.compactMap { placed -> Int? in
            guard case .polarityTurn(let at) = placed.fault else { return nil }
            return frames.first { $0.source == placed.frame }?.bits.map { $0.lowerBound + at }
        }
        return places[0]..<places[1]
    }
}
