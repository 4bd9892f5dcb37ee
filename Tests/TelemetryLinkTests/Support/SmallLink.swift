import CCSDS
import FeedhornExactness
import FeedhornTestKit

@testable import TelemetryLink

/// TM frames of 32 octets: 6 of header, 24 of packets, 2 of FECF; spacecraft 5, channel 0.
struct SmallLink {
    var builder = FrameBuilder(
        format: FrameFormat(.tm, length: 32), spacecraft: 5, generator: SeededGenerator(seed: 1))
    var frames: [GeneratedFrame] = []

    /// Queues packets of so many octets, APID 1, counts from `first` on.
    mutating func queue(_ lengths: Int..., first: UInt16 = 0) {
        for (place, length) in lengths.enumerated() {
            let count = first + UInt16(place)
            let packet = GeneratedPacket.space(
                application: 1, sequenceCount: count,
                data: [UInt8](repeating: UInt8(truncatingIfNeeded: count), count: length - 6))
            builder.enqueue(packet, on: 0)
        }
    }

    mutating func packetFrames(_ count: Int) {
        for _ in 0..<count { frames.append(builder.packetFrame(on: 0)) }
    }

    mutating func idleFrame() { frames.append(builder.idleFrame(on: 0)) }

    /// What a decoder makes of the frames, back to back, when `faults` befall them.
    func decode(
        _ faults: [PlacedFault] = [], duplicates: DuplicateTreatment = .keepAndContinue,
        maximumGap: UInt64? = nil
    ) -> Decoded {
        let channel = ChannelFormat.fixed()
        let stream = StreamBuilder(channel: channel, generator: SeededGenerator(seed: 2))
            .build(frames, faults: FaultPlan(faults))
        var parameters = ManagedParameters(
            channel: channel, format: FrameFormat(.tm, length: 32), accepts: [5],
            duplicates: duplicates)
        parameters.frame.maximumGap = maximumGap
        let whole = parameters.decode(stream.octets)
        let parts = parameters.decode(stream.octets, .random(8, upTo: 70), ownSlabs: true)
        if parts.records != whole.records { Difference.report(parts.records, whole.records) }
        return whole
    }
}

extension Decoded {
    /// Counts of the packets of APID 1, in order.
    var counts: [UInt16] {
        packets.map(\.record).filter { $0.application.rawValue == 1 }.map(\.sequenceCount)
    }

    /// Steps of the virtual channels' counts.
    var gaps: [CounterStep] {
        records.gaps.compactMap { gap in
            if case .virtualChannel = gap.scope { gap.step } else { nil }
        }
    }
}
