/// Counts packets as the recordings' manifest does: per APID, per channel and APID.
struct PacketLedger {
    /// One APID's line.
    private struct Line {
        var count = 0
        var gaps = 0
        var missing = 0
        var last: UInt16?
        var digest = OctetDigest()

        mutating func add(_ packet: GeneratedPacket, count sequenceCount: UInt16) {
            count += 1
            digest.update(packet.octets)
            if let last {
                let step = Int(sequenceCount &- last &- 1) & 0x3FFF
                gaps += step == 0 ? 0 : 1
                missing += step
            }
            last = sequenceCount
        }

        /// Gaps in idle packets mean nothing.
        func json(isIdle: Bool) -> JSONText {
            .object([
                ("count", .integer(count)), ("gaps", isIdle ? .null : .integer(gaps)),
                ("missing", isIdle ? .null : .integer(missing)),
                ("sha256", .string(digest.hexadecimal)),
            ])
        }
    }

    private var applications: [UInt16: Line] = [:]
    private var channels: [ChannelIdentity: [UInt16: Line]] = [:]
    private var nonIdle = OctetDigest()
    private var encapsulation = OctetDigest()
    private var encapsulationCount = 0
    private var packetCount = 0

    init(_ packets: [PacketTruth]) {
        for packet in packets { add(packet) }
    }

    private mutating func add(_ truth: PacketTruth) {
        let packet = truth.packet
        packetCount += 1
        guard let application = packet.application, let count = packet.sequenceCount else {
            encapsulationCount += 1
            encapsulation.update(packet.octets)
            return
        }
        if packet.kind != .idle { nonIdle.update(packet.octets) }
        applications[application, default: Line()].add(packet, count: count)
        guard let channel = truth.channel else { return }
        channels[channel, default: [:]][application, default: Line()].add(packet, count: count)
    }

    /// Members of the manifest's truth.
    var members: [String: JSONText] {
        var result: [String: JSONText] = [
            "apid": json(applications), "packets": .integer(packetCount),
            "nonidle_stream_sha256": .string(nonIdle.hexadecimal),
            "vc_apid": .object(
                channels.sorted { $0.key < $1.key }.map { ($0.key.label, json($0.value)) }),
            "encapsulation_packets": .integer(encapsulationCount),
        ]
        if encapsulationCount > 0 {
            result["encapsulation_sha256"] = .string(encapsulation.hexadecimal)
        }
        return result
    }

    private func json(_ lines: [UInt16: Line]) -> JSONText {
        .object(
            lines.sorted { $0.key < $1.key }.map {
                (key: String($0.key), value: $0.value.json(isIdle: $0.key == 2047))
            })
    }
}
