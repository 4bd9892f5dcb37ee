import Testing

@testable import CaptureStore

/// Are files named by station, UTC and segment, whatever the station is called?
@Suite struct SegmentNameTests {
    private static let identifier = SegmentIdentifier(octets: Array(0xA0...0xAF))

    @Test(arguments: [
        (UInt64(0), "19700101T000000Z"),
        (1_795_377_600_123_456_789, "20261122T200000Z"),
        (951_782_399_000_000_000, "20000228T235959Z"),
        (951_782_400_000_000_000, "20000229T000000Z"),
        (951_868_800_000_000_000, "20000301T000000Z"),
        (4_107_542_400_000_000_000, "21000301T000000Z"),
        (1_735_689_599_999_999_999, "20241231T235959Z"),
    ])
    func calendar(utc: UInt64, expected: String) {
        #expect(CalendarTime(utc: utc).compact == expected)
    }

    @Test func nanoseconds() {
        let time = CalendarTime(utc: 1_795_377_600_000_456_789)
        #expect(time.text == "2026-11-22T20:00:00.000456789Z")
    }

    @Test(arguments: [
        ("X", "X_20261122T200000Z_a0a1a2a3.pcapng"),
        ("../a/b c", "---a-b-c_20261122T200000Z_a0a1a2a3.pcapng"),
        ("köln_1", "k--ln_1_20261122T200000Z_a0a1a2a3.pcapng"),
    ])
    func names(station: String, expected: String) throws {
        let identifier = try #require(SegmentNameTests.identifier)
        let name = SegmentName.make(
            station: station, utc: 1_795_377_600_000_000_000, segment: identifier)
        #expect(name == expected)
        #expect(SegmentName.time(in: name, station: station) == "20261122T200000Z")
    }

    @Test(arguments: [
        "", "X.pcapng", "Y_20261122T200000Z_a0a1a2a3.pcapng", "X_pcapng", "X_.pcapng",
    ])
    func otherFiles(name: String) {
        #expect(SegmentName.time(in: name, station: "X") == nil)
    }
}
