/// A point of International Atomic Time, to the picosecond. Every second counts, so that
/// differences are true durations.
@frozen
public struct TAIInstant: Hashable, Comparable, Sendable {
    /// Whole seconds since 1958-01-01T00:00:00 TAI, rounded down; negative before.
    public let seconds: Int64
    /// Picoseconds since that second began: below 10¹².
    public let picoseconds: UInt64

    /// Seconds between the epoch of TAI here, 1958, and the epoch of GPS time, 1980-01-06T00:00:00
    /// UTC = 00:00:19 TAI.
    public static let gpsEpoch: Int64 = 694_656_019
    /// Furthest second from 1958 that an instant can have, see ``UTCInstant/maximumDay``.
    static let maximumSeconds = UTCInstant.maximumDay / 2 * 86_400

    /// The instant `seconds` and `picoseconds` after 1958-01-01T00:00:00 TAI.
    ///
    /// - Precondition: `picoseconds` is below 10¹², `seconds` within ±9.5 · 10¹⁶.
    public init(seconds: Int64, picoseconds: UInt64 = 0) {
        precondition(picoseconds < UTCInstant.picosecondsPerSecond, "fraction of a second")
        precondition(abs(seconds) <= TAIInstant.maximumSeconds, "seconds out of range")
        self.seconds = seconds
        self.picoseconds = picoseconds
    }

    /// The instant that UTC calls `utc`.
    ///
    /// A leap second that the table does not know is the first second of the next day.
    public init(_ utc: UTCInstant, leapSeconds: LeapSecondTable = .builtIn) {
        let (second, picosecond) = utc.picosecondOfDay.quotientAndRemainder(
            dividingBy: UTCInstant.picosecondsPerSecond)
        let offset = leapSeconds.taiMinusUTC(onDay: utc.day)
        // Clamped, since an instant of UTC may be further away than one of TAI.
        let limit = UTCInstant.maximumDay / 2 - 2
        let day = max(min(utc.day, limit), -limit)
        self.init(seconds: day * 86_400 + Int64(second) + offset, picoseconds: picosecond)
    }

    /// Whole seconds of GPS time: since 1980-01-06T00:00:00 UTC, leap seconds counted.
    public var gpsSeconds: Int64 { seconds - TAIInstant.gpsEpoch }

    /// Earlier.
    @inlinable
    public static func < (left: Self, right: Self) -> Bool {
        (left.seconds, left.picoseconds) < (right.seconds, right.picoseconds)
    }
}

extension UTCInstant {
    /// What UTC calls `instant`.
    public init(_ instant: TAIInstant, leapSeconds: LeapSecondTable = .builtIn) {
        let (day, second) = leapSeconds.dayAndSecond(ofTAI: instant.seconds)
        self.init(
            day: day,
            picosecondOfDay: UInt64(second) * UTCInstant.picosecondsPerSecond
                + instant.picoseconds)
    }
}
