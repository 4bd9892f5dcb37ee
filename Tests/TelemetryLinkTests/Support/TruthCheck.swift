import CCSDS
import FeedhornExactness
import FeedhornTestKit
import Testing

@testable import TelemetryLink

/// Compares what was decoded with what the generator knows of the stream.
struct TruthCheck {
    private let decoded: Decoded
    private let truth: StreamTruth
    private let name: String

    /// Compares frames, packets, counter steps and corrected symbols.
    ///
    /// Frames that a decoder may or may not deliver are taken as it did; everything else must be
    /// as the truth has it: none missed, none false.
    static func run(
        _ decoded: Decoded, _ stream: GeneratedStream, _ name: String, bitsAdded: Int = 0
    ) {
        let check = TruthCheck(decoded: decoded, truth: stream.truth, name: name)
        let delivered = check.frames(bitsAdded: bitsAdded)
        check.deliveries(delivered, bitsAdded: bitsAdded)
    }

    /// The truth's index of each delivered frame.
    private func frames(bitsAdded: Int) -> [Int] {
        var places: [UInt64: Int] = [:]
        for (index, frame) in truth.frames.enumerated() {
            guard let bits = frame.bits, frame.expectation != .mustNotDeliver else { continue }
            places[UInt64(bits.lowerBound + bitsAdded)] = index
        }
        var delivered: [Int] = []
        for frame in decoded.frames {
            guard let index = places[frame.annotation.streamOffset] else {
                if !truth.mayHoldFalseFrames {
                    Issue.record("\(name): a false frame at bit \(frame.annotation.streamOffset)")
                }
                continue
            }
            let expected = truth.frames[index]
            if frame.octets != expected.frame.octets {
                Issue.record("\(name): frame \(index) has other octets")
            }
            let corrected = expected.correctedSymbols.reduce(0, +)
            if Int(frame.annotation.correctedSymbols) != corrected {
                Issue.record(
                    "\(name): frame \(index) \(frame.annotation.correctedSymbols) ≠ \(corrected)")
            }
            delivered.append(index)
        }
        return delivered
    }

    private func deliveries(_ delivered: [Int], bitsAdded: Int) {
        let taken = Set(delivered)
        let expected = truth.delivered { taken.contains($0) }
        let missed = expected.frames.filter { !taken.contains($0) }
        #expect(missed == [], "\(name): missed \(missed.map { truth.frames[$0].fate })")
        guard missed.isEmpty, !truth.mayHoldFalseFrames else { return }
        #expect(delivered == expected.frames, "\(name)")
        #expect(
            Int(decoded.balance.framesDuplicate) == expected.droppedDuplicates.count, "\(name)")
        steps(expected.channelSteps, isMaster: false, bitsAdded)
        steps(expected.masterSteps, isMaster: true, bitsAdded)
        guard !expected.hasHiddenGap else { return }
        packets(expected.packets)
    }

    private func packets(_ expected: [PacketTruth]) {
        let found = decoded.packets.map(\.octets)
        let wanted = expected.map(\.packet.octets)
        guard found == wanted else {
            let place = zip(found, wanted).enumerated().first { $1.0 != $1.1 }?.offset
            Issue.record(
                "\(name): \(found.count) packets for \(wanted.count), other at \(place ?? -1)")
            return
        }
        for (packet, wanted) in zip(decoded.packets, expected) {
            let channel = packet.record.channel
            let isRight =
                wanted.channel?.spacecraft == channel.spacecraft.rawValue
                && wanted.channel?.virtualChannel == channel.virtualChannel.rawValue
                && packet.record.flags.contains(.spanned) == wanted.isSpanned
                && packet.record.flags.contains(.idle) == wanted.packet.isFill
            if !isRight { Issue.record("\(name): \(packet.record) for \(wanted)") }
        }
    }

    private func steps(_ expected: [CounterStepTruth], isMaster: Bool, _ bitsAdded: Int) {
        let found = decoded.records.gaps.filter { gap in
            switch gap.scope {
            case .masterChannel: isMaster
            case .virtualChannel: !isMaster
            case .application: false
            }
        }
        let wanted = expected.map { step in
            CounterGap(
                scope: step.scope, step: step.kind.step, last: UInt64(step.last),
                found: UInt64(step.found), modulus: UInt64(step.modulus), earthReceiveTime: 0,
                streamOffset: UInt64((truth.frames[step.frame].bits?.lowerBound ?? 0) + bitsAdded))
        }
        let plain = found.map {
            var gap = $0
            if case .virtualChannel(let channel) = gap.scope {
                gap.scope = .virtualChannel(channel.withoutVersion)
            }
            return gap
        }
        if plain != wanted { Issue.record("\(name): steps \(plain) for \(wanted)") }
    }
}

extension GlobalVirtualChannelIdentifier {
    /// The generator's steps don't say of which book their channel is.
    fileprivate var withoutVersion: GlobalVirtualChannelIdentifier {
        GlobalVirtualChannelIdentifier(
            version: .tm, spacecraft: spacecraft, virtualChannel: virtualChannel)
    }
}

extension CounterStepTruth {
    fileprivate var scope: CounterScope {
        let identifier = SpacecraftIdentifier(rawValue: spacecraft)
        guard let virtualChannel else { return .masterChannel(.tm, identifier) }
        return .virtualChannel(
            GlobalVirtualChannelIdentifier(
                version: .tm, spacecraft: identifier,
                virtualChannel: VirtualChannelIdentifier(rawValue: virtualChannel)))
    }
}
