import Testing

@testable import Devices

/// Do the waits grow to their limit, and begin anew?
struct BackoffTests {
    @Test("doubling from 500 ms to 3 s")
    func grows() {
        var backoff = Backoff(initial: .milliseconds(500), maximum: .seconds(3))
        let waits = (0..<6).map { _ in backoff.take() }
        #expect(waits == [500, 1_000, 2_000, 3_000, 3_000, 3_000].map { .milliseconds($0) })
        backoff.reset()
        #expect(backoff.take() == .milliseconds(500))
    }

    @Test("a first wait beyond the limit, a factor of 0, and very many failures")
    func extremes() {
        var backoff = Backoff(initial: .seconds(10), maximum: .seconds(1), factor: 0)
        #expect(backoff.take() == .seconds(1))
        var long = Backoff(initial: .milliseconds(1), maximum: .seconds(1 << 40), factor: 1_000)
        for _ in 0..<10_000 { #expect(long.take() <= .seconds(1 << 40)) }
    }

    @Test("waits in milliseconds, rounded up and bounded")
    func pollTimeout() {
        #expect(Duration.zero.pollTimeout == 0)
        #expect(Duration.nanoseconds(1).pollTimeout == 1)
        #expect(Duration.milliseconds(20).pollTimeout == 20)
        #expect(Duration.seconds(3_600).pollTimeout == 3_600_000)
        #expect(Duration.seconds(-1).pollTimeout == 0)
        #expect(Duration.seconds(Int64.max).pollTimeout == Int32.max)
    }
}
