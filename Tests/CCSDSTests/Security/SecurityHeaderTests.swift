import CCSDS
import Testing

/// Are the fields of security header and trailer read where they stand?
@Suite struct SecurityHeaderTests {
    /// SPI 0x1234, 3 octets of initialization vector, 2 of sequence number, 1 of pad length.
    private static let octets: [UInt8] = [0x12, 0x34, 0xA1, 0xA2, 0xA3, 0x80, 0x01, 0x05, 0xDD]
    private static let format = SpaceDataLinkSecurityFormat(
        initializationVector: 3, sequenceNumber: 2, padLength: 1, code: 4)

    @Test func fields() throws {
        let view = try SpaceDataLinkSecurityHeaderView(
            checking: Self.octets.span.bytes, format: Self.format)
        let (index, vector) = (view.index.rawValue, copy(view.initializationVector))
        let (number, pad) = (view.sequenceNumber, view.padLength)
        let whole = copy(view.octets)
        #expect(index == 0x1234)
        #expect(vector == [0xA1, 0xA2, 0xA3])
        #expect(number == 0x8001)
        #expect(pad == 5)
        #expect(whole == Array(Self.octets.dropLast()))
    }

    @Test func withoutFieldsThereIsTheIndex() throws {
        let view = try SpaceDataLinkSecurityHeaderView(checking: Self.octets.span.bytes)
        let (index, count, pad) = (view.index.rawValue, view.octets.byteCount, view.padLength)
        let (sequence, replay) = (view.sequenceNumber, view.antiReplayNumber)
        #expect(index == 0x1234 && count == 2 && pad == 0)
        #expect(sequence == nil && replay == nil)
    }

    /// 355.0-B-2: the initialization vector counts where no sequence number is sent.
    @Test(arguments: [(3, 2, 0x8001), (3, 0, 0xA1_A2A3), (0, 3, 0xA1_A2A3)] as [(Int, Int, Int)])
    func antiReplayNumber(vector: Int, sequence: Int, expected: Int) throws {
        let view = try SpaceDataLinkSecurityHeaderView(
            checking: Self.octets.span.bytes,
            format: SpaceDataLinkSecurityFormat(
                initializationVector: vector, sequenceNumber: sequence))
        let number = view.antiReplayNumber
        #expect(number == UInt128(expected))
    }

    @Test func aVectorOver16OctetsDoesNotCount() throws {
        let octets = [UInt8](repeating: 0xFF, count: 19)
        let longest = try SpaceDataLinkSecurityHeaderView(
            checking: octets.span.bytes,
            format: SpaceDataLinkSecurityFormat(initializationVector: 16))
        let number = longest.antiReplayNumber
        #expect(number == UInt128.max)
        let longer = try SpaceDataLinkSecurityHeaderView(
            checking: octets.span.bytes,
            format: SpaceDataLinkSecurityFormat(initializationVector: 17))
        let none = longer.antiReplayNumber
        #expect(none == nil)
    }

    @Test(arguments: [(0, true), (1, false), (65_534, false), (65_535, true)] as [(UInt16, Bool)])
    func reservedIndexes(number: UInt16, isReserved: Bool) {
        #expect(SecurityParameterIndex(rawValue: number).isReserved == isReserved)
    }

    @Test func everyPrefixOfAHeader() throws {
        for count in 0...Self.octets.count {
            let octets = Array(Self.octets.prefix(count))
            let error = wireError { () throws(WireError) in
                let view = try SpaceDataLinkSecurityHeaderView(
                    checking: octets.span.bytes, format: Self.format)
                _ = touch(view)
            }
            let expected = WireError(.truncated, expected: 8, found: count, offset: 0)
            #expect(error == (count < 8 ? expected : nil))
        }
    }

    @Test func everyPrefixOfATrailer() throws {
        for count in 0...Self.octets.count {
            let octets = Array(Self.octets.prefix(count))
            var code: [UInt8]?
            let error = wireError { () throws(WireError) in
                let view = try SpaceDataLinkSecurityTrailerView(
                    checking: octets.span.bytes, format: Self.format)
                _ = touch(view)
                code = copy(view.messageAuthenticationCode)
            }
            let expected = WireError(.truncated, expected: 4, found: count, offset: 0)
            #expect(error == (count < 4 ? expected : nil))
            #expect(code == (count < 4 ? nil : octets.suffix(4)))
        }
    }
}
