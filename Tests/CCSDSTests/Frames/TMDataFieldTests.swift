import CCSDS
import Testing

/// Where does the data field of a TM frame begin and end when headers lie or parameters override?
@Suite struct TMDataFieldTests {
    /// Secondary header flag set, and its length field says one octet in all.
    static let lying: [UInt8] =
        [0x05, 0x64, 0x00, 0x00, 0x98, 0x00, 0x00, 0x00, 0x69, 0x17, 0x5D, 0x93, 0xAA, 0xBB]
        + Array(0..<20)

    @Test func managedOffsetWins() throws {
        let frame = try TMTransferFrameView(
            checking: Self.lying.span.bytes, fecf: false, dataFieldOffset: 14)
        try frame.checkLength()
        let data = copy(frame.dataField)
        #expect(data == Array(0..<20))
        var secondary: [UInt8]?
        if let header = frame.secondaryHeader { secondary = copy(header.data) }
        #expect(secondary == [0x00, 0x69, 0x17, 0x5D, 0x93, 0xAA, 0xBB])
    }

    @Test func withoutItTheHeaderIsBelieved() throws {
        let frame = try TMTransferFrameView(checking: Self.lying.span.bytes, fecf: false)
        let count = frame.dataField.byteCount
        #expect(count == 27)
    }

    @Test(arguments: [-1, 0, 5, 35, 1 << 40])
    func impossibleOffset(_ offset: Int) throws {
        let frame = try TMTransferFrameView(
            checking: Self.lying.span.bytes, fecf: false, dataFieldOffset: offset)
        let error = wireError { () throws(WireError) in try frame.checkLength() }
        #expect(error?.code == .length)
        let pointerError = wireError { () throws(WireError) in _ = try frame.firstHeaderPointer }
        #expect(pointerError?.code == .length)
        let count = frame.dataField.byteCount
        #expect(count == 0)
    }

    @Test func secondaryHeaderLongerThanTheFrame() throws {
        var octets = Self.lying
        octets[6] = 0x3F
        let frame = try TMTransferFrameView(checking: octets.span.bytes, fecf: true)
        let error = wireError { () throws(WireError) in try frame.checkLength() }
        // 6 of header, 64 of secondary header, 2 of FECF.
        #expect(error == WireError(.length, expected: 72, found: 34, offset: 6))
        let isThere = frame.secondaryHeader != nil
        #expect(!isThere)
    }

    @Test func operationalControlFieldByParameter() throws {
        let octets: [UInt8] = [0, 0, 0, 0, 0x18, 0, 9, 8, 1, 2, 3, 4]
        let absent = try TMTransferFrameView(checking: octets.span.bytes, fecf: false)
        let present = try TMTransferFrameView(checking: octets.span.bytes, fecf: false, ocf: true)
        let words = (absent.operationalControlField, present.operationalControlField)
        let counts = (absent.dataField.byteCount, present.dataField.byteCount)
        #expect(words == (nil, 0x0102_0304))
        #expect(counts == (6, 2))
    }

    /// The field is never read out of the header.
    @Test(arguments: [false, true])
    func noRoomForTheControlField(fecf: Bool) throws {
        let needed = 10 + (fecf ? 2 : 0)
        for count in (needed - 4)...needed {
            let octets = [UInt8](repeating: 0x0B, count: count)
            let frame = try TMTransferFrameView(
                checking: octets.span.bytes, fecf: fecf, ocf: true)
            let field = frame.operationalControlField
            #expect(field == (count < needed ? nil : 0x0B0B_0B0B), "\(count) octets")
        }
    }

    /// TM frames may be as long as 2,048 octets, that length included (132.0-B-3 §4.1.1).
    @Test func longestFrame() throws {
        var octets = [UInt8](repeating: 0, count: 2_048)
        octets[4] = 0x1F
        octets[5] = 0xF7
        let frame = try TMTransferFrameView(checking: octets.span.bytes, fecf: true)
        let pointer = try frame.firstHeaderPointer
        let count = frame.dataField.byteCount
        #expect(count == 2_040)
        #expect(pointer == .packet(at: 2_039))
    }
}
