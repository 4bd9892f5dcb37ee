import CCSDS
import Testing

/// Are the encapsulation packets of the vectors, in all four header forms, read right?
@Suite(.enabled(if: Vectors.areThere, Vectors.absent))
struct EncapsulationPacketVectorTests {
    @Test(arguments: Vectors.load("encapsulation"))
    func fields(_ vector: Vector) throws {
        #expect(vector.expect == "ok")
        let octets = vector.octets
        let packet = try EncapsulationPacketView(checking: octets.span.bytes)
        let header = EncapsulationPacketHeader(packet)
        let (version, total, isIdle) = (packet.version, packet.length, packet.isIdle)
        #expect(Int(version) == vector.fields["pvn"].integer)
        #expect(Int(header.protocolIdentifier.rawValue) == vector.fields["protocol_id"].integer)
        #expect(header.headerLength == vector.fields["header_length"].integer)
        #expect(1 << (vector.fields["len_of_len"].integer ?? 9) == header.headerLength)
        #expect(total == vector.fields["packet_length"].integer)
        #expect(Int(header.userDefined) == vector.fields["user_defined"].integer)
        #expect(Int(header.protocolIdentifierExtension) == vector.fields["pid_ext"].integer)
        #expect(Int(header.ccsdsDefined) == vector.fields["ccsds_field"].integer)
        #expect(isIdle == vector.fields["idle"].flag)
        #expect(
            length(of: octets, maximum: 1 << 20)
                == .length(total, isEncapsulation: true))

        var serialized: [UInt8] = []
        header.serialize(into: &serialized)
        #expect(serialized == Array(octets.prefix(header.headerLength)))
        let data = copy(packet.dataField)
        #expect(data == Array(octets.dropFirst(header.headerLength)))
    }
}
