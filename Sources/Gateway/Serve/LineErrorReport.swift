import Devices
import TelemetryLink

/// Errors of the line that the decoder read in a receiver's status, told once a second at most.
struct LineErrorReport {
    private static let interval: UInt64 = 1_000_000_000

    private var told = LineErrorCounts()
    /// Monotonic time before which nothing is told.
    private var due: UInt64 = 0

    /// What came since it was last told; `nil` when nothing did, or not long ago.
    mutating func take(_ counts: LineErrorCounts, at now: UInt64) -> SerialLineErrors? {
        guard counts != told, now >= due else { return nil }
        due = now + Self.interval
        defer { told = counts }
        return SerialLineErrors(
            overruns: UInt32(clamping: counts.overruns - told.overruns),
            framing: UInt32(clamping: counts.framing - told.framing),
            parity: UInt32(clamping: counts.parity - told.parity),
            breaks: UInt32(clamping: counts.breaks - told.breaks))
    }

    /// All that was not told, at the end of a stream.
    mutating func takeRest(_ counts: LineErrorCounts) -> SerialLineErrors? {
        due = 0
        return take(counts, at: 0)
    }
}
