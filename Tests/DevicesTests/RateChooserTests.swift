import Testing

@testable import Devices

/// Is a rate kept at which frames are verified, and one given up at which none is?
struct RateChooserTests {
    private static let second: UInt64 = 1_000_000_000
    private static let rates: [UInt32] = [115_200, 57_600, 9_600]

    /// Feeds so many octets every so many milliseconds.
    private struct Line {
        var chooser = RateChooser(rates, octetsNeeded: 300, dwell: 2 * second)
        var now: UInt64 = 100 * second
        var verified: UInt64 = 0

        mutating func send(_ octets: UInt64, every milliseconds: UInt64 = 100)
            -> RateChooser.Verdict
        {
            now += milliseconds * 1_000_000
            return chooser.note(octets: octets, verified: verified, at: now)
        }

        /// Sends until something else than `stay` comes; nil when it does not within `limit`.
        mutating func untilVerdict(
            _ octets: UInt64, every milliseconds: UInt64 = 100, limit: Int
        ) -> (RateChooser.Verdict, sends: Int)? {
            for sends in 1...limit {
                let verdict = send(octets, every: milliseconds)
                if verdict != .stay { return (verdict, sends) }
            }
            return nil
        }
    }

    @Test("octets for two seconds and of three frames, and the next rate is tried, round and round")
    func givesUp() throws {
        var line = Line()
        for (from, to) in [(115_200, 57_600), (57_600, 9_600), (9_600, 115_200)]
            as [(UInt32, UInt32)]
        {
            let found = line.untilVerdict(50, limit: 100)
            let (verdict, sends) = try #require(found)
            // The first chunk begins the time, the 21st is 2 s later.
            #expect(sends == 21)
            let change = RateChange(from: from, to: to, octets: 21 * 50, receiving: .seconds(2))
            #expect(verdict == .change(change))
            #expect(line.chooser.rate == to)
        }
    }

    @Test("silence is no time: two chunks an hour apart tell nothing")
    func silence() {
        var line = Line()
        #expect(line.send(1_000) == .stay)
        #expect(line.send(1_000, every: 3_600_000) == .stay)
        #expect(line.chooser.rate == 115_200)
    }

    @Test("a frame each three seconds is time enough, one second for each")
    func slowSender() throws {
        var line = Line()
        let found = line.untilVerdict(150, every: 3_000, limit: 10)
        let (_, sends) = try #require(found)
        #expect(sends == 3)
    }

    @Test("few octets for long are enough: at a wrong rate fewer come than were sent")
    func fewOctets() throws {
        var line = Line()
        let found = line.untilVerdict(1, limit: 1_000)
        let (_, sends) = try #require(found)
        #expect(sends == 101)
    }

    @Test("a verified frame: told once, and the rate is kept")
    func found() throws {
        var line = Line()
        _ = line.untilVerdict(50, limit: 100)
        line.verified += 1
        #expect(line.send(50) == .found)
        for _ in 0..<1_000 {
            line.verified += 1
            #expect(line.send(50) == .stay)
        }
        #expect(line.chooser.rate == 57_600)
        // Noise between two passes does not turn it away at once: ten times as long, and then as
        // long as a new rate.
        let found = line.untilVerdict(50, limit: 10_000)
        let (verdict, sends) = try #require(found)
        #expect(sends > 200 && sends < 230)
        guard case .change(let change) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(change.from == 57_600)
        #expect(change.to == 9_600)
    }

    @Test func oneRateIsNeverGivenUp() {
        var chooser = RateChooser([9_600], octetsNeeded: 1, dwell: 1)
        for now in 1..<1_000 as Range<UInt64> {
            #expect(chooser.note(octets: 100, verified: 0, at: now * Self.second) == .stay)
        }
    }
}
