import CCSDS
import Testing

/// Are encapsulation packets with impossible lengths refused, with the right reason and place?
@Suite struct EncapsulationPacketLengthTests {
    @Test(
        arguments: [
            // Length below the header's own (CCSDS 133.1-B-3 §4.1.2.8: it counts the whole packet).
            ([0xE9, 0x00], WireError(.length, expected: 2, found: 0, offset: 1)),
            ([0xE9, 0x01], WireError(.length, expected: 2, found: 1, offset: 1)),
            ([0xEA, 0x00, 0x00, 0x03], WireError(.length, expected: 4, found: 3, offset: 2)),
            ([0xEB, 0, 0, 0, 0, 0, 0, 7], WireError(.length, expected: 8, found: 7, offset: 4)),
            // No length field, but a protocol: only an idle packet can be one octet (§4.1.2.3).
            ([0xE4], WireError(.length, expected: 1, found: 0, offset: 0)),
        ] as [([UInt8], WireError)])
    func malformed(_ octets: [UInt8], _ expected: WireError) {
        let error = wireError { () throws(WireError) in
            _ = try EncapsulationPacketView(checking: octets.span.bytes)
        }
        #expect(error == expected)
        #expect(length(of: octets, maximum: 65_542) == .badLength)
    }

    @Test func lengthOf32BitsIsBounded() {
        let octets: [UInt8] = [0xEB, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF]
        let error = wireError { () throws(WireError) in
            _ = try EncapsulationPacketView(checking: octets.span.bytes)
        }
        #expect(error == WireError(.truncated, expected: 4_294_967_295, found: 8, offset: 0))
        #expect(length(of: octets, maximum: 65_542) == .badLength)
        #expect(
            length(of: octets, maximum: 1 << 33)
                == .length(4_294_967_295, isEncapsulation: true))
    }

    @Test(arguments: [(0xE9, 2), (0xEA, 4), (0xEB, 8)] as [(UInt8, Int)])
    func headerOnly(_ first: UInt8, _ length: Int) throws {
        var octets = [UInt8](repeating: 0, count: length)
        octets[0] = first
        octets[length - 1] = UInt8(length)
        let packet = try EncapsulationPacketView(checking: octets.span.bytes)
        let data = packet.dataField.byteCount
        #expect(data == 0)
    }
}
