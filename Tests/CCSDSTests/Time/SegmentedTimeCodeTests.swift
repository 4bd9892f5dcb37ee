import CCSDS
import Testing

/// Are CDS and CCS times read field by field, and shown with their leap second?
@Suite struct SegmentedTimeCodeTests {
    @Test(
        .enabled(if: Vectors.areThere, Vectors.absent),
        arguments: Vectors.load("time", kinds: "cds"))
    func daySegmented(_ vector: Vector) throws {
        let octets = vector.octets
        let json = vector.json
        let code = try DaySegmentedTimeCode(checking: octets.span.bytes)
        #expect(Int(code.day) == json["days"].integer)
        #expect(Int(code.millisecondOfDay) == json["ms_of_day"].integer)
        #expect(Int(code.submillisecond) == json["sub_ms"].integer)
        let units: [DaySegmentedTimeCode.Format.Submilliseconds: String?] = [
            .none: nil, .microseconds: "us", .picoseconds: "ps",
        ]
        #expect(units[code.format.submilliseconds] == json["sub_ms_unit"].string)
        let instant = code.instant()
        #expect(instant.description == json["utc"].string)
        #expect(try timeCode(octets).instant() == instant)

        var preamble: [UInt8] = []
        code.format.serialize(into: &preamble)
        var time: [UInt8] = []
        code.serialize(into: &time)
        #expect(preamble == json["p_field"].octets)
        #expect(time == json["t_field"].octets)
        let implicit = try DaySegmentedTimeCode(checking: time.span.bytes, format: code.format)
        #expect(implicit == code)
        #expect(try DaySegmentedTimeCode(instant, format: code.format) == code)
    }

    @Test(
        .enabled(if: Vectors.areThere, Vectors.absent),
        arguments: Vectors.load("time", kinds: "ccs"))
    func calendarSegmented(_ vector: Vector) throws {
        let octets = vector.octets
        let code = try CalendarSegmentedTimeCode(checking: octets.span.bytes)
        let text = try #require(vector.json["utc"].string)
        #expect(code.instant == (try UTCInstant(asciiTimeCode: text)))
        let digits = code.format.fractionOctets * 2
        #expect(code.instant.formatted(fractionDigits: digits) == text)
        #expect(try timeCode(octets).instant() == code.instant)
        let preamble = try #require(vector.json["p_field"].octets)
        #expect(try CalendarSegmentedTimeCode.Format(preamble: preamble.span.bytes) == code.format)
        let time = try #require(vector.json["t_field"].octets)
        let implicit = try CalendarSegmentedTimeCode(
            checking: time.span.bytes, format: code.format)
        #expect(implicit == code)
    }

    /// Every picosecond value survives: the fraction of the vector's last day, and its neighbours.
    @Test(arguments: [0, 1, 999_999_998, 999_999_999] as [UInt32])
    func picosecondsSurvive(_ picoseconds: UInt32) throws {
        var octets = "42542d05265fff00000000".hexOctets
        octets.replaceSubrange(5..<7, with: [0x5F, 0xE7])
        for index in 0..<4 { octets[7 + index] = UInt8(picoseconds >> (24 - 8 * index) & 0xFF) }
        let code = try DaySegmentedTimeCode(checking: octets.span.bytes)
        #expect(code.millisecondOfDay == 86_400_999)
        #expect(code.instant().isLeapSecond)
        let again = try DaySegmentedTimeCode(code.instant(), format: code.format)
        #expect(again.submillisecond == picoseconds)
    }

    @Test(
        arguments: [
            // 86,401,000 ms; 1,000 µs; 10⁹ ps: one more than there are.
            (
                "40542d05265fe8",
                WireError(.field, expected: 86_400_999, found: 86_401_000, offset: 3)
            ),
            ("415e650000000003e8", WireError(.field, expected: 999, found: 1_000, offset: 7)),
            (
                "425e65000000003b9aca00",
                WireError(.field, expected: 999_999_999, found: 1_000_000_000, offset: 7)
            ),
            ("c05e6502b32c95", WireError(.unsupported, expected: 0, found: 1, offset: 0)),
            ("502024022a123456", WireError(.field, expected: 0x99, found: 0x2A, offset: 4)),
            ("5020240230123456", WireError(.field, expected: 29, found: 30, offset: 4)),
            ("5820230366123456", WireError(.field, expected: 365, found: 366, offset: 3)),
            ("5020151231235960", WireError(.field, expected: 59, found: 60, offset: 7)),
            ("5720240229123456", WireError(.unsupported, expected: 6, found: 7, offset: 0)),
        ] as [(String, WireError)])
    func impossibleFields(_ hex: String, _ expected: WireError) {
        let octets = hex.hexOctets
        let error = wireError { () throws(WireError) in
            _ = try TimeCode(checking: octets.span.bytes)
        }
        #expect(error == expected)
    }

    @Test func leapSecondOfTheCalendarCode() throws {
        let octets = "5020161231235960".hexOctets
        let code = try CalendarSegmentedTimeCode(checking: octets.span.bytes)
        #expect(code.instant.description == "2016-12-31T23:59:60.000000000Z")
    }

    @Test func agencyEpochOfDays() throws {
        // Day 1 of an epoch 2000-01-01, which is day 15,340 from 1958.
        let octets: [UInt8] = [0x48, 0, 1, 0, 0, 0, 0]
        let code = try TimeCode(checking: octets.span.bytes)
        #expect(code.instant() == nil)
        let epoch = TimeEpoch(UTCInstant(day: 15_340, picosecondOfDay: 0), scale: .utc)
        #expect(
            code.instant(epoch: epoch)?.formatted(fractionDigits: 0) == "2000-01-02T00:00:00Z")
    }
}
