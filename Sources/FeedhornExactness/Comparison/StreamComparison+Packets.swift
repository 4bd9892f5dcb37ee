import CCSDS
import FeedhornTestKit
import TelemetryLink

/// Packets, one by one and in their order, and the counts of each application.
extension StreamComparison {
    mutating func comparePackets(_ expected: DeliveredTruth) {
        count.packets += expected.packets.count
        let isEqual =
            decoded.packets.count == expected.packets.count
            && zip(decoded.packets, expected.packets).allSatisfy { isSame($0, $1) }
        guard !isEqual else { return }
        var open: [[UInt8]: Int] = [:]
        for packet in expected.packets { open[packet.packet.octets, default: 0] += 1 }
        var bogus = 0
        for packet in decoded.packets {
            let octets = Array(decoded.octets(of: packet))
            if let left = open[octets], left > 0 { open[octets] = left - 1 } else { bogus += 1 }
        }
        let missed = open.values.reduce(0, +)
        // The same packets in another order, or with other marks, are not what was sent either.
        let moved = bogus + missed == 0 ? 1 : 0
        let (found, sent) = (decoded.packets.count, expected.packets.count)
        count.packetsMissed += missed
        count.packetsBogus += bogus + moved
        count.note("\(name): \(found) packets for \(sent), \(missed) missed, \(bogus) bogus")
    }

    private func isSame(_ packet: DecodedStream.Packet, _ sent: PacketTruth) -> Bool {
        let channel = packet.record.channel
        return channel.spacecraft.rawValue == sent.channel?.spacecraft
            && channel.virtualChannel.rawValue == sent.channel?.virtualChannel
            && channel.multiplexerAccessPoint?.rawValue ?? 0 == sent.accessPoint
            && packet.record.flags.contains(.spanned) == sent.isSpanned
            && packet.record.flags.contains(.idle) == sent.packet.isFill
            && decoded.octets(of: packet).elementsEqual(sent.packet.octets)
    }

    /// Packets missing by the sequence count of each application, all together.
    mutating func compareSequences(_ expected: DeliveredTruth) {
        let repeats = Set(
            expected.channelSteps.filter { $0.kind == .duplicate }.map(\.frame))
        var last: [ApplicationPlace: UInt16] = [:]
        var missing = 0
        for packet in expected.packets where !repeats.contains(packet.firstFrame) {
            guard packet.packet.kind == .space, let application = packet.packet.application,
                let sequenceCount = packet.packet.sequenceCount
            else { continue }
            let place = ApplicationPlace(
                channel: packet.channel, accessPoint: packet.accessPoint, application: application)
            if let last = last[place] { missing += Int((sequenceCount &- last &- 1) & 0x3FFF) }
            last[place] = sequenceCount
        }
        let found = decoded.statistics.applications.reduce(0) { $0 + Int($1.missing) }
        guard found != missing else { return }
        count.gapsWrong += 1
        count.note("\(name): \(found) packets missing by count, not \(missing)")
    }

    private struct ApplicationPlace: Hashable {
        let channel: ChannelIdentity?
        let accessPoint: UInt8
        let application: UInt16
    }
}
