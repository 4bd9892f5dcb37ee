import FeedhornTestKit
import Testing

@Suite(
    "Are the packets those of the books?",
    .enabled(if: SharedFiles.hasVectors, SharedFiles.absent))
struct PacketVectorTests {
    @Test func spacePackets() throws {
        var compared = 0
        for vector in try Vector.load("space_packet", kinds: "space_packet") {
            guard vector.has("fields"), try ["ok", "idle"].contains(vector.text("expect"))
            else { continue }
            let octets = try vector.packet()
            let fields = try vector.part("fields")
            guard try fields.number("type") == 0 else { continue }
            let packet = GeneratedPacket.space(
                application: UInt16(try fields.number("apid")),
                sequenceCount: UInt16(try fields.number("seq_count")),
                hasSecondaryHeader: try fields.number("sec_hdr_flag") == 1,
                sequenceFlags: UInt16(try fields.number("seq_flags")),
                data: Array(octets.dropFirst(6)))
            #expect(packet.octets.elementsEqual(octets), "\(vector.name)")
            #expect(packet.octets.count == (try fields.number("total_length")), "\(vector.name)")
            compared += 1
        }
        #expect(compared > 5)
    }

    @Test func encapsulationPackets() throws {
        var forms: Set<EncapsulationForm> = []
        for vector in try Vector.load("encapsulation", kinds: "encapsulation_packet") {
            guard vector.has("fields"), try vector.text("expect") == "ok" else { continue }
            let octets = try vector.packet()
            let fields = try vector.part("fields")
            let form = try #require(EncapsulationForm(rawValue: try fields.number("len_of_len")))
            let packet = form.packet(
                protocolIdentifier: UInt8(try fields.number("protocol_id")),
                extensionNibble: UInt8(try fields.number("pid_ext")),
                userDefined: UInt8(try fields.number("user_defined")),
                definedField: UInt16(try fields.number("ccsds_field")),
                data: Array(octets.dropFirst(form.headerLength)))
            #expect(packet.octets.elementsEqual(octets), "\(vector.name)")
            forms.insert(form)
        }
        #expect(forms.count == 4)
    }

    @Test func kissRecords() throws {
        for vector in try Vector.load("kiss", kinds: "kiss") {
            guard vector.has("payload"), try vector.text("expect") == "ok",
                try vector.number("command") == 0
            else { continue }
            var form = RecordFraming.KISSForm()
            form.port = UInt8(try vector.number("port"))
            var writer = RecordWriter(.kiss(form), generator: SeededGenerator(seed: 0))
            let payload = try vector.octets("payload")
            let stream = writer.write([payload])
            #expect(stream.octets == (try vector.octets("frame")), "\(vector.name)")
            #expect(stream.records.map(\.data) == [payload])
        }
    }
}

extension Vector {
    /// The octets of a packet, of which long ones are said by their beginning and one octet.
    fileprivate func packet() throws -> [UInt8] {
        guard !has("hex") else { return try octets("hex") }
        let fill = try octets("fill_octet")[0]
        return try octets("hex_prefix") + [UInt8](repeating: fill, count: number("fill_count"))
    }
}
