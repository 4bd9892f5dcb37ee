import CCSDS
import Testing

/// Are the USLP frames of the vectors read as their makers and checkers read them?
@Suite(.enabled(if: Vectors.areThere, Vectors.absent))
struct USLPTransferFrameVectorTests {
    static let wellMade = Vectors.load("uslp_frame").filter { $0.fields != .null }

    @_lifetime(copy octets)
    static func view(
        _ octets: RawSpan, _ config: JSON
    ) throws(WireError) -> USLPTransferFrameView {
        try USLPTransferFrameView(
            checking: octets, frameErrorControlLength: config["fecf_octets"].integer ?? 0,
            insertZone: config["insert_zone_length"].integer ?? 0)
    }

    @Test func everyVectorIsHere() {
        #expect(Vectors.load("uslp_frame").count == 20)
        #expect(Self.wellMade.count == 18)
    }

    @Test(arguments: Vectors.load("uslp_frame"))
    func errorControl(_ vector: Vector) throws {
        let octets = vector.octets
        let frame = try Self.view(octets.span.bytes, vector.config)
        try frame.checkLength()
        guard let field = frame.frameErrorControlField else { return }
        let length = frame.frameErrorControlLength
        let covered = octets.dropLast(length)
        let computed = length == 2 ? UInt32(bitwiseCRC(covered)) : bitwiseCRC32(covered)
        #expect((computed == field) == (vector.expect != "fecf_error"))
    }

    @Test(arguments: wellMade)
    func primaryHeader(_ vector: Vector) throws {
        let octets = vector.octets
        let frame = try Self.view(octets.span.bytes, vector.config)
        let header = USLPTransferFrameHeader(frame)
        let version = frame.version
        #expect(Int(version) == vector.fields["tfvn"].integer)
        #expect(Int(header.spacecraft.rawValue) == vector.fields["scid"].integer)
        #expect(header.isForDestination == vector.fields["source_or_dest"].flag)
        #expect(Int(header.virtualChannel.rawValue) == vector.fields["vcid"].integer)
        #expect(Int(header.multiplexerAccessPoint.rawValue) == vector.fields["map_id"].integer)
        #expect((header.rest == nil) == vector.fields["truncated"].flag)
        let stated = frame.statedLength.map { $0 - 1 }
        #expect(stated == vector.fields["frame_length_field"].integer)
        let flags = [
            frame.bypassFlag, frame.protocolControlCommandFlag, frame.operationalControlFieldFlag,
        ]
        #expect(
            flags == ["bypass", "protocol_control", "ocf_flag"].map { vector.fields[$0].flag })
        let (length, count) = (
            frame.virtualChannelFrameCountLength, frame.virtualChannelFrameCount
        )
        #expect(length == vector.fields["vc_count_length"].integer)
        #expect(count.map { Int($0) } == vector.fields["vc_count"].integer)

        var serialized: [UInt8] = []
        header.serialize(into: &serialized)
        #expect(serialized == Array(octets.prefix(serialized.count)))
        #expect(serialized.count == (header.rest == nil ? 4 : 7 + length))
    }

    @Test(arguments: wellMade)
    func dataField(_ vector: Vector) throws {
        let octets = vector.octets
        let frame = try Self.view(octets.span.bytes, vector.config)
        let (rule, identifier, pointer) = (
            frame.constructionRule, frame.protocolIdentifier, frame.pointerField
        )
        #expect(rule.map { Int($0.rawValue) } == vector.fields["construction_rule"].integer)
        #expect(identifier.map { Int($0.rawValue) } == vector.fields["upid"].integer)
        #expect(pointer.map { Int($0) } == vector.fields["fhp_or_lvo"].integer)
        let zone = copy(frame.dataZone)
        #expect(zone == vector.fields["tfdz"].octets)
        let insertZone = copy(frame.insertZone)
        #expect(insertZone == vector.fields["insert_zone"].octets ?? [])
        let words = [frame.operationalControlField, frame.frameErrorControlField]
        let expected = ["ocf", "fecf"].map { key in
            vector.fields[key].string.flatMap { UInt32($0, radix: 16) }
        }
        #expect(words == expected)
        let isOnlyIdleData = frame.isOnlyIdleData
        #expect(isOnlyIdleData == (vector.expect == "only_idle_data"))
    }

    @Test(arguments: wellMade)
    func pointers(_ vector: Vector) throws {
        let octets = vector.octets
        let frame = try Self.view(octets.span.bytes, vector.config)
        let (first, last) = (try frame.firstHeaderPointer, try frame.lastValidOctetPointer)
        let value = vector.fields["fhp_or_lvo"].integer
        switch vector.fields["construction_rule"].integer {
        case 0:
            let expected: FirstHeaderPointer? =
                value == 0xFFFF ? .noPacketStart : value.map { .packet(at: $0) }
            #expect(first == expected)
            #expect(last == nil)
        case 1, 2:
            let expected: LastValidOctetPointer? =
                value == 0xFFFF ? .continues : value.map { .octet(at: $0) }
            #expect(first == nil)
            #expect(last == expected)
        default:
            #expect(first == nil)
            #expect(last == nil)
        }
    }
}
