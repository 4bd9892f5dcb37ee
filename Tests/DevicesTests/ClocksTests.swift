import Devices
import Foundation
import TelemetryLink
import Testing

/// Do the clocks say what their names promise?
struct ClocksTests {
    @Test("UTC is the time of day in nanoseconds since 1970")
    func utc() {
        let before = UInt64(Date().timeIntervalSince1970 * 1e6) * 1_000
        let now = Clocks.now().utc
        let after = UInt64(Date().timeIntervalSince1970 * 1e6 + 1) * 1_000
        #expect(before <= now && now <= after)
    }

    @Test("the monotonic clock never goes back, and counts from the start of the machine")
    func monotonic() throws {
        let times = (0..<1_000).map { _ in Clocks.now().monotonic }
        #expect(times == times.sorted())
        let text = try String(contentsOfFile: "/proc/uptime", encoding: .utf8)
        let uptime = try #require(text.split(separator: " ").first.flatMap { Double($0) })
        // The file is written in hundredths of a second.
        #expect(uptime + 0.01 >= Double(times[0]) / 1e9)
    }
}
