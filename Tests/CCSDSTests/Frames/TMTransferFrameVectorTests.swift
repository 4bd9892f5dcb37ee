import CCSDS
import Testing

/// Are the TM frames of the vectors read as their makers and checkers read them?
@Suite(.enabled(if: Vectors.areThere, Vectors.absent))
struct TMTransferFrameVectorTests {
    static let readable = ["ok", "no_packet_start", "only_idle_data", "fecf_error"]

    @Test(arguments: Vectors.load("tm_frame").filter { readable.contains($0.expect) })
    func fields(_ vector: Vector) throws {
        let octets = vector.octets
        let frame = try TMTransferFrameView(
            checking: octets.span.bytes, fecf: vector.config["fecf"].flag == true)
        try frame.checkLength()
        #expect(octets.count == vector.config["frame_length"].integer)
        if let field = frame.frameErrorControlField {
            let isRight = bitwiseCRC(octets.dropLast(2)) == field
            #expect(isRight == (vector.expect != "fecf_error"))
        }
        guard vector.expect != "fecf_error" else { return }
        let header = TMTransferFrameHeader(frame)
        let version = frame.version
        #expect(Int(version) == vector.fields["tfvn"].integer)
        #expect(Int(header.spacecraft.rawValue) == vector.fields["scid"].integer)
        #expect(Int(header.virtualChannel.rawValue) == vector.fields["vcid"].integer)
        #expect(header.hasOperationalControlField == vector.fields["ocf_flag"].flag)
        #expect(Int(header.masterChannelFrameCount) == vector.fields["mc_count"].integer)
        #expect(Int(header.virtualChannelFrameCount) == vector.fields["vc_count"].integer)
        #expect(header.hasSecondaryHeader == vector.fields["sec_hdr_flag"].flag)
        #expect(header.synchronizationFlag == vector.fields["sync_flag"].flag)
        #expect(header.packetOrderFlag == vector.fields["packet_order"].flag)
        #expect(Int(header.segmentLengthIdentifier) == vector.fields["segment_len_id"].integer)
        #expect(Int(header.firstHeaderPointerField) == vector.fields["fhp"].integer)

        var serialized: [UInt8] = []
        header.serialize(into: &serialized)
        #expect(serialized == Array(octets.prefix(6)))
    }

    @Test(arguments: Vectors.load("tm_frame").filter { $0.fields != .null })
    func parts(_ vector: Vector) throws {
        let octets = vector.octets
        let frame = try TMTransferFrameView(
            checking: octets.span.bytes, fecf: vector.config["fecf"].flag == true)
        let data = copy(frame.dataField)
        #expect(data == vector.fields["data"].octets)
        var secondary: [UInt8]?
        if let header = frame.secondaryHeader {
            secondary = copy(header.data)
            let (version, length) = (header.version, header.statedLength)
            #expect(version == 0)
            #expect(length == secondary.map { $0.count + 1 })
        }
        #expect(secondary == vector.fields["sec_hdr"].octets)
        let control = frame.operationalControlField
        #expect(
            control.map { Int($0) } == vector.fields["ocf"].string.flatMap { Int($0, radix: 16) })
        let field = frame.frameErrorControlField
        #expect(
            field.map { Int($0) } == vector.fields["fecf"].string.flatMap { Int($0, radix: 16) })
        guard vector.fields["sync_flag"].flag == false else { return }
        let pointer = try frame.firstHeaderPointer
        switch vector.expect {
        case "no_packet_start": #expect(pointer == .noPacketStart)
        case "only_idle_data": #expect(pointer == .onlyIdleData)
        default: #expect(pointer == vector.fields["fhp"].integer.map { .packet(at: $0) })
        }
        #expect(Int(pointer.field) == vector.fields["fhp"].integer)
    }

    @Test(arguments: Vectors.load("tm_frame").filter { !readable.contains($0.expect) })
    func errors(_ vector: Vector) throws {
        let octets = vector.octets
        #expect(bitwiseCRC(octets.dropLast(2)) == UInt16(octets[62]) << 8 | UInt16(octets[63]))
        let error = wireError { () throws(WireError) in
            let frame = try TMTransferFrameView(checking: octets.span.bytes, fecf: true)
            _ = try frame.firstHeaderPointer
        }
        switch vector.expect {
        case "bad_version":
            #expect(error == WireError(.version, expected: 0, found: 1, offset: 0))
        case "fhp_out_of_range":
            // 64 octets less header and FECF: 56 of data. The pointer on the wire is 3FF.
            #expect(
                error == WireError(.firstHeaderPointer, expected: 56, found: 0x3FF, offset: 4))
        default:
            Issue.record("unknown expectation \(vector.expect)")
        }
    }
}
