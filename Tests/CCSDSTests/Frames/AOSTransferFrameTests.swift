import CCSDS
import Testing

/// What do AOS frames say that no vector covers: 10-bit spacecraft, wrong versions, bad pointers?
@Suite struct AOSTransferFrameTests {
    @Test func tenBitSpacecraft() throws {
        // SCID 0x355: its two high bits stand in bits 42 and 43, the low ones in bits 2 to 9.
        var octets: [UInt8] = []
        AOSTransferFrameHeader(
            spacecraft: SpacecraftIdentifier(rawValue: 0x355),
            virtualChannel: VirtualChannelIdentifier(rawValue: 1), virtualChannelFrameCount: 7
        ).serialize(into: &octets)
        #expect(octets == [0x55, 0x41, 0x00, 0x00, 0x07, 0x30])
        octets += [0, 0]
        let ten = try AOSTransferFrameView(
            checking: octets.span.bytes, fecf: false, spacecraftBits: 10)
        let eight = try AOSTransferFrameView(checking: octets.span.bytes, fecf: false)
        let spacecraft = (ten.spacecraft.rawValue, eight.spacecraft.rawValue)
        #expect(spacecraft == (0x355, 0x55))
    }

    @Test(arguments: [0, 2, 3] as [UInt8])
    func otherVersions(_ version: UInt8) {
        let octets = [version << 6] + [UInt8](repeating: 0, count: 20)
        let error = wireError { () throws(WireError) in
            _ = try AOSTransferFrameView(checking: octets.span.bytes, fecf: false)
        }
        #expect(
            error == WireError(.version, expected: 1, found: Int(version), offset: 0))
    }

    @Test func pointerBehindTheZone() throws {
        // Zone of 10 octets behind an insert zone of 2.
        let octets: [UInt8] =
            [0x40, 0, 0, 0, 0, 0, 9, 9, 0x00, 11] + Array(repeating: 0, count: 10)
        let frame = try AOSTransferFrameView(
            checking: octets.span.bytes, fecf: false, insertZone: 2)
        let error = wireError { () throws(WireError) in _ = try frame.firstHeaderPointer }
        #expect(error == WireError(.firstHeaderPointer, expected: 10, found: 11, offset: 8))
    }

    @Test func packetEndsWithTheZone() throws {
        let octets: [UInt8] = [0x40, 0, 0, 0, 0, 0, 0x00, 10] + Array(repeating: 0, count: 10)
        let frame = try AOSTransferFrameView(checking: octets.span.bytes, fecf: false)
        let pointer = try frame.firstHeaderPointer
        #expect(pointer == .noPacketStart)
    }

    @Test func bitstreamPointerBehindTheZone() throws {
        let octets: [UInt8] = [0x40, 0, 0, 0, 0, 0, 0x00, 16, 0, 0]
        let frame = try AOSTransferFrameView(checking: octets.span.bytes, fecf: false)
        let error = wireError { () throws(WireError) in _ = try frame.bitstreamDataPointer }
        #expect(error == WireError(.field, expected: 15, found: 16, offset: 6))
    }

    @Test func noRoomForTheDataUnitHeader() throws {
        let octets: [UInt8] = [0x40, 0, 0, 0, 0, 0, 0x00]
        let frame = try AOSTransferFrameView(checking: octets.span.bytes, fecf: false)
        try frame.checkLength()
        let error = wireError { () throws(WireError) in _ = try frame.firstHeaderPointer }
        #expect(error == WireError(.length, expected: 8, found: 7, offset: 6))
        let count = frame.packetZone.byteCount
        #expect(count == 0)
    }

    /// The field is never read out of the header, its error control included.
    @Test(arguments: [false, true], [false, true])
    func noRoomForTheControlField(fecf: Bool, fhec: Bool) throws {
        let needed = (fhec ? 8 : 6) + 4 + (fecf ? 2 : 0)
        let shortest = (fhec ? 8 : 6) + (fecf ? 2 : 0)
        for count in shortest...needed {
            let octets = [0x40] + [UInt8](repeating: 0xAB, count: count - 1)
            let frame = try AOSTransferFrameView(
                checking: octets.span.bytes, fecf: fecf, ocf: true, fhec: fhec)
            let field = frame.operationalControlField
            #expect(field == (count < needed ? nil : 0xABAB_ABAB), "\(count) octets")
        }
    }

    @Test func insertZoneLongerThanTheFrame() throws {
        let octets: [UInt8] = [0x40, 0, 0, 0, 0, 0, 1, 2, 3]
        for zone in [4, Int.max, -1] {
            let frame = try AOSTransferFrameView(
                checking: octets.span.bytes, fecf: false, insertZone: zone)
            let error = wireError { () throws(WireError) in try frame.checkLength() }
            let counts = (frame.insertZone.byteCount, frame.dataField.byteCount)
            #expect(error?.code == .length)
            #expect(counts == (0, 0))
        }
    }
}
