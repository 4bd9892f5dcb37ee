/// CCSDS calendar segmented time code (CCS): a calendar time in binary coded decimal digits
/// (CCSDS 301.0-B-4 §3.4). It is UTC.
public struct CalendarSegmentedTimeCode: Hashable, Sendable {
    /// What the preamble (P-field) says, or the mission where it is not sent.
    public let format: Format
    /// The instant meant, to the picosecond.
    public let instant: UTCInstant

    /// The preamble of a CCS as a value (§3.4.2).
    public struct Format: Hashable, Sendable {
        /// The date is a day of the year, else month and day of the month.
        public let hasDayOfYear: Bool
        /// Octets of the second's fraction, two digits each: 0 to 6.
        public let fractionOctets: Int

        /// The format with these segments.
        ///
        /// - Precondition: `fractionOctets` is 0 to 6.
        public init(hasDayOfYear: Bool, fractionOctets: Int) {
            precondition((0...6).contains(fractionOctets), "fraction of 0 to 6 octets")
            self.hasDayOfYear = hasDayOfYear
            self.fractionOctets = fractionOctets
        }

        /// Reads the preamble that is the first octet of `octets`.
        ///
        /// - Throws: ``WireError/Code/truncated``, ``WireError/Code/unsupported`` when it is no CCS
        ///   or has a reserved form.
        public init(preamble octets: RawSpan) throws(WireError) {
            let first = try TimeCodeIdentifier.firstOctet(octets)
            guard TimeCodeIdentifier(rawValue: first >> 4 & 7) == .calendarSegmented else {
                throw TimeCodeIdentifier.unsupported(first, expected: .calendarSegmented)
            }
            try TimeCodeIdentifier.checkNoExtension(first)
            guard first & 7 <= 6 else {
                throw WireError(.unsupported, expected: 6, found: 7, offset: 0)
            }
            hasDayOfYear = first & 0x08 != 0
            fractionOctets = Int(first & 7)
        }

        /// Octets of the time itself: 7 to 13.
        public var timeLength: Int { 7 + fractionOctets }
    }

    /// Reads the time (T-field) that begins at the first octet of `octets`, in a known format: the
    /// preamble is implicit. The table says where second 60 exists.
    ///
    /// - Throws: ``WireError/Code/truncated``, ``WireError/Code/field`` where an octet is not two
    ///   decimal digits or a number is out of its range.
    public init(
        checking octets: RawSpan, format: Format, leapSeconds: LeapSecondTable = .builtIn
    ) throws(WireError) {
        guard octets.byteCount >= format.timeLength else {
            throw WireError.truncated(expected: format.timeLength, found: octets.byteCount)
        }
        let year = try Self.digits(octets, at: 0) * 100 + Self.digits(octets, at: 1)
        let high = try Self.digits(octets, at: 2)
        let low = try Self.digits(octets, at: 3)
        var unit = UTCInstant.picosecondsPerSecond
        var picosecond: UInt64 = 0
        for index in 0..<format.fractionOctets {
            unit /= 100
            picosecond += UInt64(try Self.digits(octets, at: 7 + index)) * unit
        }
        let fields = UTCInstant.CalendarFields(
            year: year,
            date: format.hasDayOfYear
                ? .dayOfYear(high * 100 + low, offset: 2)
                : .monthAndDay(month: high, monthOffset: 2, day: low, dayOffset: 3),
            hour: (try Self.digits(octets, at: 4), 4), minute: (try Self.digits(octets, at: 5), 5),
            second: (try Self.digits(octets, at: 6), 6), picosecond: picosecond)
        self.format = format
        instant = try UTCInstant(fields, leapSeconds: leapSeconds)
    }

    /// Reads preamble and time, which begin at the first octet of `octets`.
    ///
    /// - Throws: as ``init(checking:format:leapSeconds:)``, and ``WireError/Code/unsupported`` when
    ///   it is another time code or has a reserved form.
    public init(
        checking octets: RawSpan, leapSeconds: LeapSecondTable = .builtIn
    ) throws(WireError) {
        let format = try Format(preamble: octets)
        let length = 1 + format.timeLength
        guard octets.byteCount >= length else {
            throw WireError.truncated(expected: length, found: octets.byteCount)
        }
        do {
            let time = octets.extracting(1..<length)
            try self.init(checking: time, format: format, leapSeconds: leapSeconds)
        } catch {
            throw error.moved(by: 1)
        }
    }

    /// The two decimal digits in the octet at `offset`.
    private static func digits(_ octets: RawSpan, at offset: Int) throws(WireError) -> Int {
        let pair = octet(octets, at: offset)
        guard pair >> 4 <= 9, pair & 0x0F <= 9 else {
            throw WireError.field(expected: 0x99, found: Int(pair), offset: offset)
        }
        return Int(pair >> 4) * 10 + Int(pair & 0x0F)
    }
}
