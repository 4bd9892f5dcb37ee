extension UTCInstant {
    /// Fields of a calendar time as they were read, each with the octet where it stands.
    struct CalendarFields {
        enum Date {
            case monthAndDay(month: Int, monthOffset: Int, day: Int, dayOffset: Int)
            case dayOfYear(Int, offset: Int)
        }

        var year: Int
        var date: Date
        var hour: (value: Int, offset: Int)
        var minute: (value: Int, offset: Int)
        var second: (value: Int, offset: Int)
        var picosecond: UInt64
    }

    /// Makes an instant of calendar fields.
    ///
    /// - Throws: ``WireError/Code/field`` with the nearest value allowed when one is out of range:
    ///   a day that its month does not have, second 60 where there was no leap second.
    init(_ fields: CalendarFields, leapSeconds: LeapSecondTable) throws(WireError) {
        let day = try Self.day(year: Int64(fields.year), fields.date)
        try Self.check(fields.hour.value, in: 0...23, offset: fields.hour.offset)
        try Self.check(fields.minute.value, in: 0...59, offset: fields.minute.offset)
        let isLastMinute = fields.hour.value == 23 && fields.minute.value == 59
        let lastSecond = isLastMinute && leapSeconds.hasLeapSecond(onDay: day) ? 60 : 59
        try Self.check(fields.second.value, in: 0...lastSecond, offset: fields.second.offset)
        let second = (fields.hour.value * 60 + fields.minute.value) * 60 + fields.second.value
        self.init(
            day: day,
            picosecondOfDay: UInt64(second) * UTCInstant.picosecondsPerSecond + fields.picosecond)
    }

    private static func day(
        year: Int64, _ date: CalendarFields.Date
    ) throws(WireError) -> Int64 {
        switch date {
        case .monthAndDay(let month, let monthOffset, let day, let dayOffset):
            try check(month, in: 1...12, offset: monthOffset)
            let last = CalendarDate.days(inMonth: Int64(month), of: year)
            try check(day, in: 1...Int(last), offset: dayOffset)
            return CalendarDate.day(year: year, month: Int64(month), dayOfMonth: Int64(day))
        case .dayOfYear(let dayOfYear, let offset):
            let last = CalendarDate.isLeapYear(year) ? 366 : 365
            try check(dayOfYear, in: 1...last, offset: offset)
            return CalendarDate.day(year: year, month: 1, dayOfMonth: 1) + Int64(dayOfYear) - 1
        }
    }

    private static func check(
        _ value: Int, in range: ClosedRange<Int>, offset: Int
    ) throws(WireError) {
        guard range.contains(value) else {
            let nearest = value < range.lowerBound ? range.lowerBound : range.upperBound
            throw WireError.field(expected: nearest, found: value, offset: offset)
        }
    }
}
