import Glibc

/// Nanoseconds of a clock that never steps.
enum MonotonicClock {
    static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(max(0, time.tv_sec)) &* 1_000_000_000 &+ UInt64(max(0, time.tv_nsec))
    }

    /// `poll`'s timeout until `deadline`; −1 = none.
    static func milliseconds(until deadline: UInt64?) -> CInt {
        guard let deadline else { return -1 }
        let now = now()
        // Rounded up, so that the deadline has passed when poll returns.
        return deadline <= now ? 0 : CInt(clamping: (deadline - now + 999_999) / 1_000_000)
    }
}

extension Duration {
    /// Whole nanoseconds; 0 for negative durations.
    var nanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        return seconds < 0
            ? 0 : UInt64(seconds) &* 1_000_000_000 &+ UInt64(max(0, attoseconds) / 1_000_000_000)
    }
}
