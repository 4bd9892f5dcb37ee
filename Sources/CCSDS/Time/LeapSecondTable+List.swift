/// Why a list of leap seconds could not be read.
public struct LeapSecondListError: Error, Hashable, Sendable {
    /// The kind of defect.
    public enum Reason: Hashable, Sendable {
        /// A line is neither a comment nor `<NTP seconds> <TAI − UTC>`.
        case malformedLine
        /// More lines than ``LeapSecondTable/maximumLines``.
        case tooLong
        /// No leap second at all, or differences that do not follow each other second by second.
        case impossibleTable
    }

    /// The kind of defect.
    public let reason: Reason
    /// Line, from 1; 0 where it is about the whole list.
    public let line: Int
}

extension LeapSecondTable {
    /// Most lines of a list that are read: the file of today has about 120.
    public static let maximumLines = 10_000
    /// Seconds from 1900-01-01, the epoch of NTP, to 1958-01-01.
    private static let ntpTo1958: Int64 = 21_184 * 86_400

    /// Reads the text of `leap-seconds.list`, as IERS and NIST publish it and as time zone packages
    /// install it: `#@` and the expiration, then a line `<NTP seconds> <TAI − UTC>` per step.
    ///
    /// The hash in the file is not checked.
    ///
    /// - Throws: ``LeapSecondListError``.
    public init(list text: String) throws(LeapSecondListError) {
        var entries: [Entry] = []
        var expirationDay: Int64?
        var line = 0
        for text in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        {
            line += 1
            guard line <= Self.maximumLines else {
                throw LeapSecondListError(reason: .tooLong, line: line)
            }
            let isExpiration = text.starts(with: "#@".utf8)
            let content = isExpiration ? text.dropFirst(2) : text.prefix { $0 != UInt8(ascii: "#") }
            guard let numbers = Self.numbers(content) else {
                throw LeapSecondListError(reason: .malformedLine, line: line)
            }
            if numbers.isEmpty { continue }
            let day = (numbers[0] - Self.ntpTo1958) / 86_400
            guard numbers[0] % 86_400 == 0, numbers.count == (isExpiration ? 1 : 2) else {
                throw LeapSecondListError(reason: .malformedLine, line: line)
            }
            if isExpiration {
                expirationDay = day
            } else {
                entries.append(Entry(day: day, taiMinusUTC: numbers[1]))
            }
        }
        guard let table = LeapSecondTable(entries: entries, expirationDay: expirationDay) else {
            throw LeapSecondListError(reason: .impossibleTable, line: 0)
        }
        self = table
    }

    /// Numbers of up to 12 digits, with white space around them; `nil` where something else stands.
    private static func numbers(_ text: Substring.UTF8View) -> [Int64]? {
        var numbers: [Int64] = []
        let isSpace = { (octet: UInt8) in octet == 0x20 || octet == 0x09 || octet == 0x0D }
        for word in text.split(whereSeparator: isSpace) {
            guard word.count <= 12, let number = Int64(Substring(word)), number >= 0 else {
                return nil
            }
            numbers.append(number)
        }
        return numbers
    }
}
