/// A point of Coordinated Universal Time, to the picosecond: the day, and the time of that day.
///
/// Day and time of day are kept apart, so that a leap second is a time of its own: second 86,400
/// of its day, shown as `23:59:60`. No table of leap seconds is needed for that, and none to show
/// or compare instants; only the conversion to and from atomic time needs one.
@frozen
public struct UTCInstant: Hashable, Comparable, Sendable {
    /// Days since 1958-01-01; negative before.
    public let day: Int64
    /// Picoseconds since the day began: below 86,400 s, or 86,401 s in a leap second.
    public let picosecondOfDay: UInt64

    /// Picoseconds of a second.
    @inlinable public static var picosecondsPerSecond: UInt64 { 1_000_000_000_000 }
    /// Furthest day from 1958 that an instant can have: 2⁴¹ days, more than any time code says
    /// (56 bits of seconds are 2³⁹·⁶ days), and far from where arithmetic would overflow.
    public static let maximumDay: Int64 = 1 << 41

    /// The instant of the day `day`, `picosecondOfDay` after its beginning.
    ///
    /// - Precondition: `day` is within ±``maximumDay`` and `picosecondOfDay` below 86,401 s.
    public init(day: Int64, picosecondOfDay: UInt64) {
        precondition(abs(day) <= UTCInstant.maximumDay, "day out of range")
        precondition(picosecondOfDay < 86_401 * UTCInstant.picosecondsPerSecond, "time of day")
        self.day = day
        self.picosecondOfDay = picosecondOfDay
    }

    /// The instant that Unix time, which knows no leap seconds, calls `nanoseconds` after
    /// 1970-01-01T00:00:00Z.
    public init(unixNanoseconds nanoseconds: UInt64) {
        let (day, rest) = nanoseconds.quotientAndRemainder(dividingBy: 86_400 * 1_000_000_000)
        self.init(
            day: Int64(day) + CalendarDate.daysTo1970, picosecondOfDay: rest * 1_000)
    }

    /// Unix time in nanoseconds, rounded down; `nil` before 1970 and from July 2554 on.
    ///
    /// A leap second has no Unix time of its own: it gets that of the second after it.
    public var unixNanoseconds: UInt64? {
        guard let days = UInt64(exactly: day - CalendarDate.daysTo1970) else { return nil }
        let (start, tooLate) = days.multipliedReportingOverflow(by: 86_400 * 1_000_000_000)
        let (sum, carry) = start.addingReportingOverflow(picosecondOfDay / 1_000)
        return tooLate || carry ? nil : sum
    }

    /// The time lies in a leap second.
    public var isLeapSecond: Bool {
        picosecondOfDay >= 86_400 * UTCInstant.picosecondsPerSecond
    }

    /// Earlier, by UTC's own order: a leap second lies between the seconds around it.
    @inlinable
    public static func < (left: Self, right: Self) -> Bool {
        (left.day, left.picosecondOfDay) < (right.day, right.picosecondOfDay)
    }
}
