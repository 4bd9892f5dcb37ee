import CCSDS
import Testing

/// Is each length that a space packet can have, 7 to 65,542 octets, read right?
@Suite struct SpacePacketLengthTests {
    @Test func allLengths() throws {
        // One octet more than the longest packet: what follows a packet must not matter.
        var octets = [UInt8](repeating: 0xA5, count: 65_543)
        octets.replaceSubrange(0..<4, with: [0x00, 0x2A, 0xC0, 0x00])
        for length in 7...65_542 {
            octets[4] = UInt8((length - 7) >> 8)
            octets[5] = UInt8((length - 7) & 0xFF)
            let packet = try SpacePacketView(checking: octets.span.bytes)
            let found = (packet.length, packet.dataField.byteCount, packet.octets.byteCount)
            guard found == (length, length - 6, length) else {
                Issue.record("\(length): \(found)")
                return
            }
            let cut = octets.span.bytes.extracting(0..<length - 1)
            let error = wireError { () throws(WireError) in _ = try SpacePacketView(checking: cut) }
            guard error == WireError(.truncated, expected: length, found: length - 1, offset: 0)
            else {
                Issue.record("\(length) cut: \(String(describing: error))")
                return
            }
        }
    }

    @Test func headerSerializesAtTheEnds() {
        var octets: [UInt8] = []
        SpacePacketHeader(
            application: .idle, sequenceCount: 16_383, dataLength: 65_536, sequenceFlags: .last,
            hasSecondaryHeader: true, isTelecommand: true
        ).serialize(into: &octets)
        #expect(octets == [0x1F, 0xFF, 0xBF, 0xFF, 0xFF, 0xFF])
    }
}
