/// How far atomic time is ahead of UTC, and since when: the leap seconds.
///
/// Before its first entry (1972-01-01, when leap seconds were introduced) the first difference
/// holds; UTC of those years ran at changing rates, so instants there are approximate.
public struct LeapSecondTable: Hashable, Sendable {
    /// From a day on, TAI is ahead of UTC by a number of seconds.
    public struct Entry: Hashable, Sendable {
        /// First day, in days since 1958-01-01.
        public let day: Int64
        /// TAI − UTC in seconds, from the beginning of that day on.
        public let taiMinusUTC: Int64

        /// TAI − UTC is `taiMinusUTC` from `day` on.
        public init(day: Int64, taiMinusUTC: Int64) {
            self.day = day
            self.taiMinusUTC = taiMinusUTC
        }
    }

    /// Most entries that a table can have: two a year for five centuries.
    public static let maximumEntries = 1_000

    /// By day, earliest first; never empty.
    public let entries: [Entry]
    /// Day up to which the table is known to be complete, in days since 1958-01-01; `nil`: not
    /// said.
    public let expirationDay: Int64?

    /// A table of `entries`.
    ///
    /// - Returns: `nil` unless there are 1 to ``maximumEntries`` entries, on rising days of the
    ///   years 1900 to 10,000, each one second away from the one before it.
    public init?(entries: [Entry], expirationDay: Int64? = nil) {
        guard let first = entries.first, entries.count <= LeapSecondTable.maximumEntries,
            abs(first.taiMinusUTC) <= 1_000
        else { return nil }
        let areDaysKnown = entries.allSatisfy { (-21_184...3_000_000).contains($0.day) }
        let areStepsRight = zip(entries, entries.dropFirst()).allSatisfy { earlier, later in
            earlier.day < later.day && abs(later.taiMinusUTC - earlier.taiMinusUTC) == 1
        }
        guard areDaysKnown, areStepsRight else { return nil }
        self.entries = entries
        self.expirationDay = expirationDay
    }

    /// `entries` are known to be right.
    private init(known entries: [Entry], expirationDay: Int64) {
        self.entries = entries
        self.expirationDay = expirationDay
    }

    /// TAI − UTC in seconds, on `day` (days since 1958-01-01).
    public func taiMinusUTC(onDay day: Int64) -> Int64 {
        (entries.last { $0.day <= day } ?? entries[0]).taiMinusUTC
    }

    /// The day (days since 1958-01-01) ends with a second `23:59:60`.
    public func hasLeapSecond(onDay day: Int64) -> Bool {
        taiMinusUTC(onDay: day + 1) > taiMinusUTC(onDay: day)
    }

    /// Day and second of that day of the TAI second `seconds` (since 1958); second 86,400 is a leap
    /// second.
    func dayAndSecond(ofTAI seconds: Int64) -> (day: Int64, second: Int64) {
        // A day with a new difference begins in TAI where UTC's midnight is after the step.
        let index = entries.lastIndex { $0.day * 86_400 + $0.taiMinusUTC <= seconds }
        let utc = seconds - entries[index ?? 0].taiMinusUTC
        if let index, index + 1 < entries.count {
            let beyond = utc - entries[index + 1].day * 86_400
            if beyond >= 0 { return (entries[index + 1].day - 1, 86_400 + beyond) }
        }
        let day = utc >= 0 ? utc / 86_400 : (utc - 86_399) / 86_400
        return (day, utc - day * 86_400)
    }
}

extension LeapSecondTable {
    /// The leap seconds up to 2017, the last one so far: TAI − UTC = 37 s since then.
    ///
    /// From the IERS list that is complete up to 2026-06-28. Load a newer one where it is at hand.
    public static let builtIn: LeapSecondTable = {
        // First days of each difference from 10 s on, in days since 1958-01-01.
        let days: [Int64] = [
            5_113, 5_295, 5_479, 5_844, 6_209, 6_574, 6_940, 7_305, 7_670, 8_035, 8_582, 8_947,
            9_312, 10_043, 10_957, 11_688, 12_053, 12_600, 12_965, 13_330, 13_879, 14_426, 14_975,
            17_532, 18_628, 19_905, 21_000, 21_550,
        ]
        let entries = days.enumerated().map { index, day in
            Entry(day: day, taiMinusUTC: Int64(10 + index))
        }
        // 2026-06-28
        return LeapSecondTable(known: entries, expirationDay: 25_015)
    }()
}
