import CCSDS
import Testing

/// Are the space packets of the vectors read as their makers and checkers read them?
@Suite(.enabled(if: Vectors.areThere, Vectors.absent))
struct SpacePacketVectorTests {
    @Test(arguments: Vectors.load("space_packet").filter { $0.expect == "ok" })
    func fields(_ vector: Vector) throws {
        let octets = vector.octets
        let packet = try SpacePacketView(checking: octets.span.bytes)
        let header = SpacePacketHeader(packet)
        let isIdle = packet.isIdle
        let version = packet.version
        let total = packet.length
        #expect(Int(version) == vector.fields["version"].integer)
        #expect(header.isTelecommand == vector.fields["type"].flag)
        #expect(header.hasSecondaryHeader == vector.fields["sec_hdr_flag"].flag)
        #expect(Int(header.application.rawValue) == vector.fields["apid"].integer)
        #expect(Int(header.sequenceFlags.rawValue) == vector.fields["seq_flags"].integer)
        #expect(Int(header.sequenceCount) == vector.fields["seq_count"].integer)
        #expect(header.dataLength - 1 == vector.fields["data_length_field"].integer)
        #expect(total == vector.fields["total_length"].integer)
        #expect(isIdle == vector.fields["idle"].flag)
        #expect(spacePacketLength(ofHeader: octets) == total)
        #expect(
            length(of: octets, maximum: 65_542)
                == .length(total, isEncapsulation: false))

        var serialized: [UInt8] = []
        header.serialize(into: &serialized)
        #expect(serialized == Array(octets.prefix(6)))
        let data = copy(packet.dataField)
        #expect(data == Array(octets.dropFirst(6)))
    }

    @Test(arguments: Vectors.load("space_packet").filter { $0.expect != "ok" })
    func errors(_ vector: Vector) throws {
        let octets = vector.octets
        let error = try #require(
            wireError { () throws(WireError) in
                _ = try SpacePacketView(checking: octets.span.bytes)
            })
        switch vector.expect {
        case "need_more:header":
            #expect(error == WireError(.truncated, expected: 6, found: octets.count, offset: 0))
            #expect(length(of: octets, maximum: 65_542) == .needMore)
        case "need_more:4":
            #expect(error.code == .truncated)
            #expect(error.expected - error.found == 4)
        case "bad_packet_version:1":
            #expect(error == WireError(.version, expected: 0, found: 1, offset: 0))
            #expect(length(of: octets, maximum: 65_542) == .badVersion)
        case "not_a_space_packet:encapsulation(pvn 7)":
            #expect(error == WireError(.version, expected: 0, found: 7, offset: 0))
        default:
            Issue.record("unknown expectation \(vector.expect)")
        }
    }
}
