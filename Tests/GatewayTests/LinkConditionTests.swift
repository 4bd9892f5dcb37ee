import LinkConfiguration
import Testing

@testable import Gateway

/// Is a quiet link told from a dead one?
struct LinkConditionTests {
    private static let second: UInt64 = 1_000_000_000

    private func expectation(octets: Duration?, frames: Duration? = nil) -> LinkExpectation {
        var expectation = LinkExpectation()
        expectation.octets = octets
        expectation.frames = frames
        return expectation
    }

    private func opened(at time: UInt64) -> LinkCondition {
        var condition = LinkCondition()
        condition.change(.open, "open: /dev/ttyUSB0", at: time)
        return condition
    }

    @Test("without expectations, silence is no trouble")
    func quiet() {
        var condition = opened(at: 10)
        let nothing = LinkExpectation()
        #expect(condition.state(at: 11, nothing).0 == .idle)
        #expect(condition.state(at: 1_000_000 * Self.second, nothing).0 == .idle)
        condition.noteOctets(at: 5 * Self.second)
        #expect(condition.state(at: 5 * Self.second, nothing).0 == .receiving)
        #expect(condition.state(at: 7 * Self.second - 1, nothing).0 == .receiving)
        let later = condition.state(at: 7 * Self.second, nothing)
        #expect(later.0 == .idle && later.reason == "open: /dev/ttyUSB0")
    }

    @Test("octets that do not come in time")
    func octets() {
        var condition = opened(at: 100 * Self.second)
        let expected = expectation(octets: .seconds(3))
        #expect(condition.state(at: 103 * Self.second, expected).0 == .idle)
        let silent = condition.state(at: 103 * Self.second + 1, expected)
        #expect(silent.0 == .stalled)
        #expect(silent.reason == "no octets for 3 s, expected every 3 s")
        condition.noteOctets(at: 104 * Self.second)
        #expect(condition.state(at: 104 * Self.second, expected).0 == .receiving)
        let again = condition.state(at: 107 * Self.second + Self.second / 2, expected)
        #expect(again.reason == "no octets for 3.5 s, expected every 3 s")
    }

    @Test("octets without a frame are no sign of life")
    func frames() {
        var condition = opened(at: Self.second)
        let expected = expectation(octets: .seconds(2), frames: .seconds(10))
        condition.noteFrames(at: 2 * Self.second)
        condition.noteOctets(at: 13 * Self.second)
        let noise = condition.state(at: 13 * Self.second, expected)
        #expect(noise.0 == .stalled)
        #expect(noise.reason == "no frames for 11 s, expected every 10 s")
        condition.noteFrames(at: 13 * Self.second)
        #expect(condition.state(at: 14 * Self.second, expected).0 == .receiving)
    }

    @Test("a link that is opened again has its time anew")
    func reopened() {
        var condition = opened(at: Self.second)
        condition.noteOctets(at: 2 * Self.second)
        condition.change(.absent, "lost: hang-up", at: 3 * Self.second)
        let expected = expectation(octets: .seconds(5))
        let absent = condition.state(at: 100 * Self.second, expected)
        #expect(absent.0 == .absent && absent.reason == "lost: hang-up")
        condition.change(.open, "open", at: 100 * Self.second)
        #expect(condition.state(at: 105 * Self.second, expected).0 == .idle)
        #expect(condition.state(at: 106 * Self.second, expected).0 == .stalled)
    }

    @Test("a clock that stands still, or goes back, stalls nothing")
    func clock() {
        var condition = opened(at: 10 * Self.second)
        condition.noteOctets(at: 20 * Self.second)
        let expected = expectation(octets: .milliseconds(100))
        #expect(condition.state(at: 0, expected).0 == .receiving)
        #expect(condition.state(at: 20 * Self.second, expected).0 == .receiving)
    }
}
