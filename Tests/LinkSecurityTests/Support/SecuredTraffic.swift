import CCSDS
import FeedhornTestKit
import LinkSecurity
import TelemetryLink

/// Frames of packets on three channels, made by the generator and then secured; and the packets
/// that the generator says are in them.
struct SecuredTraffic {
    let format: FrameFormat
    var sealing: Sealing
    /// Secured frames, in order.
    let frames: [[UInt8]]
    /// Octets of the packets, in the order in which they are complete.
    let packets: [[UInt8]]
    /// Octets of data fields between security header and trailer.
    let dataLength: Int

    init(
        seed: UInt64, _ version: FrameFormat.Version, _ sealing: Sealing, count: Int = 60,
        _ change: (inout FrameFormat) -> Void = { _ in }
    ) throws {
        var sealing = sealing
        var generator = SeededGenerator(seed: seed)
        var format = FrameFormat(version, length: generator.integer(in: 60...300))
        format.hasOperationalControl = generator.chance(0.5)
        format.secondaryHeaderData = version == .tm && generator.chance(0.5) ? 5 : 0
        format.insertZone = version == .aos && generator.chance(0.5) ? 3 : 0
        format.hasHeaderErrorControl = version == .aos && generator.chance(0.5)
        change(&format)
        self.format = format
        let builder = FrameBuilder(
            format: format, spacecraft: 42, generator: generator.fork())
        var plan = TrafficPlan(
            builder: builder, channels: SecuredTraffic.channels(&generator),
            generator: generator.fork())
        let generated = plan.frames(count)
        // Only for its truth: the stream itself is not secured.
        let plain = StreamBuilder(channel: .fixed(), generator: generator.fork()).build(generated)
        packets = plain.truth.expected.packets.map(\.packet.octets)
        frames = try generated.map { try sealing.seal($0) }
        dataLength = format.length - format.dataFieldOffset - format.trailerLength
        self.sealing = sealing
    }

    private static func channels(
        _ generator: inout SeededGenerator
    ) -> [TrafficPlan.Channel] {
        [UInt8(0), 1, 5].map { number in
            let small = PacketSource.Application(
                identifier: 10 + UInt16(number), lengths: 7...60)
            let large = PacketSource.Application(
                identifier: 20 + UInt16(number), lengths: 100...700)
            var channel = TrafficPlan.Channel(
                virtualChannel: number,
                service: .packets(
                    PacketSource(applications: [small, large], generator: generator.fork())))
            channel.idleFrameRate = 0.1
            channel.underrunRate = 0.2
            return channel
        }
    }

    /// The link of these frames, back to back.
    var parameters: ManagedParameters {
        var frame = FrameParameters()
        frame.type = format.version == .tm ? .tm : .aos
        frame.length = format.length + sealing.overhead
        frame.fecf = format.hasErrorControl
        frame.ocf =
            format.hasOperationalControl ? (frame.type == .tm ? .perHeader : .always) : .none
        frame.insertZone = format.insertZone
        frame.fhec = format.hasHeaderErrorControl
        var parameters = ManagedParameters(
            name: "secured", framing: .fixedFrames, frame: frame)
        parameters.security = SecurityParameters(associations: [sealing.association])
        return parameters
    }

    var octets: [UInt8] { Array(frames.joined()) }
}
