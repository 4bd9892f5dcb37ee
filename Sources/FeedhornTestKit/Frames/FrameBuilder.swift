/// Packs the packets of one spacecraft's virtual channels into transfer frames.
///
/// Packets run on from frame to frame of their channel; where a channel's queue is empty the
/// rest of the frame is filled as `fill` says.
public struct FrameBuilder: Sendable {
    /// What comes after the last packet of the queue.
    public enum Fill: Sendable, Equatable {
        /// An idle packet up to the frame's end, or into the next frame where 7 octets are too
        /// many.
        case idlePacket
        /// An idle packet that is longer than the frame and does not go on in the next.
        case cutIdlePacket
        /// Encapsulation idle packets of one octet each.
        case encapsulationIdle
        /// Octets of a packet version that can't stand there.
        case foreign
    }

    /// What the frames look like.
    public let format: FrameFormat
    /// SCID.
    public let spacecraft: UInt16
    /// How the rest of a frame is filled.
    public var fill = Fill.idlePacket
    /// A packet that ends exactly with the frame leaves a pointer equal to the zone's length,
    /// as some encoders do, and not 2047.
    public var pointsPastTheEnd = false
    /// Frames of AOS channel 63 have an M_PDU header with pointer 2046; false: idle octets only.
    public var idleChannelHasPointer = true

    private var generator: SeededGenerator
    private var masterCount: UInt8
    private var channels: [UInt8: ChannelQueue] = [:]

    /// - Parameter generator: gives fill, insert zones, control fields and first counts.
    public init(format: FrameFormat, spacecraft: UInt16, generator: SeededGenerator) {
        // A pointer has 11 bits, of which 2046 and 2047 mean something else.
        precondition(
            (1...2_045).contains(format.zoneLength), "\(format.zoneLength) octets for packets")
        self.format = format
        self.spacecraft = spacecraft
        self.generator = generator
        self.masterCount = 0
    }

    /// Queues `packet` on a virtual channel.
    public mutating func enqueue(_ packet: GeneratedPacket, on virtualChannel: UInt8) {
        channels[virtualChannel, default: ChannelQueue()].enqueue(packet)
    }

    /// Octets that wait on a virtual channel.
    public func waitingOctets(on virtualChannel: UInt8) -> Int {
        channels[virtualChannel]?.waitingOctets ?? 0
    }

    /// Sets the count that the next frame of a channel has: 8 bits in TM, 28 in AOS with count
    /// cycle, 24 without.
    public mutating func setChannelCount(_ count: UInt32, on virtualChannel: UInt8) {
        channels[virtualChannel, default: ChannelQueue()].count = count
    }

    /// Sets the master channel count that the next frame has (TM).
    public mutating func setMasterCount(_ count: UInt8) { masterCount = count }

    /// The next frame of packets of a virtual channel.
    public mutating func packetFrame(on virtualChannel: UInt8) -> GeneratedFrame {
        var queue = channels[virtualChannel] ?? ChannelQueue()
        let zone = queue.fillZone(
            length: format.zoneLength, fill: fill, pointsPastTheEnd: pointsPastTheEnd,
            using: &generator)
        channels[virtualChannel] = queue
        return frame(on: virtualChannel, .packets, zone)
    }

    /// A frame of only idle data (pointer 2046); an unfinished packet of the channel goes on in
    /// the next frame of packets.
    public mutating func idleFrame(on virtualChannel: UInt8) -> GeneratedFrame {
        let bare = format.version == .aos && virtualChannel == 63 && !idleChannelHasPointer
        let zone = PacketZone(
            octets: generator.octets(format.zoneLength), starts: [],
            firstHeaderPointer: bare ? nil : 0x7FE)
        return frame(on: virtualChannel, .onlyIdleData, zone)
    }

    /// A frame of another service: octets that nobody walks.
    public mutating func serviceFrame(on virtualChannel: UInt8) -> GeneratedFrame {
        let zone = PacketZone(
            octets: generator.octets(format.zoneLength), starts: [], firstHeaderPointer: nil)
        return frame(on: virtualChannel, .service, zone)
    }

    private mutating func frame(
        on virtualChannel: UInt8, _ content: GeneratedFrame.Content, _ zone: PacketZone
    ) -> GeneratedFrame {
        var queue = channels[virtualChannel] ?? ChannelQueue()
        let header = FrameHeader(
            format: format, spacecraft: spacecraft, virtualChannel: virtualChannel,
            masterCount: masterCount, channelCount: queue.count,
            firstHeaderPointer: zone.firstHeaderPointer)
        let control = format.hasOperationalControl ? controlWord(virtualChannel) : []
        var octets = header.octets(using: &generator) + zone.octets + control
        if format.hasErrorControl { octets += [0, 0] }
        var frame = GeneratedFrame(
            format: format, spacecraft: spacecraft, virtualChannel: virtualChannel,
            masterCount: format.version == .tm ? masterCount : 0,
            channelCount: queue.count % format.countModulus,
            countCycle: format.usesCountCycle ? UInt8(queue.count >> 24 & 15) : 0,
            content: content, packetFrame: content == .packets ? queue.packetFrames : nil,
            starts: zone.starts, firstHeaderPointer: zone.firstHeaderPointer,
            operationalControl: control, octets: octets)
        frame.renewChecks()
        queue.count &+= 1
        queue.packetFrames += content == .packets ? 1 : 0
        masterCount &+= 1
        channels[virtualChannel] = queue
        return frame
    }

    /// A communications link control word, COP-1 in effect (CCSDS 232.0-B-4 §4.2).
    private mutating func controlWord(_ virtualChannel: UInt8) -> [UInt8] {
        let flags = UInt8(truncatingIfNeeded: generator.next())
        let report = UInt8(generator.integer(below: 4))
        return [0x01, (virtualChannel & 0x3F) << 2, flags & 0xFE, report]
    }
}
