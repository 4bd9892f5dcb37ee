import Glibc
public import TelemetryLink

/// The clocks that octets are stamped with.
public enum Clocks {
    /// Both clocks now: UTC (`CLOCK_REALTIME`), and the clock that never steps and goes on while
    /// the machine sleeps (`CLOCK_BOOTTIME`).
    public static func now() -> ReceptionTime {
        ReceptionTime(
            utc: SystemCalls.nanoseconds(of: CLOCK_REALTIME),
            monotonic: SystemCalls.nanoseconds(of: CLOCK_BOOTTIME))
    }
}
