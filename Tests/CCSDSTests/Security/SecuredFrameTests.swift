import CCSDS
import Testing

/// Do frames with a security header have the data field between header and trailer?
@Suite struct SecuredFrameTests {
    @Test(.enabled(if: Vectors.areThere, Vectors.absent), arguments: Vectors.load("sdls"))
    func vector(_ vector: Vector) throws {
        let octets = vector.octets
        let format = SpaceDataLinkSecurityFormat.baseline
        let outer = try TMTransferFrameView(checking: octets.span.bytes, fecf: true)
        let header = try SpaceDataLinkSecurityHeaderView(
            checking: outer.dataField, format: format)
        let trailer = try SpaceDataLinkSecurityTrailerView(
            checking: outer.dataField, format: format)
        let inner = try TMTransferFrameView(
            checking: octets.span.bytes, fecf: true, securityHeader: format.headerLength,
            securityTrailer: format.trailerLength)
        try inner.checkLength()
        let (index, initialization) = (
            Int(header.index.rawValue), copy(header.initializationVector)
        )
        let (code, data) = (copy(trailer.messageAuthenticationCode), copy(inner.dataField))
        let pointer = try inner.firstHeaderPointer
        #expect(pointer == .packet(at: 0))
        #expect(data.count == 26)
        // The damaged vector says no fields.
        guard vector.expect == "ok" else { return }
        let lengths = ["iv_octets", "sn_octets", "pad_octets", "mac_octets"].map {
            vector.config[$0].integer
        }
        #expect(lengths == [12, 0, 0, 16])
        #expect(index == vector.fields["spi"].integer)
        #expect(initialization == vector.fields["iv"].octets)
        #expect(code == vector.fields["mac"].octets)
        if vector.id.hasSuffix("auth") { #expect(data == vector.fields["plaintext"].octets) }
    }

    /// Secondary header 2 octets, security header 3, data 4, trailer 1, control field, FECF.
    @Test func telemetry() throws {
        let octets: [UInt8] =
            [0x00, 0x01, 0, 0, 0x98, 0x02, 0x01, 0x77] + [0, 1, 0xAA] + [1, 2, 3, 4] + [0xEE]
            + [0x01, 0x02, 0x03, 0x04] + [0, 0]
        let view = try TMTransferFrameView(
            checking: octets.span.bytes, fecf: true, securityHeader: 3, securityTrailer: 1)
        try view.checkLength()
        let (data, control) = (copy(view.dataField), view.operationalControlField)
        let pointer = try view.firstHeaderPointer
        var secondary: [UInt8]?
        if let header = view.secondaryHeader { secondary = copy(header.data) }
        #expect(data == [1, 2, 3, 4])
        #expect(secondary == [0x77])
        #expect(control == 0x0102_0304)
        #expect(pointer == .packet(at: 2))
    }

    /// Insert zone 2 octets, security header 3, M_PDU header 2, zone 4, trailer 1, OCF, FECF.
    @Test func advancedOrbitingSystems() throws {
        let octets: [UInt8] =
            [0x40, 0x01, 0, 0, 0, 0] + [0x55, 0x66] + [0, 1, 0xAA] + [0x00, 0x03, 1, 2, 3, 4]
            + [0xEE] + [0x01, 0x02, 0x03, 0x04] + [0, 0]
        let view = try AOSTransferFrameView(
            checking: octets.span.bytes, fecf: true, ocf: true, insertZone: 2, securityHeader: 3,
            securityTrailer: 1)
        try view.checkLength()
        let (zone, insert) = (copy(view.packetZone), copy(view.insertZone))
        let (pointer, control) = (try view.firstHeaderPointer, view.operationalControlField)
        #expect(zone == [1, 2, 3, 4])
        #expect(insert == [0x55, 0x66])
        #expect(pointer == .packet(at: 3))
        #expect(control == 0x0102_0304)
    }

    /// Insert zone 2 octets, security header 3, data field header 3, zone 4, trailer 1, OCF, FECF.
    @Test func unifiedSpaceLink() throws {
        let octets: [UInt8] =
            [0xC0, 0x00, 0x00, 0x20, 0x00, 0x19, 0x08] + [0x55, 0x66] + [0, 1, 0xAA]
            + [0x00, 0x00, 0x03, 1, 2, 3, 4] + [0xEE] + [0x01, 0x02, 0x03, 0x04] + [0, 0]
        let view = try USLPTransferFrameView(
            checking: octets.span.bytes, frameErrorControlLength: 2, insertZone: 2,
            securityHeader: 3, securityTrailer: 1)
        try view.checkLength()
        let (zone, insert) = (copy(view.dataZone), copy(view.insertZone))
        let (pointer, control) = (try view.firstHeaderPointer, view.operationalControlField)
        #expect(zone == [1, 2, 3, 4])
        #expect(insert == [0x55, 0x66])
        #expect(pointer == .packet(at: 3))
        #expect(control == 0x0102_0304)
    }

    /// A data field of one octet: too short for a header with a pointer, unless it is encrypted.
    @Test func encryptedDataFieldsHaveNoHeaderToRead() throws {
        let octets: [UInt8] = [0xC0, 0x00, 0x00, 0x20, 0x00, 0x09, 0x00] + [0, 1] + [0x1F]
        let view = try USLPTransferFrameView(
            checking: octets.span.bytes, frameErrorControlLength: 0, securityHeader: 2)
        let error = wireError { () throws(WireError) in try view.checkLength() }
        #expect(error == WireError(.length, expected: 12, found: 10, offset: 7))
        try view.checkLength(isReadable: false)
    }

    /// A pointer into the trailer points outside the data field.
    @Test func pointersEndAtTheTrailer() throws {
        let octets: [UInt8] = [0x00, 0x00, 0, 0, 0x18, 0x05, 0, 1, 1, 2, 3, 4, 0xEE, 0xEE]
        let view = try TMTransferFrameView(
            checking: octets.span.bytes, fecf: false, securityHeader: 2, securityTrailer: 2)
        let error = wireError { () throws(WireError) in _ = try view.firstHeaderPointer }
        #expect(error == WireError(.firstHeaderPointer, expected: 4, found: 5, offset: 4))
    }

    @Test func everyPrefixKeepsItsParts() throws {
        let octets = [UInt8](repeating: 0, count: 60)
        for count in 8...60 {
            let prefix = Array(octets.prefix(count))
            let error = wireError { () throws(WireError) in
                let view = try TMTransferFrameView(
                    checking: prefix.span.bytes, fecf: true, ocf: true, securityHeader: 14,
                    securityTrailer: 16)
                _ = touch(view)
                try view.checkLength()
            }
            // 6 + 14 + 16 + 4 + 2.
            let expected = WireError(.length, expected: 42, found: count, offset: 6)
            #expect(error == (count < 42 ? expected : nil))
        }
    }
}
