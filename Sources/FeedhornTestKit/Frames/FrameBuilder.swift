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
    /// (USLP's always have a data field header.)
    public var idleChannelHasPointer = true

    private var generator: SeededGenerator
    private var masterCount: UInt8
    private var queues: [AccessPoint: ChannelQueue] = [:]
    /// Count of each channel's next frame, the cycle of AOS included.
    private var counts: [UInt8: UInt64] = [:]

    /// Where packets queue up: only USLP has more than one access point on a virtual channel
    /// (732.1-B-2 §2.1.3).
    private struct AccessPoint: Hashable {
        let virtualChannel: UInt8
        let identifier: UInt8
    }

    /// - Parameter generator: gives fill, insert zones, control fields and first counts.
    public init(format: FrameFormat, spacecraft: UInt16, generator: SeededGenerator) {
        precondition(
            (1...format.largestPointer).contains(format.zoneLength),
            "\(format.zoneLength) octets for packets")
        self.format = format
        self.spacecraft = spacecraft
        self.generator = generator
        self.masterCount = 0
    }

    /// Queues `packet` on a virtual channel (USLP: on one of its access points, 0…15).
    public mutating func enqueue(
        _ packet: GeneratedPacket, on virtualChannel: UInt8, accessPoint: UInt8 = 0
    ) {
        let place = AccessPoint(virtualChannel: virtualChannel, identifier: accessPoint)
        queues[place, default: ChannelQueue()].enqueue(packet)
    }

    /// Octets that wait on a virtual channel (USLP: on one of its access points).
    public func waitingOctets(on virtualChannel: UInt8, accessPoint: UInt8 = 0) -> Int {
        let place = AccessPoint(virtualChannel: virtualChannel, identifier: accessPoint)
        return queues[place]?.waitingOctets ?? 0
    }

    /// Sets the count that the next frame of a channel has: 8 bits in TM, 28 in AOS with count
    /// cycle, 24 without; in USLP as many as the format says.
    public mutating func setChannelCount(_ count: UInt64, on virtualChannel: UInt8) {
        counts[virtualChannel] = count
    }

    /// Sets the master channel count that the next frame has (TM).
    public mutating func setMasterCount(_ count: UInt8) { masterCount = count }

    /// The next frame of packets of a virtual channel (USLP: of one of its access points).
    public mutating func packetFrame(
        on virtualChannel: UInt8, accessPoint: UInt8 = 0
    ) -> GeneratedFrame {
        precondition(accessPoint == 0 || format.version == .uslp, "only USLP has access points")
        let place = AccessPoint(virtualChannel: virtualChannel, identifier: accessPoint)
        var queue = queues[place] ?? ChannelQueue()
        let zone = queue.fillZone(
            of: format, fill: fill, pointsPastTheEnd: pointsPastTheEnd, using: &generator)
        let number = queue.packetFrames
        queue.packetFrames += 1
        queues[place] = queue
        return frame(
            on: virtualChannel, .packets, zone, accessPoint: accessPoint, packetFrame: number)
    }

    /// A frame of only idle data (pointer 2046; USLP: channel 63, protocol 31); an unfinished
    /// packet of the channel goes on in the next frame of packets.
    public mutating func idleFrame(on virtualChannel: UInt8) -> GeneratedFrame {
        precondition(format.version != .uslp || virtualChannel == 63, "idle data has channel 63")
        let bare = format.version == .aos && virtualChannel == 63 && !idleChannelHasPointer
        let zone = PacketZone(
            octets: generator.octets(format.zoneLength), starts: [],
            firstHeaderPointer: bare ? nil : format.onlyIdleData)
        return frame(on: virtualChannel, .onlyIdleData, zone)
    }

    /// A frame of another service: octets that nobody walks.
    public mutating func serviceFrame(on virtualChannel: UInt8) -> GeneratedFrame {
        let zone = PacketZone(
            octets: generator.octets(format.zoneLength), starts: [], firstHeaderPointer: nil)
        return frame(on: virtualChannel, .service, zone)
    }

    private mutating func frame(
        on virtualChannel: UInt8, _ content: GeneratedFrame.Content, _ zone: PacketZone,
        accessPoint: UInt8 = 0, packetFrame: Int? = nil
    ) -> GeneratedFrame {
        let count = counts[virtualChannel] ?? 0
        let header = FrameHeader(
            format: format, spacecraft: spacecraft, virtualChannel: virtualChannel,
            masterCount: masterCount, channelCount: count,
            firstHeaderPointer: zone.firstHeaderPointer, accessPoint: accessPoint,
            isOnlyIdleData: content == .onlyIdleData)
        let control = format.hasOperationalControl ? controlWord(virtualChannel) : []
        var octets = header.octets(using: &generator)
        octets.reserveCapacity(format.length)
        octets += zone.octets
        octets += control
        octets += repeatElement(0, count: format.errorControlLength)
        var frame = GeneratedFrame(
            format: format, spacecraft: spacecraft, virtualChannel: virtualChannel,
            accessPoint: accessPoint, masterCount: format.version == .tm ? masterCount : 0,
            channelCount: count % format.countModulus,
            countCycle: format.usesCountCycle ? UInt8(count >> 24 & 15) : 0,
            content: content, packetFrame: packetFrame, starts: zone.starts,
            firstHeaderPointer: zone.firstHeaderPointer, operationalControl: control,
            octets: octets)
        frame.renewChecks()
        counts[virtualChannel] = count &+ 1
        masterCount &+= 1
        return frame
    }

    /// A communications link control word, COP-1 in effect (CCSDS 232.0-B-4 §4.2).
    private mutating func controlWord(_ virtualChannel: UInt8) -> [UInt8] {
        let flags = UInt8(truncatingIfNeeded: generator.next())
        let report = UInt8(generator.integer(below: 4))
        return [0x01, (virtualChannel & 0x3F) << 2, flags & 0xFE, report]
    }
}
