import CCSDS
import Testing

/// Do UTC, TAI, GPS and Unix agree, leap seconds included?
@Suite struct TimeScaleTests {
    @Test(
        .enabled(if: Vectors.areThere, Vectors.absent),
        arguments: Vectors.load("time", kinds: "time_scales"))
    func vectors(_ vector: Vector) throws {
        let text = try #require(vector.json["utc"].string)
        let utc = try UTCInstant(asciiTimeCode: text)
        let atomic = TAIInstant(utc)
        #expect(Int(atomic.seconds) == vector.json["tai_since_1958"].integer)
        #expect(UTCInstant(atomic) == utc)
        #expect(utc.formatted(fractionDigits: 0) == text)
        if let gps = vector.json["gps_seconds"].integer {
            #expect(Int(atomic.gpsSeconds) == gps)
            #expect(TimeEpoch.gps.elapsed(until: utc).seconds == Int64(gps))
            #expect(TimeEpoch.gps.instant(seconds: UInt64(gps), picoseconds: 0) == utc)
        }
        if let difference = vector.json["tai_minus_utc"].integer {
            #expect(Int(LeapSecondTable.builtIn.taiMinusUTC(onDay: utc.day)) == difference)
        }
        guard let unix = vector.json["unix"].integer else {
            #expect(utc.isLeapSecond)
            return
        }
        #expect(utc.unixNanoseconds == UInt64(unix) * 1_000_000_000)
        #expect(UTCInstant(unixNanoseconds: UInt64(unix) * 1_000_000_000) == utc)
        #expect(TimeEpoch.unix.instant(seconds: UInt64(unix), picoseconds: 0) == utc)
    }

    /// Second by second over the leap second at the end of 2016.
    @Test func overALeapSecond() throws {
        let expected = [
            "2016-12-31T23:59:58Z", "2016-12-31T23:59:59Z", "2016-12-31T23:59:60Z",
            "2017-01-01T00:00:00Z", "2017-01-01T00:00:01Z",
        ]
        // TAI second 1,861,920,036 is the leap second (vector scale-leap).
        for (index, text) in expected.enumerated() {
            let atomic = TAIInstant(seconds: 1_861_920_034 + Int64(index))
            let utc = UTCInstant(atomic)
            #expect(utc.formatted(fractionDigits: 0) == text)
            #expect(TAIInstant(utc) == atomic)
            #expect(utc.isLeapSecond == (index == 2))
        }
    }

    @Test func everyLeapSecondGoesThereAndBack() {
        for entry in LeapSecondTable.builtIn.entries {
            for second in -3...3 as ClosedRange<Int64> {
                let start = entry.day * 86_400 + entry.taiMinusUTC
                let atomic = TAIInstant(seconds: start + second, picoseconds: 7)
                let utc = UTCInstant(atomic)
                #expect(TAIInstant(utc) == atomic)
                #expect(utc.isLeapSecond == (second == -1 && entry.taiMinusUTC > 10))
            }
        }
    }

    /// 2000-01-01T12:00:00 TT = 11:58:55.816 UTC.
    @Test func j2000() {
        let utc = TimeEpoch.j2000.instant(seconds: 0, picoseconds: 0)
        #expect(utc.formatted(fractionDigits: 3) == "2000-01-01T11:58:55.816Z")
    }

    /// Recorded missions count seconds from their own epochs without leap seconds: the times are
    /// those that the recordings' manifest gives.
    @Test(
        arguments: [
            ("2000-01-01T12:00:00", 0x26B6_8D33, "2020-07-31T20:05:07Z"),
            ("2000-01-01T12:00:00", 0x2CBB_7C0A, "2023-10-13T15:54:50Z"),
            ("2010-01-01T00:00:00", 0x1BD0_1C1B, "2024-10-14T17:38:35Z"),
            ("1970-01-01T00:00:00", 0x6917_5D93, "2025-11-14T16:49:23Z"),
            ("1958-01-01T00:00:00", 0x79C1_3AF6, "2022-09-24T10:31:18Z"),
        ] as [(String, UInt64, String)])
    func missionEpochs(_ reading: String, _ seconds: UInt64, _ utc: String) throws {
        let epoch = TimeEpoch(try UTCInstant(asciiTimeCode: reading), scale: .utcNoLeap)
        let instant = epoch.instant(seconds: seconds, picoseconds: 0)
        #expect(instant.formatted(fractionDigits: 0) == utc)
        let back = epoch.elapsed(until: instant)
        #expect(back.seconds == Int64(seconds))
    }

    @Test func scalesDifferByTheLeapSeconds() throws {
        let reading = try UTCInstant(asciiTimeCode: "2000-01-01T00:00:00")
        // 2017 is 5 leap seconds after 2000: TAI − UTC was 32 s, then 37 s.
        let seconds: UInt64 = 6_210 * 86_400
        let texts = TimeScale.allCases.map { scale in
            TimeEpoch(reading, scale: scale).instant(seconds: seconds, picoseconds: 0)
                .formatted(fractionDigits: 0)
        }
        #expect(
            texts == [
                "2016-12-31T23:59:24Z", "2016-12-31T23:59:43Z", "2016-12-31T23:59:56Z",
                "2017-01-01T00:00:00Z",
            ])
    }

    /// Before 1972 the first difference of the table is used.
    @Test func beforeTheTable() {
        let utc = UTCInstant(TAIInstant(seconds: 0))
        #expect(utc.formatted(fractionDigits: 0) == "1957-12-31T23:59:50Z")
        #expect(utc.unixNanoseconds == nil)
    }

    @Test func fractionsCarry() throws {
        let reading = try UTCInstant(asciiTimeCode: "2009-12-31T23:59:59.6")
        let epoch = TimeEpoch(reading, scale: .utcNoLeap)
        let instant = epoch.instant(seconds: 0, picoseconds: 500_000_000_000)
        #expect(instant.formatted(fractionDigits: 1) == "2010-01-01T00:00:00.1Z")
        let back = epoch.elapsed(until: instant)
        #expect(back == (0, 500_000_000_000))
        let before = epoch.elapsed(until: try UTCInstant(asciiTimeCode: "2009-12-31T23:59:59.5"))
        #expect(before == (-1, 900_000_000_000))
    }
}
