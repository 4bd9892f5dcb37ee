import Testing

@testable import Devices

/// Do datagrams gather where many come, and only there?
struct ReceptionPacerTests {
    /// What a pacer says after a second of `rate` datagrams a second, in rounds of `each`.
    private func pause(rate: Int, each: Int, octets: Int = 1_024, capacity: Int) -> Duration? {
        var pacer = ReceptionPacer(capacity: capacity)
        var now = ContinuousClock.now
        for _ in 0..<(rate / each) {
            now += .seconds(1) * each / rate
            pacer.note(datagrams: each, octets: each * octets, at: now)
        }
        return pacer.gathering
    }

    @Test(
        "from some thousands a second",
        arguments: [(1, false), (1_000, false), (3_900, false), (4_200, true), (100_000, true)])
    func rate(rate: Int, gathers: Bool) {
        #expect((pause(rate: rate, each: 1, capacity: 16 << 20) != nil) == gathers)
    }

    @Test("never so many that the receive buffer could run over")
    func capacity() {
        // 50 datagrams of 2,304 octets in half a millisecond: 115,200, and a quarter may fill.
        #expect(pause(rate: 100_000, each: 50, capacity: 470_000) != nil)
        #expect(pause(rate: 100_000, each: 50, capacity: 450_000) == nil)
        #expect(pause(rate: 100_000, each: 50, capacity: 0) == nil)
    }

    @Test("a burst is no stream, and one that ends is soon forgotten")
    func bursts() {
        var pacer = ReceptionPacer(capacity: 16 << 20)
        var now = ContinuousClock.now
        for _ in 0..<10 {
            now += .seconds(1)
            pacer.note(datagrams: 200, octets: 200_000, at: now)
            #expect(pacer.gathering == nil)
        }
        for _ in 0..<100 {
            now += .milliseconds(1)
            pacer.note(datagrams: 50, octets: 50_000, at: now)
        }
        #expect(pacer.gathering == ReceptionPacer.pause)
        for _ in 0..<10 {
            now += .seconds(1)
            pacer.note(datagrams: 1, octets: 1_000, at: now)
        }
        #expect(pacer.gathering == nil)
    }
}
