import CCSDS
import Testing

/// What do USLP frames say that no vector covers: contradicting lengths, bad pointers, versions?
@Suite struct USLPTransferFrameTests {
    /// A frame of spacecraft 5, channel 1, stream 2, with two octets of frame count.
    static func frame(
        rule: UInt8, protocolIdentifier: UInt8 = 0, pointer: UInt16? = nil, zone: [UInt8],
        statedLength: Int? = nil
    ) -> [UInt8] {
        var field = [rule << 5 | protocolIdentifier]
        if let pointer { field += [UInt8(pointer >> 8), UInt8(pointer & 0xFF)] }
        field += zone
        var octets: [UInt8] = []
        USLPTransferFrameHeader(
            spacecraft: SpacecraftIdentifier(rawValue: 5),
            virtualChannel: VirtualChannelIdentifier(rawValue: 1),
            multiplexerAccessPoint: MultiplexerAccessPointIdentifier(rawValue: 2),
            rest: USLPTransferFrameHeader.Rest(
                frameLength: statedLength ?? 9 + field.count, countLength: 2, count: 7)
        ).serialize(into: &octets)
        return octets + field
    }

    private func error(
        _ octets: [UInt8], fecf: Int = 0, insertZone: Int = 0, truncated: Int? = nil
    ) -> WireError? {
        wireError { () throws(WireError) in
            let frame = try USLPTransferFrameView(
                checking: octets.span.bytes, frameErrorControlLength: fecf, insertZone: insertZone)
            try frame.checkLength(truncated: truncated)
            _ = try frame.firstHeaderPointer
            _ = try frame.lastValidOctetPointer
        }
    }

    @Test func isRead() {
        // 1100, SCID 5, source, VCID 1, MAP 2, not truncated; length 12 - 1; count of 2.
        #expect(
            Self.frame(rule: 0, pointer: 0, zone: [])
                == [0xC0, 0x00, 0x50, 0x24, 0x00, 0x0B, 0x02, 0x00, 0x07, 0x00, 0x00, 0x00])
        #expect(error(Self.frame(rule: 0, pointer: 0, zone: [9])) == nil)
    }

    @Test(arguments: Array(0...11) + [13, 14, 15] as [UInt8])
    func otherVersions(_ version: UInt8) {
        var octets = Self.frame(rule: 7, zone: [1, 2, 3])
        octets[0] = version << 4
        #expect(error(octets) == WireError(.version, expected: 12, found: Int(version), offset: 0))
    }

    @Test(arguments: [-3, -1, 1, 60_000])
    func statesAnotherLength(_ difference: Int) {
        let octets = Self.frame(rule: 7, zone: [1, 2, 3, 4])
        let stated = octets.count + difference
        let wrong = Self.frame(rule: 7, zone: [1, 2, 3, 4], statedLength: stated)
        #expect(
            error(wrong)
                == WireError(.length, expected: stated, found: octets.count, offset: 4))
    }

    @Test func firstHeaderPointers() {
        let zone = [UInt8](repeating: 0, count: 10)
        for pointer in [0, 9, 10, 0xFFFF] as [UInt16] {
            #expect(error(Self.frame(rule: 0, pointer: pointer, zone: zone)) == nil)
        }
        for pointer in [11, 0x7FE, 0x7FF, 0xFFFE] as [UInt16] {
            #expect(
                error(Self.frame(rule: 0, pointer: pointer, zone: zone))
                    == WireError(
                        .firstHeaderPointer, expected: 10, found: Int(pointer), offset: 10))
        }
    }

    @Test(arguments: [1, 2] as [UInt8])
    func lastValidOctetPointers(_ rule: UInt8) {
        let zone = [UInt8](repeating: 0, count: 10)
        for pointer in [0, 9, 0xFFFF] as [UInt16] {
            #expect(error(Self.frame(rule: rule, pointer: pointer, zone: zone)) == nil)
        }
        for pointer in [10, 0xFFFE] as [UInt16] {
            #expect(
                error(Self.frame(rule: rule, pointer: pointer, zone: zone))
                    == WireError(.field, expected: 9, found: Int(pointer), offset: 10))
        }
    }

    @Test func insertZoneLongerThanTheFrame() throws {
        let octets = Self.frame(rule: 7, zone: [1, 2, 0xE0])
        for zone in [4, 5, Int.max, -1] {
            #expect(error(octets, insertZone: zone)?.code == .length)
            let frame = try USLPTransferFrameView(
                checking: octets.span.bytes, frameErrorControlLength: 0, insertZone: zone)
            let counts = (
                frame.insertZone.byteCount, frame.dataField.byteCount, frame.dataZone.byteCount
            )
            let (rule, pointer) = (frame.constructionRule, frame.pointerField)
            #expect(counts == (0, 0, 0))
            #expect(rule == nil && pointer == nil)
        }
        #expect(error(octets, insertZone: 3) == nil)
    }

    @Test func noRoomForTheOperationalControlField() throws {
        var octets = Self.frame(rule: 7, zone: [1, 2])
        octets[6] |= 8
        #expect(error(octets)?.code == .length)
        let frame = try USLPTransferFrameView(
            checking: octets.span.bytes, frameErrorControlLength: 0)
        let word = frame.operationalControlField
        #expect(word == nil)
    }

    /// Four octets of header, the data field's, data: nothing says how long the frame is.
    @Test func truncatedFrames() throws {
        let octets: [UInt8] = [0xC0, 0x00, 0x50, 0x25, 0xE5, 1, 2, 3]
        #expect(error(octets, truncated: 8) == nil)
        #expect(
            error(octets, truncated: 9) == WireError(.length, expected: 9, found: 8, offset: 4))
        // No insert zone, whatever the channel has.
        #expect(error(octets, insertZone: 100) == nil)
        // Rule 0 has no pointer here.
        let ruleZero: [UInt8] = [0xC0, 0x00, 0x50, 0x25, 0x00, 0xFF]
        let frame = try USLPTransferFrameView(
            checking: ruleZero.span.bytes, frameErrorControlLength: 0)
        let (pointer, first) = (frame.pointerField, try frame.firstHeaderPointer)
        let zone = copy(frame.dataZone)
        #expect(pointer == nil && first == nil)
        #expect(zone == [0xFF])
    }

    @Test func channelWithItsStream() {
        let channel = GlobalVirtualChannelIdentifier(
            uslp: SpacecraftIdentifier(rawValue: 43_981),
            virtualChannel: VirtualChannelIdentifier(rawValue: 62),
            accessPoint: MultiplexerAccessPointIdentifier(rawValue: 13))
        #expect(channel.spacecraft.rawValue == 43_981)
        #expect(channel.virtualChannel.rawValue == 62)
        #expect(channel.multiplexerAccessPoint?.rawValue == 13)
        #expect(channel.version == .uslp)
        #expect(channel.description == "43981/62/13")
        #expect(channel.withoutAccessPoint.description == "43981/62")
        #expect(GlobalVirtualChannelIdentifier.none.withoutAccessPoint == .none)
        #expect(GlobalVirtualChannelIdentifier.none.multiplexerAccessPoint == nil)
    }
}
