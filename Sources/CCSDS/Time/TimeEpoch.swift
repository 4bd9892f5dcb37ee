/// How the seconds of an on-board clock are counted.
@frozen
public enum TimeScale: UInt8, Hashable, Sendable, CaseIterable {
    /// Atomic seconds; the epoch is read on a TAI clock.
    case tai
    /// Atomic seconds; the epoch is read on a GPS clock, 19 s behind TAI.
    case gps
    /// Atomic seconds, so leap seconds are counted; the epoch is read on a UTC clock.
    case utc
    /// Seconds as Unix counts them: each day has 86,400, leap seconds are left out.
    case utcNoLeap
}

/// The zero of an on-board clock: a calendar time and the clock that shows it.
///
/// CCSDS defines one (1958-01-01, TAI); all others are agency-defined and must be configured,
/// because a time code does not carry them.
@frozen
public struct TimeEpoch: Hashable, Sendable {
    /// What the scale's clock shows at the epoch.
    public let reading: UTCInstant
    /// The scale of the clock.
    public let scale: TimeScale

    /// Largest distance of an epoch from 1958, in days: about 10,000 years.
    public static let maximumDay: Int64 = 4_000_000
    /// More seconds than that are taken for that many: no time code has more (56 bits).
    static let maximumSeconds: UInt64 = 1 << 56
    /// Seconds by which a GPS clock is behind a TAI clock.
    static let taiMinusGPS: Int64 = 19

    /// The epoch at which the clock of `scale` shows `reading`.
    ///
    /// - Precondition: `reading` is within ±``maximumDay`` days of 1958.
    public init(_ reading: UTCInstant, scale: TimeScale) {
        precondition(abs(reading.day) <= TimeEpoch.maximumDay, "epoch out of range")
        self.reading = reading
        self.scale = scale
    }

    /// The CCSDS epoch: 1958-01-01T00:00:00 TAI (301.0-B-4 §3.2.2).
    public static let ccsds = TimeEpoch(UTCInstant(day: 0, picosecondOfDay: 0), scale: .tai)
    /// The epoch of GPS: 1980-01-06T00:00:00, on its own clock.
    public static let gps = TimeEpoch(UTCInstant(day: 8_040, picosecondOfDay: 0), scale: .gps)
    /// The epoch of Unix: 1970-01-01T00:00:00, without leap seconds.
    public static let unix = TimeEpoch(
        UTCInstant(day: CalendarDate.daysTo1970, picosecondOfDay: 0), scale: .utcNoLeap)
    /// J2000: 2000-01-01T12:00:00 TT, which is 11:59:27.816 TAI.
    public static let j2000 = TimeEpoch(
        UTCInstant(day: 15_340, picosecondOfDay: 43_167_816 * 1_000_000_000), scale: .tai)

    /// The instant `seconds` and `picoseconds` after the epoch.
    ///
    /// - Precondition: `picoseconds` is below 10¹².
    public func instant(
        seconds: UInt64, picoseconds: UInt64, leapSeconds: LeapSecondTable = .builtIn
    ) -> UTCInstant {
        precondition(picoseconds < UTCInstant.picosecondsPerSecond, "fraction of a second")
        let start = startOfCount(leapSeconds)
        let sum = start.picoseconds + picoseconds
        let carry = sum >= UTCInstant.picosecondsPerSecond
        let second =
            start.seconds + Int64(min(seconds, TimeEpoch.maximumSeconds)) + (carry ? 1 : 0)
        let picosecond = carry ? sum - UTCInstant.picosecondsPerSecond : sum
        guard scale == .utcNoLeap else {
            let instant = TAIInstant(seconds: second, picoseconds: picosecond)
            return UTCInstant(instant, leapSeconds: leapSeconds)
        }
        let day = second >= 0 ? second / 86_400 : (second - 86_399) / 86_400
        let secondOfDay = UInt64(second - day * 86_400)
        return UTCInstant(
            day: day,
            picosecondOfDay: secondOfDay * UTCInstant.picosecondsPerSecond + picosecond)
    }

    /// Seconds, rounded down, and picoseconds from the epoch to `instant`; seconds are negative
    /// before the epoch. The inverse of ``instant(seconds:picoseconds:leapSeconds:)``.
    ///
    /// On a clock without leap seconds, a leap second has the count of the second after it.
    public func elapsed(
        until instant: UTCInstant, leapSeconds: LeapSecondTable = .builtIn
    ) -> (seconds: Int64, picoseconds: UInt64) {
        let start = startOfCount(leapSeconds)
        let end = count(instant, leapSeconds)
        guard end.picoseconds < start.picoseconds else {
            return (end.seconds - start.seconds, end.picoseconds - start.picoseconds)
        }
        let borrowed = end.picoseconds + UTCInstant.picosecondsPerSecond - start.picoseconds
        return (end.seconds - start.seconds - 1, borrowed)
    }

    /// The epoch as ``count(_:_:)`` counts: TAI seconds since 1958, or UTC seconds without leaps.
    private func startOfCount(
        _ leapSeconds: LeapSecondTable
    ) -> (seconds: Int64, picoseconds: UInt64) {
        switch scale {
        case .utc, .utcNoLeap: return count(reading, leapSeconds)
        case .tai: return Self.plainCount(reading)
        case .gps:
            let (seconds, picoseconds) = Self.plainCount(reading)
            return (seconds + TimeEpoch.taiMinusGPS, picoseconds)
        }
    }

    private func count(
        _ instant: UTCInstant, _ leapSeconds: LeapSecondTable
    ) -> (seconds: Int64, picoseconds: UInt64) {
        guard scale != .utcNoLeap else { return Self.plainCount(instant) }
        let atomic = TAIInstant(instant, leapSeconds: leapSeconds)
        return (atomic.seconds, atomic.picoseconds)
    }

    /// Seconds since 1958 with 86,400 a day.
    private static func plainCount(
        _ instant: UTCInstant
    ) -> (seconds: Int64, picoseconds: UInt64) {
        let (second, picosecond) = instant.picosecondOfDay.quotientAndRemainder(
            dividingBy: UTCInstant.picosecondsPerSecond)
        return (instant.day * 86_400 + Int64(second), picosecond)
    }
}
