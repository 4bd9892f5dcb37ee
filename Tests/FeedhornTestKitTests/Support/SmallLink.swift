import FeedhornTestKit

/// TM frames of 32 octets: 6 of header, 24 of packets, 2 of FECF; spacecraft 5.
struct SmallLink {
    var builder: FrameBuilder
    var frames: [GeneratedFrame] = []

    init(firstCount: UInt64 = 0) {
        builder = FrameBuilder(
            format: FrameFormat(.tm, length: 32), spacecraft: 5,
            generator: SeededGenerator(seed: 1))
        builder.setChannelCount(firstCount, on: 0)
    }

    /// Queues packets of so many octets, APID 1, counts from `first` on.
    mutating func queue(_ lengths: Int..., first: UInt16 = 0) {
        for (place, length) in lengths.enumerated() {
            let packet = GeneratedPacket.space(
                application: 1, sequenceCount: first + UInt16(place),
                data: [UInt8](repeating: 0xAA, count: length - 6))
            builder.enqueue(packet, on: 0)
        }
    }

    mutating func packetFrames(_ count: Int) {
        for _ in 0..<count { frames.append(builder.packetFrame(on: 0)) }
    }

    mutating func idleFrame() { frames.append(builder.idleFrame(on: 0)) }

    /// What is delivered when `faults` befall the frames.
    func delivered(
        _ faults: [PlacedFault] = [], duplicates: DuplicateTreatment = .keep
    ) -> DeliveredTruth {
        var stream = StreamBuilder(channel: .fixed(), generator: SeededGenerator(seed: 2))
        stream.duplicates = duplicates
        stream.acceptedSpacecraft = [5]
        return stream.build(frames, faults: FaultPlan(faults)).truth.expected
    }
}

extension DeliveredTruth {
    /// Counts of the packets of APID 1, in order.
    var counts: [UInt16] {
        packets.filter { $0.packet.application == 1 }.compactMap(\.packet.sequenceCount)
    }
}
