import CCSDS
import Testing

/// Are CUC times read to the last bit, with explicit and implicit preamble, and as what instant?
@Suite struct UnsegmentedTimeCodeTests {
    @Test(
        .enabled(if: Vectors.areThere, Vectors.absent),
        arguments: Vectors.load("time", kinds: "cuc"))
    func vectors(_ vector: Vector) throws {
        let octets = vector.octets
        let code = try UnsegmentedTimeCode(checking: octets.span.bytes)
        let json = vector.json
        #expect(code.format.coarseOctets == json["coarse_octets"].integer)
        #expect(code.format.fractionOctets == json["fine_octets"].integer)
        #expect(Int(code.coarse) == json["coarse"].integer)
        #expect(code.fraction == fraction(json["fraction"].string, code.format.fractionOctets))

        let isCCSDS = json["epoch"].string == "1958-01-01T00:00:00 TAI"
        #expect(code.format.epoch == (isCCSDS ? .ccsds : .agency))
        let epoch: TimeEpoch = isCCSDS ? .ccsds : .gps
        let instant = code.instant(epoch: epoch)
        #expect(instant.description == json["utc_with_ns"].string)
        #expect(instant.formatted(fractionDigits: 0) == json["utc_seconds"].string)
        let any = try TimeCode(checking: octets.span.bytes)
        #expect(any == .unsegmented(code))
        #expect(any.instant() == (isCCSDS ? instant : nil))
        #expect(any.instant(epoch: epoch) == instant)
    }

    @Test(
        .enabled(if: Vectors.areThere, Vectors.absent),
        arguments: Vectors.load("time", kinds: "cuc"))
    func bothPartsSerialize(_ vector: Vector) throws {
        let octets = vector.octets
        let code = try UnsegmentedTimeCode(checking: octets.span.bytes)
        var preamble: [UInt8] = []
        code.format.serialize(into: &preamble)
        #expect(preamble == vector.json["p_field"].octets)
        var time: [UInt8] = []
        code.serialize(into: &time)
        #expect(time == vector.json["t_field"].octets)
        #expect(preamble.count == code.format.preambleLength)
        let implicit = try UnsegmentedTimeCode(checking: time.span.bytes, format: code.format)
        #expect(implicit == code)
    }

    /// `a/b` is `fraction / 256^octets`; b is a power of two, so the quotient below is whole.
    func fraction(_ text: String?, _ octets: Int) -> UInt128? {
        let parts = (text ?? "").split(separator: "/").compactMap { UInt128($0) }
        guard parts.count == 2 else { return nil }
        return parts[0] * ((UInt128(1) << (8 * octets)) / parts[1])
    }

    @Test func implicitPreambleWithExtendedForm() throws {
        // 5 octets of seconds and 5 of fraction, no preamble.
        let octets: [UInt8] = [0, 0, 0, 0, 1, 0x80, 0, 0, 0, 0]
        let format = UnsegmentedTimeCode.Format(coarseOctets: 5, fractionOctets: 5)
        let code = try UnsegmentedTimeCode(checking: octets.span.bytes, format: format)
        #expect(code.coarse == 1)
        #expect(code.picoseconds == 500_000_000_000)
    }

    /// Half a unit below the second must not become the second (nor a millisecond more).
    @Test func fractionIsCut() throws {
        let octets: [UInt8] = [0x1F, 0, 0, 0, 9, 0xFF, 0xFF, 0xFF]
        let code = try UnsegmentedTimeCode(checking: octets.span.bytes)
        #expect(code.picoseconds == 999_999_940_395)
    }

    @Test func largestTime() throws {
        let octets: [UInt8] = [0x9F, 0x7C] + Array(repeating: 0xFF, count: 17)
        let code = try UnsegmentedTimeCode(checking: octets.span.bytes)
        #expect(code.coarse == 0xFF_FFFF_FFFF_FFFF)
        #expect(code.picoseconds == 999_999_999_999)
        for epoch in [TimeEpoch.ccsds, .gps, .unix, .j2000] {
            #expect(code.instant(epoch: epoch).day > 0)
        }
    }

    @Test func instantsGoThereAndBack() throws {
        var random = SeededGenerator(announcedFor: "UnsegmentedTimeCodeTests")
        for _ in 0..<2_000 {
            let format = UnsegmentedTimeCode.Format(
                coarseOctets: Int.random(in: 5...7, using: &random),
                fractionOctets: Int.random(in: 0...10, using: &random))
            let epoch = [TimeEpoch.ccsds, .gps].randomElement(using: &random) ?? .ccsds
            let seconds = UInt64.random(in: 0..<1 << 33, using: &random)
            let instant = epoch.instant(seconds: seconds, picoseconds: 0)
            let code = try UnsegmentedTimeCode(instant, epoch: epoch, format: format)
            #expect(code.coarse == seconds)
            #expect(code.instant(epoch: epoch) == instant)
        }
    }

    @Test func instantOutOfRange() throws {
        let format = UnsegmentedTimeCode.Format(coarseOctets: 1, fractionOctets: 0)
        let late = TimeEpoch.gps.instant(seconds: 256, picoseconds: 0)
        let error = wireError { () throws(WireError) in
            _ = try UnsegmentedTimeCode(late, epoch: .gps, format: format)
        }
        #expect(error == WireError(.field, expected: 255, found: 256, offset: 0))
        let early = UTCInstant(day: 0, picosecondOfDay: 0)
        let earlyError = wireError { () throws(WireError) in
            _ = try UnsegmentedTimeCode(early, epoch: .gps, format: format)
        }
        #expect(earlyError?.code == .field)
    }
}
