/// The packet zone of a frame to be.
struct PacketZone {
    var octets: [UInt8] = []
    var starts: [GeneratedFrame.PacketStart] = []
    /// `nil` where the frame has none.
    var firstHeaderPointer: UInt16?
}

/// The packets of a virtual channel (USLP: of an access point) that wait to be sent.
struct ChannelQueue {
    /// Frames of packets so far.
    var packetFrames = 0
    /// What is left of the packet that the last frame began.
    private var rest: ArraySlice<UInt8> = []
    private var waiting: [GeneratedPacket] = []
    private var next = 0
    private var waitingWhole = 0

    /// Octets of whole packets and of the rest of one.
    var waitingOctets: Int { rest.count + waitingWhole }

    mutating func enqueue(_ packet: GeneratedPacket) {
        waiting.append(packet)
        waitingWhole += packet.octets.count
    }

    /// The rest of the open packet, then packets, then fill: a whole zone.
    mutating func fillZone(
        of format: FrameFormat, fill: FrameBuilder.Fill, pointsPastTheEnd: Bool,
        using generator: inout SeededGenerator
    ) -> PacketZone {
        let length = format.zoneLength
        var zone = PacketZone(firstHeaderPointer: format.noPacketStart)
        zone.octets.reserveCapacity(length)
        let endsAPacket = !rest.isEmpty && rest.count == length
        zone.octets += rest.prefix(length)
        rest = rest.dropFirst(length)
        while zone.octets.count < length {
            let offset = zone.octets.count
            let room = length - offset
            let (packet, isCut) = nextPacket(room: room, fill: fill, using: &generator)
            if zone.starts.isEmpty { zone.firstHeaderPointer = UInt16(offset) }
            let beyond = max(0, packet.octets.count - room)
            zone.starts.append(
                GeneratedFrame.PacketStart(
                    packet: packet, offset: offset,
                    continuations: isCut ? nil : (beyond + length - 1) / length))
            zone.octets += packet.octets.prefix(room)
            rest = isCut ? [] : packet.octets.dropFirst(room)
        }
        if endsAPacket, pointsPastTheEnd { zone.firstHeaderPointer = UInt16(length) }
        return zone
    }

    /// The next packet of the queue, or fill; `isCut`: it ends with the frame, whole or not.
    private mutating func nextPacket(
        room: Int, fill: FrameBuilder.Fill, using generator: inout SeededGenerator
    ) -> (GeneratedPacket, isCut: Bool) {
        if next < waiting.count {
            next += 1
            let packet = waiting[next - 1]
            waitingWhole -= packet.octets.count
            // What is sent is let go from time to time, so that a long run stays small.
            if next == 1024 {
                waiting.removeFirst(next)
                next = 0
            }
            return (packet, packet.kind == .foreign)
        }
        func idle(_ length: Int) -> GeneratedPacket {
            .space(application: 2047, sequenceCount: 0, data: generator.octets(length - 6))
        }
        switch fill {
        case .idlePacket:
            return (idle(room >= 7 ? min(room, 65_542) : generator.integer(in: 7...40)), false)
        case .cutIdlePacket:
            return (idle(min(65_542, max(room, 6) + generator.integer(in: 1...40))), true)
        case .encapsulationIdle:
            return (EncapsulationForm.idle.packet(protocolIdentifier: 0, data: []), false)
        case .foreign:
            return (.foreign(room), true)
        }
    }
}
