import CCSDS
import Foundation
import Testing

/// Are instants shown as RFC 3339 says, and every day as the calendar has it?
@Suite struct UTCInstantTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000000000Z"),
            (1_795_377_600_123_456_789, "2026-11-22T20:00:00.123456789Z"),
            (951_782_400_000_000_001, "2000-02-29T00:00:00.000000001Z"),
            (4_107_542_399_999_999_999, "2100-02-28T23:59:59.999999999Z"),
            (4_107_542_400_000_000_000, "2100-03-01T00:00:00.000000000Z"),
            (.max, "2554-07-21T23:34:33.709551615Z"),
        ] as [(UInt64, String)])
    func unixTime(_ nanoseconds: UInt64, _ text: String) throws {
        let instant = UTCInstant(unixNanoseconds: nanoseconds)
        #expect(instant.description == text)
        #expect(instant.unixNanoseconds == nanoseconds)
        #expect(try UTCInstant(asciiTimeCode: text) == instant)
    }

    @Test func fractionIsCutNotRounded() {
        let instant = UTCInstant(day: 0, picosecondOfDay: 999_999_999_999)
        #expect(instant.formatted(fractionDigits: 0) == "1958-01-01T00:00:00Z")
        #expect(instant.formatted(fractionDigits: 3) == "1958-01-01T00:00:00.999Z")
        #expect(instant.formatted(fractionDigits: 12) == "1958-01-01T00:00:00.999999999999Z")
    }

    @Test func leapSecond() {
        let leap = UTCInstant(day: 21_549, picosecondOfDay: 86_400_999_999_999_999)
        #expect(leap.description == "2016-12-31T23:59:60.999999999Z")
        #expect(leap.isLeapSecond)
        #expect(leap > UTCInstant(day: 21_549, picosecondOfDay: 86_399_999_999_999_999))
        #expect(leap < UTCInstant(day: 21_550, picosecondOfDay: 0))
    }

    /// Against the calendar of Foundation, which is Gregorian from October 1582 on.
    @Test func calendar() throws {
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        let wide = stride(from: Int64(-136_900), to: 2_900_000, by: 1_717)
        let everyLifetime = stride(from: Int64(0), to: 66_000, by: 17)
        for day in Array(wide) + Array(everyLifetime) {
            let unix = (day - 4_383) * 86_400
            let date = Date(timeIntervalSince1970: TimeInterval(unix))
            let parts = calendar.dateComponents([.year, .month, .day, .dayOfYear], from: date)
            let text = String(
                format: "%04d-%02d-%02dT00:00:00Z", parts.year ?? 0, parts.month ?? 0,
                parts.day ?? 0)
            let instant = UTCInstant(day: day, picosecondOfDay: 0)
            let found = instant.formatted(fractionDigits: 0)
            guard found == text else {
                Issue.record("\(day): \(found), not \(text)")
                return
            }
            let ordinal = String(
                format: "%04d-%03dT00:00:00Z", parts.year ?? 0, parts.dayOfYear ?? 0)
            #expect(try UTCInstant(asciiTimeCode: text) == instant)
            #expect(try UTCInstant(asciiTimeCode: ordinal) == instant)
        }
    }

    /// Days from another implementation of the calendar carried back (Python's `datetime`).
    @Test(
        arguments: [
            ("0001-01-01T00:00:00Z", -714_779), ("0004-02-29T00:00:00Z", -713_625),
            ("0100-03-01T00:00:00Z", -678_561), ("0400-02-29T00:00:00Z", -568_989),
            ("1000-12-31T00:00:00Z", -349_538), ("1500-03-01T00:00:00Z", -167_222),
        ] as [(String, Int64)])
    func earlyYears(_ text: String, _ day: Int64) throws {
        let instant = try UTCInstant(asciiTimeCode: text)
        #expect(instant == UTCInstant(day: day, picosecondOfDay: 0))
        #expect(instant.formatted(fractionDigits: 0) == text)
    }

    @Test func farYears() {
        #expect(
            UTCInstant(day: 1 << 41, picosecondOfDay: 0).formatted(fractionDigits: 0)
                == "6020723137-11-28T00:00:00Z")
        #expect(
            UTCInstant(day: -800_000, picosecondOfDay: 0).formatted(fractionDigits: 0)
                .hasPrefix("-0233-"))
    }
}
