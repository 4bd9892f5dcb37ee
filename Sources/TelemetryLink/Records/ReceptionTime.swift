/// When octets were received: both clocks, read right after the `read` that returned them.
@frozen
public struct ReceptionTime: Hashable, Sendable {
    /// Nanoseconds since 1970-01-01T00:00:00 UTC (`CLOCK_REALTIME`).
    public var utc: UInt64
    /// Nanoseconds of a clock that never steps (`CLOCK_BOOTTIME`).
    public var monotonic: UInt64

    /// Both clocks, read together.
    @inlinable
    public init(utc: UInt64, monotonic: UInt64) {
        self.utc = utc
        self.monotonic = monotonic
    }
}
