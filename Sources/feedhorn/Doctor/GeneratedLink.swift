import ChannelCoding
import FeedhornTestKit
import TelemetryLink

/// The generator's formats for a link, where it can make such frames.
struct GeneratedLink {
    private let channel: ChannelFormat
    private let format: FrameFormat
    /// Some packets to a frame, and some frames to a packet, where the link takes such.
    private let packetLengths: ClosedRange<Int>

    private static let shortestPacket = 20
    /// 133.0-B-2 §4.1.2.1.
    private static let longestPacket = 65_542
    private static let spacecraft: UInt16 = 85
    private static let application: UInt16 = 42

    /// - Returns: `nil` for links that the generator has no frames for.
    init?(_ parameters: ManagedParameters) {
        guard parameters.security == nil, parameters.coding.convolutional == nil,
            parameters.coding.differential == nil, parameters.coding.ldpc == nil,
            parameters.wrapper == ManagedParameters.Wrapper(), parameters.envelopes.isEmpty,
            let format = FrameFormat(parameters.frame)
        else { return nil }
        var channel = ChannelFormat.fixed()
        switch parameters.framing {
        case .fixedFrames: break
        case .synchronized(let sync):
            // The generator writes whole octets of marker, in front of the frame, upright.
            guard sync.frameStartsBefore == 0, sync.polarity != .inverted,
                sync.marker.bitCount.isMultiple(of: 8)
            else { return nil }
            channel.marker = sync.marker.octets
        default: return nil
        }
        if let code = parameters.coding.reedSolomon {
            guard code.mode == .correct else { return nil }
            channel.code = CodeblockFormat(
                errorCapability: code.code.errorCapability,
                interleaving: code.code.interleavingDepth,
                basis: code.code.basis == .dual ? .dual : .conventional, fill: code.code.fill)
        }
        channel.randomizer = parameters.coding.randomizer.map {
            $0 == .period131071 ? .long : .short
        }
        let longest = min(
            3 * format.zoneLength, Self.longestPacket, parameters.packets.maximumLength)
        guard longest >= Self.shortestPacket else { return nil }
        self.channel = channel
        self.format = format
        packetLengths = Self.shortestPacket...longest
    }

    /// A stream of frames, and the packets in it that are whole, back to back.
    func octets(frames count: Int) -> (stream: [UInt8], packets: [UInt8]) {
        var generator = SeededGenerator(seed: 0xD0C)
        let source = PacketSource(
            applications: [.init(identifier: Self.application, lengths: packetLengths)],
            generator: generator.fork())
        let builder = FrameBuilder(
            format: format, spacecraft: Self.spacecraft, generator: generator.fork())
        var plan = TrafficPlan(
            builder: builder,
            channels: [.init(virtualChannel: 1, service: .packets(source))],
            generator: generator.fork())
        let stream = StreamBuilder(channel: channel, generator: generator.fork())
            .build(plan.frames(count))
        // A frame that nothing checks waits for the marker behind it.
        let isChecked = channel.code != nil || format.hasErrorControl
        return (
            stream.octets + (isChecked ? [] : channel.marker),
            stream.truth.expected.packets.map(\.packet)
                .filter { $0.application == Self.application }.flatMap(\.octets)
        )
    }
}

extension FrameFormat {
    /// Shorter frames have no room for a header and something of a packet.
    private static let shortest = 32

    /// The generator's frames for a link's; `nil` where it has none.
    fileprivate init?(_ frame: FrameParameters) {
        guard frame.length >= Self.shortest, frame.dataFieldOffset == nil else { return nil }
        switch frame.type {
        case .tm: self.init(.tm, length: frame.length)
        case .aos: self.init(.aos, length: frame.length)
        case .uslp: self.init(.uslp, length: frame.length)
        case .opaque, .packets: return nil
        }
        hasErrorControl = frame.fecf
        hasLongErrorControl = frame.fecfCode == .crc32
        hasOperationalControl = frame.ocf != .none
        insertZone = frame.insertZone
        hasHeaderErrorControl = frame.fhec
        spacecraftBits = frame.aosSpacecraftBits
        // A pointer has to reach every octet of the zone.
        guard (Self.shortest / 2...largestPointer).contains(zoneLength) else { return nil }
    }
}
