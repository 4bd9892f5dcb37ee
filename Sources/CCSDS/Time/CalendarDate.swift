/// Days of the Gregorian calendar, counted from 1958-01-01, the epoch of the CCSDS time codes.
///
/// The calendar is applied to all years, also before it was introduced.
enum CalendarDate {
    /// 1958-01-01 to 1970-01-01 (CCSDS 301.0-B-4 counts from the one, Unix from the other).
    static let daysTo1970: Int64 = 4_383
    /// Days of 400 years, after which the calendar repeats.
    private static let daysPerEra: Int64 = 146_097
    /// 0000-03-01, where an era begins that has its leap day at its end, to 1958-01-01.
    private static let daysFromEra: Int64 = 719_468 - daysTo1970

    /// The day number of a date that exists.
    static func day(year: Int64, month: Int64, dayOfMonth: Int64) -> Int64 {
        // Years from March on: the leap day is then the last one of its year.
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let monthFromMarch = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + dayOfMonth - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * daysPerEra + dayOfEra - daysFromEra
    }

    /// Year, month and day of the month of `day`.
    static func date(ofDay day: Int64) -> (year: Int64, month: Int64, dayOfMonth: Int64) {
        let shifted = day + daysFromEra
        let era = (shifted >= 0 ? shifted : shifted - (daysPerEra - 1)) / daysPerEra
        let dayOfEra = shifted - era * daysPerEra
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfMonth)
    }

    static func isLeapYear(_ year: Int64) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    static func days(inMonth month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: isLeapYear(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
