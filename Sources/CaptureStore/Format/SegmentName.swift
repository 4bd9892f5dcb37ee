/// The name of a segment's file (§1 rule 9):
/// `<station>_<YYYYMMDD>T<HHMMSS>Z_<first 8 hex of seg>.pcapng`.
struct SegmentName {
    static let suffix = ".pcapng"
    /// Most octets of the station in a name; names end at 255.
    private static let maximumStation = 128
    /// `_YYYYMMDDTHHMMSSZ_xxxxxxxx.pcapng`.
    private static let fixedLength = 33

    /// The name of the segment that was opened at `utc` (ns since 1970).
    static func make(station: String, utc: UInt64, segment: SegmentIdentifier) -> String {
        let time = CalendarTime(utc: utc)
        let prefix = prefix(station: station)
        return prefix + "_" + time.compact + "_" + segment.seal.hexadecimal + suffix
    }

    /// What names of the station's files begin with: nothing that a file name must not have.
    static func prefix(station: String) -> String {
        let octets = station.utf8.prefix(maximumStation).map { octet -> UInt8 in
            switch octet {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                octet
            default: UInt8(ascii: "-")
            }
        }
        return octets.isEmpty ? "station" : String(decoding: octets, as: UTF8.self)
    }

    /// The time in a name of one of the station's files, as text that sorts; nil for other files.
    static func time(in name: String, station: String) -> String? {
        let prefix = prefix(station: station) + "_"
        guard name.hasPrefix(prefix), name.hasSuffix(suffix),
            name.utf8.count == prefix.utf8.count + fixedLength - 1
        else { return nil }
        return String(name.dropFirst(prefix.count).prefix(16))
    }
}

/// A UTC time as a calendar shows it.
struct CalendarTime {
    var year: Int
    var month: Int
    var day: Int
    var hour: Int
    var minute: Int
    var second: Int
    var nanosecond: Int

    /// The time `utc` ns after 1970-01-01T00:00:00, in the Gregorian calendar.
    init(utc: UInt64) {
        let seconds = Int(utc / 1_000_000_000)
        nanosecond = Int(utc % 1_000_000_000)
        let secondOfDay = seconds % 86_400
        hour = secondOfDay / 3600
        minute = secondOfDay / 60 % 60
        second = secondOfDay % 60
        // Days since 0000-03-01, so that the leap day is the last of its year and the 400-year
        // cycle of 146,097 days begins with a leap century.
        let days = seconds / 86_400 + 719_468
        let dayOfCycle = days % 146_097
        let yearOfCycle =
            (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
        let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfCycle + days / 146_097 * 400 + (month <= 2 ? 1 : 0)
    }

    /// `YYYYMMDDTHHMMSSZ`.
    var compact: String {
        digits(year, 4) + digits(month, 2) + digits(day, 2) + "T" + digits(hour, 2)
            + digits(minute, 2) + digits(second, 2) + "Z"
    }

    /// `YYYY-MM-DDTHH:MM:SS.nnnnnnnnnZ` (RFC 3339).
    var text: String {
        let date = digits(year, 4) + "-" + digits(month, 2) + "-" + digits(day, 2)
        let clock = digits(hour, 2) + ":" + digits(minute, 2) + ":" + digits(second, 2)
        return date + "T" + clock + "." + digits(nanosecond, 9) + "Z"
    }

    private func digits(_ value: Int, _ count: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }
}
