import CCSDS
import Testing

/// Are the AOS frames of the vectors read as their makers and checkers read them?
@Suite(.enabled(if: Vectors.areThere, Vectors.absent))
struct AOSTransferFrameVectorTests {
    @_lifetime(copy octets)
    static func view(
        _ octets: RawSpan, _ config: JSON
    ) throws(WireError) -> AOSTransferFrameView {
        try AOSTransferFrameView(
            checking: octets, fecf: config["fecf"].flag == true, ocf: config["ocf"].flag == true,
            insertZone: config["insert_zone_length"].integer ?? 0,
            fhec: config["fhec"].flag == true)
    }

    @Test(arguments: Vectors.load("aos_frame"))
    func errorControl(_ vector: Vector) throws {
        let octets = vector.octets
        let frame = try Self.view(octets.span.bytes, vector.config)
        try frame.checkLength()
        #expect(octets.count == vector.config["frame_length"].integer)
        guard let field = frame.frameErrorControlField else { return }
        #expect((bitwiseCRC(octets.dropLast(2)) == field) == (vector.expect != "fecf_error"))
    }

    @Test(arguments: Vectors.load("aos_frame").filter { $0.fields != .null })
    func fields(_ vector: Vector) throws {
        let octets = vector.octets
        let frame = try Self.view(octets.span.bytes, vector.config)
        let header = AOSTransferFrameHeader(frame)
        let (version, cycle, extended) = (
            frame.version, frame.frameCountCycle, frame.extendedFrameCount
        )
        #expect(Int(version) == vector.fields["tfvn"].integer)
        #expect(Int(header.spacecraft.rawValue) == vector.fields["scid"].integer)
        #expect(Int(header.virtualChannel.rawValue) == vector.fields["vcid"].integer)
        #expect(Int(header.virtualChannelFrameCount) == vector.fields["vc_count"].integer)
        #expect(header.replayFlag == vector.fields["replay"].flag)
        #expect((header.frameCountCycle != nil) == vector.fields["count_cycle_use"].flag)
        #expect(Int(cycle) == vector.fields["count_cycle"].integer)
        #expect(Int(extended) == vector.fields["extended_count"].integer)

        var serialized: [UInt8] = []
        header.serialize(into: &serialized)
        #expect(serialized == Array(octets.prefix(6)))
    }

    @Test(arguments: Vectors.load("aos_frame").filter { $0.fields != .null })
    func parts(_ vector: Vector) throws {
        let octets = vector.octets
        let frame = try Self.view(octets.span.bytes, vector.config)
        let data = copy(frame.dataField)
        #expect(data == vector.fields["data"].octets)
        let zone = copy(frame.insertZone)
        #expect(zone == vector.fields["insert_zone"].octets ?? [])
        let words = [
            frame.frameHeaderErrorControl.map { Int($0) },
            frame.operationalControlField.map { Int($0) },
            frame.frameErrorControlField.map { Int($0) },
        ]
        let expected = ["fhec", "ocf", "fecf"].map { key in
            vector.fields[key].string.flatMap { Int($0, radix: 16) }
        }
        #expect(words == expected)
    }

    @Test(arguments: Vectors.load("aos_frame").filter { $0.fields != .null })
    func dataUnits(_ vector: Vector) throws {
        let octets = vector.octets
        let frame = try Self.view(octets.span.bytes, vector.config)
        let isIdle = vector.expect == "only_idle_data"
        switch vector.config["service"].string {
        case "M_PDU":
            let pointer = try frame.firstHeaderPointer
            #expect(Int(pointer.field) == vector.fields["fhp"].integer)
            #expect((pointer == .onlyIdleData) == isIdle)
            #expect((pointer == .noPacketStart) == (vector.expect == "no_packet_start"))
            let zone = copy(frame.packetZone)
            #expect(zone == vector.fields["data"].octets.map { Array($0.dropFirst(2)) })
        case "B_PDU":
            let pointer = try frame.bitstreamDataPointer
            let value = vector.fields["bitstream_ptr"].integer
            switch pointer {
            case .allValid: #expect(value == 16_383)
            case .onlyIdleData: #expect(value == 16_382)
            case .lastValidBit(let bit): #expect(value == bit)
            }
            #expect((pointer == .onlyIdleData) == isIdle)
        default:
            let isOnlyIdleData = frame.isOnlyIdleData
            #expect(isOnlyIdleData == isIdle)
        }
    }
}
