import FeedhornTestKit

extension ExactnessLink {
    /// Frames of one stream: packets of all lengths on three channels, idle frames and frames of
    /// other access points between their halves, fill of four kinds, a service channel and an
    /// idle one. Every count comes round.
    func traffic(
        _ count: Int, _ format: FrameFormat, using generator: inout SeededGenerator
    ) -> [GeneratedFrame] {
        var builder = FrameBuilder(
            format: format, spacecraft: ExactnessLink.spacecraft, generator: generator.fork())
        builder.fill = generator.pick([.idlePacket, .cutIdlePacket, .encapsulationIdle, .foreign])
        for virtualChannel: UInt8 in [0, 1, 2] {
            builder.setChannelCount(format.countModulus &- 10, on: virtualChannel)
        }
        builder.setMasterCount(240)
        var plan = TrafficPlan(
            builder: builder, channels: channels(using: &generator), generator: generator.fork())
        return plan.frames(count)
    }

    private func channels(using generator: inout SeededGenerator) -> [TrafficPlan.Channel] {
        var result: [TrafficPlan.Channel] = []
        for place: UInt8 in [0, 1, 2] {
            result.append(packets(on: place, accessPoint: 0, using: &generator))
            if book == .uslp, place < 2 {
                result.append(packets(on: place, accessPoint: 5 + place, using: &generator))
            }
        }
        result.append(
            TrafficPlan.Channel(virtualChannel: ExactnessLink.serviceChannel, service: .other))
        let idle: UInt8 = book == .tm ? 7 : 63
        result.append(TrafficPlan.Channel(virtualChannel: idle, service: .onlyIdleData))
        return result
    }

    private func packets(
        on virtualChannel: UInt8, accessPoint: UInt8, using generator: inout SeededGenerator
    ) -> TrafficPlan.Channel {
        // No application has packets on two access points: its count would be no one's.
        let base = UInt16(virtualChannel) * 32 + UInt16(accessPoint) * 2
        var small = PacketSource.Application(identifier: base, lengths: 7...90)
        small.firstCount = 16_380
        let large = PacketSource.Application(identifier: base + 1, lengths: 200...1_200)
        var source = PacketSource(applications: [small, large], generator: generator.fork())
        source.encapsulationRate = generator.chance(0.5) ? 0.2 : 0
        source.idleRate = 0.1
        var channel = TrafficPlan.Channel(
            virtualChannel: virtualChannel, service: .packets(source))
        channel.accessPoint = accessPoint
        channel.weight = generator.integer(in: 1...4)
        // USLP has frames of only idle data on channel 63 alone.
        channel.idleFrameRate = book == .uslp ? 0 : 0.1
        channel.underrunRate = generator.chance(0.5) ? 0.3 : 0
        return channel
    }
}
