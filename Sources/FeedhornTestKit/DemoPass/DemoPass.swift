/// A pass of four minutes over a station, with what goes wrong in one: noise before the signal, a
/// fade, an overrun that cuts a frame, a phase slip that turns the polarity, frames that were
/// never sent.
///
/// TM frames of 223 octets with control field and FECF, Reed–Solomon (255,223), the short
/// randomizer and the standard marker, at 9,600 bit/s; four virtual channels, six applications
/// whose packets carry their time as CUC 4+2. The same on every machine, so that a recording of
/// it stays comparable; and exact: every correct decoder gets the same frames and packets.
public struct DemoPass: Sendable {
    /// Bits per second on the channel.
    public static let bitRate = 9_600
    /// Frames of the pass.
    public static let frameCount = 1_150
    /// SCID; the link accepts no other.
    public static let spacecraft: UInt16 = 681
    /// Name that the summary carries.
    public static let name = "demo-pass"
    /// On-board time of the first frame, in units of 2⁻¹⁶ s since 2026-01-01.
    static let firstTime: UInt64 = 28_166_400 << 16

    /// Format of the frames.
    public static var frameFormat: FrameFormat {
        var format = FrameFormat(.tm, length: 223)
        format.hasOperationalControl = true
        return format
    }

    /// Code, randomizer and marker.
    public static var channelFormat: ChannelFormat {
        ChannelFormat(code: CodeblockFormat(), randomizer: .short)
    }

    /// Octets and truth of the pass.
    public let stream: GeneratedStream

    /// The pass; another seed gives another one with the same faults.
    public init(seed: UInt64 = 0xFEED) {
        var generator = SeededGenerator(seed: seed)
        var traffic = DemoPass.traffic(using: &generator)
        let frames = traffic.frames(DemoPass.frameCount)
        var builder = StreamBuilder(
            channel: DemoPass.channelFormat, generator: generator.fork())
        builder.acceptedSpacecraft = [DemoPass.spacecraft]
        stream = builder.build(frames, faults: DemoPass.faults(using: &generator))
    }

    /// The stream.
    public var octets: [UInt8] { stream.octets }

    /// The truth.
    public var truth: StreamTruth { stream.truth }

    /// The truth as `expected.json` of a recording: what a decoder's summary has to say.
    public var expectedText: String { truth.summary().text(indented: true) + "\n" }

    private static func traffic(using generator: inout SeededGenerator) -> TrafficPlan {
        func application(_ identifier: UInt16, _ lengths: ClosedRange<Int>)
            -> PacketSource.Application
        {
            var application = PacketSource.Application(identifier: identifier, lengths: lengths)
            application.secondaryHeader = .time
            application.hasErrorControl = true
            return application
        }
        func packets(_ applications: [PacketSource.Application]) -> TrafficPlan.Channel.Service {
            .packets(PacketSource(applications: applications, generator: generator.fork()))
        }
        var platform = TrafficPlan.Channel(
            virtualChannel: 0,
            service: packets([application(16, 40...120), application(17, 64...64)]))
        platform.weight = 3
        platform.underrunRate = 0.2
        var events = TrafficPlan.Channel(
            virtualChannel: 1, service: packets([application(32, 20...60)]))
        events.underrunRate = 0.5
        events.idleFrameRate = 0.1
        var science = TrafficPlan.Channel(
            virtualChannel: 2,
            service: packets([application(100, 800...3_000), application(101, 300...300)]))
        science.weight = 5
        var file = TrafficPlan.Channel(
            virtualChannel: 3, service: packets([application(500, 200...1_024)]))
        file.weight = 2
        let builder = FrameBuilder(
            format: frameFormat, spacecraft: spacecraft, generator: generator.fork())
        var plan = TrafficPlan(
            builder: builder, channels: [platform, events, science, file],
            generator: generator.fork())
        plan.onBoardTime = firstTime
        let bits = channelFormat.caduBits(frameLength: frameFormat.length)
        plan.timePerFrame = UInt64(bits << 16 / bitRate)
        return plan
    }
}
