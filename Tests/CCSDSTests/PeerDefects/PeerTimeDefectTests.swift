import CCSDS
import Testing

/// Are times right that other tools are known to read wrongly?
@Suite struct PeerTimeDefectTests {
    private func text(_ octets: [UInt8]) throws -> String? {
        try TimeCode(checking: octets.span.bytes).instant()?.description
    }

    /// 2017-01-01T00:00:00 UTC is 1,861,920,037 s of TAI after 1958: 37 leap seconds are in it.
    @Test func unsegmentedTimeIsAtomicAndNotUTC() throws {
        #expect(try text([0x1C, 0x6E, 0xFA, 0xA5, 0x25]) == "2017-01-01T00:00:00.000000000Z")
    }

    /// The extension octet's bits 1 and 2 are octets of seconds more, not its bits 0 and 1.
    @Test func extensionOctetOfAnUnsegmentedTime() throws {
        let octets: [UInt8] = [0x9C, 0x20, 0, 0x6E, 0xFA, 0xA5, 0x25]
        let code = try UnsegmentedTimeCode(checking: octets.span.bytes)
        #expect(code.format.coarseOctets == 5)
        #expect(code.format.fractionOctets == 0)
        #expect(try text(octets) == "2017-01-01T00:00:00.000000000Z")
    }

    /// Without its preamble the extended form is the same time.
    @Test func extendedFormWithImplicitPreamble() throws {
        let octets: [UInt8] = [0, 0x6E, 0xFA, 0xA5, 0x25]
        let format = UnsegmentedTimeCode.Format(
            coarseOctets: 5, fractionOctets: 0, epoch: .ccsds)
        let code = try UnsegmentedTimeCode(checking: octets.span.bytes, format: format)
        #expect(code.coarse == 0x6EFA_A525)
    }

    /// A fraction of zero adds no millisecond.
    @Test(arguments: [0x1D, 0x1E, 0x1F] as [UInt8])
    func fractionOctetsOfZero(_ preamble: UInt8) throws {
        let fraction = [UInt8](repeating: 0, count: Int(preamble & 3))
        #expect(
            try text([preamble, 0x6E, 0xFA, 0xA5, 0x25] + fraction)
                == "2017-01-01T00:00:00.000000000Z")
    }

    /// Millisecond 86,400,500 of 2016-12-31 (day 21,549 since 1958) is in its leap second, not in
    /// the next day.
    @Test func leapSecondOfADaySegmentedTime() throws {
        #expect(
            try text([0x40, 0x54, 0x2D, 0x05, 0x26, 0x5D, 0xF4])
                == "2016-12-31T23:59:60.500000000Z")
    }
}
