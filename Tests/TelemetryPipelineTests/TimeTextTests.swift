import Foundation
import Testing

@testable import TelemetryPipeline

/// Are times written and read as RFC 3339 says?
struct TimeTextTests {
    // Expected texts from `date -u -d @N +%FT%T` of GNU coreutils.
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000000000Z"),
        (951_782_399_999_999_999, "2000-02-28T23:59:59.999999999Z"),
        (951_782_400_000_000_001, "2000-02-29T00:00:00.000000001Z"),
        (4_107_542_399_000_000_000, "2100-02-28T23:59:59.000000000Z"),
        (4_107_542_400_000_000_000, "2100-03-01T00:00:00.000000000Z"),
        (1_795_377_600_123_456_789, "2026-11-22T20:00:00.123456789Z"),
        (UInt64.max, "2554-07-21T23:34:33.709551615Z"),
    ])
    func writesAndReadsBack(time: UInt64, text: String) {
        var formatter = RFC3339Formatter()
        #expect(formatter.string(time) == text)
        #expect(RFC3339Parser.nanoseconds(text.utf8) == time)
    }

    @Test func everyDayOfFourHundredYearsAgreesWithFoundation() {
        var formatter = RFC3339Formatter()
        let style = Date.ISO8601FormatStyle()
        for day in 0..<213_503 {
            let seconds = UInt64(day) * 86_400 + UInt64(day % 86_400)
            let expected = Date(timeIntervalSince1970: Double(seconds)).formatted(style)
            let text = formatter.string(seconds * 1_000_000_000)
            guard text.prefix(19) == expected.prefix(19) else {
                Issue.record("\(text) is not \(expected)")
                return
            }
            guard RFC3339Parser.nanoseconds(text.utf8) == seconds * 1_000_000_000 else {
                Issue.record("\(text) is not read back")
                return
            }
        }
    }

    @Test(arguments: [
        ("2026-11-22t20:00:00z", 1_795_377_600_000_000_000),
        ("2026-11-22T21:30:00.5+01:30", 1_795_377_600_500_000_000),
        ("2026-11-22T12:00:00-08:00", 1_795_377_600_000_000_000),
        ("2026-11-22T20:00:00.1234567899Z", 1_795_377_600_123_456_789),
        // The leap second of 2016: POSIX clocks repeat the midnight after it.
        ("2016-12-31T23:59:60Z", 1_483_228_800_000_000_000),
    ])
    func readsOtherForms(text: String, time: UInt64) {
        #expect(RFC3339Parser.nanoseconds(text.utf8) == time)
    }

    @Test(arguments: [
        "", "2026", "2026-11-22", "2026-11-22T20:00:00", "2026-11-22T20:00Z",
        "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z", "2100-02-29T00:00:00Z",
        "2026-11-22T24:00:00Z", "2026-11-22T20:60:00Z", "2026-11-22T20:00:60Z",
        "2026-11-22T20:00:00.Z", "2026-11-22T20:00:00Zx", "2026-11-22T20:00:00+1:00",
        "1969-12-31T23:59:59Z", "2554-07-21T23:34:33.709551616Z", "9999-12-31T23:59:59Z",
        "2026-11-31T00:00:00Z", "-026-11-22T20:00:00Z", "2026-11-22 20:00:00Z",
    ])
    func refusesEverythingElse(text: String) {
        #expect(RFC3339Parser.nanoseconds(text.utf8) == nil)
    }
}
