import FeedhornTestKit
import Testing

@Suite(
    "Does a decoder that others wrote read the generator's records?",
    .enabled(if: ReferenceDecoder.isPresent, ReferenceDecoder.absent))
struct ReferenceRecordTests {
    @Test func barePackets() throws {
        try expectEqual(
            [0, 4].map { octetsBefore in
                let stream = PacketStream(
                    packets(seed: 1), framing: .bare(octetsBefore: octetsBefore),
                    generator: SeededGenerator(seed: 2))
                return packetCase(
                    "bare-\(octetsBefore)", stream,
                    [
                        ("record", .string("bare space packets")),
                        ("bytes_before_each_packet", .integer(octetsBefore)),
                    ])
            })
    }

    /// Little-endian length of what follows it, then four octets, then the packet.
    @Test func lengthPrefixedPackets() throws {
        var form = RecordFraming.LengthPrefixForm()
        form.width = 4
        form.isLittleEndian = true
        form.headerOctets = 4
        let stream = PacketStream(
            packets(seed: 3), framing: .lengthPrefixed(form),
            generator: SeededGenerator(seed: 4))
        try expectEqual([
            packetCase(
                "prefixed", stream,
                [("record", .string("LE32 length")), ("bytes_before_each_packet", .integer(0))])
        ])
    }

    @Test func telemetryFramesInKISSRecords() throws {
        var rates = FaultRates()
        rates.missing = 0.05
        rates.badErrorControl = 0.05
        let cases = (0..<4).map { turn in
            var form = RecordFraming.KISSForm()
            form.port = turn == 1 ? 12 : 0
            form.hasTimeRecords = turn > 1
            form.sharesDelimiters = turn > 2
            var link = RandomLink(seed: UInt64(turn + 20), version: .tm, channel: .fixed())
            let built = link.records(
                frames: 50, faults: FaultPlan(rates: rates), framing: .kiss(form))
            var one = link.reference("kiss-\(turn)", built.stream)
            one.layer = "KISS / TM frames"
            one.framing.append(("ports", .array([.integer(Int(form.port))])))
            return one
        }
        try expectEqual(cases)
    }

    private func packets(seed: UInt64) -> [GeneratedPacket] {
        var source = PacketSource(
            applications: [
                PacketSource.Application(identifier: 1, lengths: 7...40),
                PacketSource.Application(identifier: 2_046, lengths: 500...9_000),
            ], generator: SeededGenerator(seed: seed))
        source.idleRate = 0.1
        return (0..<60).map { _ in source.next() }
    }

    /// The decoder says nothing of channels where there are no frames.
    private func packetCase(
        _ name: String, _ stream: PacketStream, _ framing: [(key: String, value: JSONText)]
    ) -> ReferenceDecoder.Case {
        guard case .object(let members) = stream.summary else { preconditionFailure() }
        return ReferenceDecoder.Case(
            name: name, octets: stream.octets, layer: "space packets", framing: framing,
            truth: .object(members.filter { $0.key != "vc_apid" }))
    }

    private func expectEqual(_ cases: [ReferenceDecoder.Case]) throws {
        let differences = try ReferenceDecoder.differences(cases)
        #expect(differences.isEmpty, "\(differences)")
    }
}
