import CCSDS
import Testing

/// Does every view refuse every prefix of a sample that is too short, and never trap on one?
@Suite struct EveryPrefixTests {
    static let spacePacket: [UInt8] = [0x08, 0x2A, 0xC0, 0x01, 0x00, 0x05, 1, 2, 3, 4, 5, 6]
    static let encapsulationPackets: [[UInt8]] = [
        [0xE0], [0xE9, 0x05, 1, 2, 3], [0xEA, 0x5A, 0, 6, 1, 2],
        [0xFB, 0xF2, 0xBE, 0xEF, 0, 0, 0, 10, 1, 2],
    ]
    /// Secondary header of 4 octets, OCF, FECF: 6 + 4 + data + 4 + 2.
    static let tmFrame: [UInt8] =
        [0x2A, 0xA5, 0x64, 0xC8, 0x98, 0x05, 0x03, 1, 2, 3] + Array(repeating: 0x55, count: 30)
    static let aosFrame: [UInt8] =
        [0x6A, 0xFE, 0x12, 0x34, 0x56, 0xC5, 0x98, 0x6B] + Array(repeating: 0x00, count: 30)
    /// Two octets of frame count, insert zone of 3, rule 0, OCF, CRC-32:
    /// 9 + 3 + 3 + data + 4 + 4.
    static let uslpFrame: [UInt8] =
        [0xC1, 0x23, 0x40, 0x46, 0x00, 42, 0x0A, 0x12, 0x34, 7, 8, 9, 0x00, 0x00, 0x05]
        + Array(repeating: 0x55, count: 28)
    static let telemetry = "0842c0640013250101ffff000940624a042f2ac01842c005aa99".hexOctets
    static let telecommand = "1842c006000829031b00070001b89c".hexOctets
    static let parameters = PUSTelemetryParameters(issue: .c, timeOctets: 7)

    @Test func spacePacketView() throws {
        let whole = try SpacePacketView(checking: Self.spacePacket.span.bytes)
        _ = touch(whole)
        for count in 0..<Self.spacePacket.count {
            let octets = Array(Self.spacePacket.prefix(count))
            let error = wireError { () throws(WireError) in
                _ = try SpacePacketView(checking: octets.span.bytes)
            }
            let expected = count < 6 ? 6 : 12
            #expect(error == WireError(.truncated, expected: expected, found: count, offset: 0))
        }
    }

    @Test(arguments: encapsulationPackets)
    func encapsulationPacketView(_ sample: [UInt8]) throws {
        let whole = try EncapsulationPacketView(checking: sample.span.bytes)
        _ = touch(whole)
        for count in 0..<sample.count {
            let octets = Array(sample.prefix(count))
            let error = wireError { () throws(WireError) in
                _ = try EncapsulationPacketView(checking: octets.span.bytes)
            }
            #expect(error?.code == .truncated)
            #expect(error?.found == count)
        }
    }

    @Test func tmTransferFrameView() throws {
        for count in 0...Self.tmFrame.count {
            let octets = Array(Self.tmFrame.prefix(count))
            let error = wireError { () throws(WireError) in
                let frame = try TMTransferFrameView(checking: octets.span.bytes, fecf: true)
                _ = touch(frame)
                try frame.checkLength()
            }
            if count < 8 {
                #expect(error == WireError(.truncated, expected: 8, found: count, offset: 0))
            } else if count < 16 {
                #expect(error == WireError(.length, expected: 16, found: count, offset: 6))
            } else {
                #expect(error == nil)
            }
        }
    }

    @Test func tmSecondaryHeaderView() throws {
        // Only the frame makes one: it is there exactly when it fits.
        for count in 8...Self.tmFrame.count {
            let octets = Array(Self.tmFrame.prefix(count))
            let frame = try TMTransferFrameView(checking: octets.span.bytes, fecf: true)
            var data: [UInt8]?
            if let header = frame.secondaryHeader { data = copy(header.data) }
            #expect(data == (count < 16 ? nil : [1, 2, 3]))
        }
    }

    @Test func aosTransferFrameView() throws {
        for count in 0...Self.aosFrame.count {
            let octets = Array(Self.aosFrame.prefix(count))
            let error = wireError { () throws(WireError) in
                let frame = try AOSTransferFrameView(
                    checking: octets.span.bytes, fecf: true, ocf: true, insertZone: 6, fhec: true)
                _ = touch(frame)
                try frame.checkLength()
            }
            // Header 6, FHEC 2, insert zone 6, OCF 4, FECF 2.
            if count < 10 {
                #expect(error == WireError(.truncated, expected: 10, found: count, offset: 0))
            } else if count < 20 {
                #expect(error == WireError(.length, expected: 20, found: count, offset: 6))
            } else {
                #expect(error == nil)
            }
        }
    }

    @Test func uslpTransferFrameView() throws {
        for count in 0...Self.uslpFrame.count {
            var octets = Array(Self.uslpFrame.prefix(count))
            // A prefix says the length of the whole: the fields behind it are asked for too.
            for saysItsOwn in [false, true] {
                if saysItsOwn, count > 5 { octets[5] = UInt8(count - 1) }
                let error = wireError { () throws(WireError) in
                    let frame = try USLPTransferFrameView(
                        checking: octets.span.bytes, frameErrorControlLength: 4, insertZone: 3)
                    _ = touch(frame)
                    try frame.checkLength()
                }
                let isShort = count < 23 || !saysItsOwn && count < 43
                let code: WireError.Code? =
                    count < 13 ? .truncated : isShort ? .length : nil
                #expect(error?.code == code, "\(count)")
                #expect(error.map { $0.found == count } ?? true)
            }
        }
    }

    @Test func communicationsLinkControlWord() {
        let sample: [UInt8] = [0x01, 0x14, 0x0C, 0x4D]
        for count in 0..<4 {
            let octets = Array(sample.prefix(count))
            let error = wireError { () throws(WireError) in
                _ = try CommunicationsLinkControlWord(checking: octets.span.bytes)
            }
            #expect(error == WireError(.truncated, expected: 4, found: count, offset: 0))
        }
    }

    /// A prefix of a packet is no packet; so the length field is set to what is there.
    @Test func pusTelemetryPacketView() throws {
        for count in 7...Self.telemetry.count {
            let octets = Self.shortened(Self.telemetry, to: count)
            let packet = try SpacePacketView(checking: octets.span.bytes)
            let error = wireError { () throws(WireError) in
                let view = try PUSTelemetryPacketView(
                    checking: packet, parameters: Self.parameters)
                _ = touch(view)
            }
            // Header 6, secondary header 7, time 7, error control 2.
            let expected = WireError(.length, expected: 22, found: count, offset: 6)
            #expect(error == (count < 22 ? expected : nil))
        }
    }

    @Test func pusTelecommandPacketView() throws {
        for count in 7...Self.telecommand.count {
            let octets = Self.shortened(Self.telecommand, to: count)
            let packet = try SpacePacketView(checking: octets.span.bytes)
            let error = wireError { () throws(WireError) in
                let view = try PUSTelecommandPacketView(checking: packet)
                _ = touch(view)
            }
            let expected = WireError(.length, expected: 13, found: count, offset: 6)
            #expect(error == (count < 13 ? expected : nil))
        }
    }

    static func shortened(_ packet: [UInt8], to count: Int) -> [UInt8] {
        var octets = Array(packet.prefix(count))
        octets[4] = 0
        octets[5] = UInt8(count - 7)
        return octets
    }

    @Test(arguments: [
        "9f7c0000008195a15d24924924924924924924", "1f6efaa5251f9acf", "2520a0ff",
        "4600624a05265bff3b9ac9ff", "405e6502b32c95", "5b20260326193000987654",
    ])
    func timeCodes(_ hex: String) throws {
        let sample = hex.hexOctets
        _ = try TimeCode(checking: sample.span.bytes)
        for count in 0..<sample.count {
            let octets = Array(sample.prefix(count))
            let error = wireError { () throws(WireError) in
                _ = try TimeCode(checking: octets.span.bytes)
            }
            #expect(error?.code == .truncated)
            #expect(error?.found == count)
        }
    }

    @Test func asciiTimeCodes() {
        for text in ["2024-02-29T12:34:56.789Z", "2024-060T12:34:56.789Z"] {
            for count in 0..<text.utf8.count {
                let prefix = String(text.prefix(count))
                let error = wireError { () throws(WireError) in
                    _ = try UTCInstant(asciiTimeCode: prefix)
                }
                // A time may end after the seconds, or after any digit of the fraction.
                let dot = text.utf8.count - 5
                let isWhole = count == dot || count > dot + 1
                #expect((error == nil) == isWhole, "\(prefix)")
                #expect(error.map { $0.code == .truncated } ?? true, "\(prefix)")
            }
        }
    }
}
