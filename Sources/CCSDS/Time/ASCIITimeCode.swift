extension UTCInstant {
    /// Longest text that is read: a date, a time, and more digits of fraction than anybody sends.
    static let maximumTextLength = 64

    /// Reads CCSDS ASCII time code A, `YYYY-MM-DDThh:mm:ss.d→d(Z)`, or B,
    /// `YYYY-DDDThh:mm:ss.d→d(Z)` (301.0-B-4 §3.5.1). The fraction and the `Z` may be left out;
    /// digits behind the picosecond are cut off. The table says where second 60 exists.
    ///
    /// - Throws: ``WireError/Code/field`` with the octet where the text is wrong: `expected` is the
    ///   character or the nearest value allowed; ``WireError/Code/truncated``;
    ///   ``WireError/Code/length`` when more follows, or the text is longer than 64 octets.
    public init(
        asciiTimeCode text: String, leapSeconds: LeapSecondTable = .builtIn
    ) throws(WireError) {
        let octets = Array(text.utf8.prefix(Self.maximumTextLength + 1))
        guard octets.count <= Self.maximumTextLength else {
            throw WireError.length(
                expected: Self.maximumTextLength, found: octets.count,
                offset: Self.maximumTextLength)
        }
        var reader = ASCIITimeReader(octets: octets)
        let fields = try reader.fields()
        try self.init(fields, leapSeconds: leapSeconds)
    }
}

/// Reads the fields of an ASCII time code, one after the other.
private struct ASCIITimeReader {
    let octets: [UInt8]
    var position = 0

    init(octets: [UInt8]) {
        self.octets = octets
    }

    mutating func fields() throws(WireError) -> UTCInstant.CalendarFields {
        let year = try number(digits: 4)
        try expect("-")
        let date = try date()
        try expect("T")
        let hour = (value: try number(digits: 2), offset: position - 2)
        try expect(":")
        let minute = (value: try number(digits: 2), offset: position - 2)
        try expect(":")
        let second = (value: try number(digits: 2), offset: position - 2)
        let picosecond = try fraction()
        if position < octets.count { try expect("Z") }
        guard position == octets.count else {
            throw WireError.length(expected: position, found: octets.count, offset: position)
        }
        return UTCInstant.CalendarFields(
            year: year, date: date, hour: hour, minute: minute, second: second,
            picosecond: picosecond)
    }

    /// Code B has three digits where code A has two and a hyphen.
    private mutating func date() throws(WireError) -> UTCInstant.CalendarFields.Date {
        let start = position
        if position + 2 < octets.count, octets[position + 2] != UInt8(ascii: "-") {
            return .dayOfYear(try number(digits: 3), offset: start)
        }
        let month = try number(digits: 2)
        try expect("-")
        return .monthAndDay(
            month: month, monthOffset: start, day: try number(digits: 2), dayOffset: start + 3)
    }

    /// The fraction in picoseconds; 0 when there is none.
    private mutating func fraction() throws(WireError) -> UInt64 {
        guard position < octets.count, octets[position] == UInt8(ascii: ".") else { return 0 }
        position += 1
        var unit = UTCInstant.picosecondsPerSecond / 10
        var value = UInt64(try number(digits: 1)) * unit
        while position < octets.count, octets[position] != UInt8(ascii: "Z") {
            unit /= 10
            value += UInt64(try number(digits: 1)) * unit
        }
        return value
    }

    private mutating func number(digits: Int) throws(WireError) -> Int {
        var value = 0
        for _ in 0..<digits {
            let octet = try next()
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(octet) else {
                let zero = Int(UInt8(ascii: "0"))
                throw WireError.field(expected: zero, found: Int(octet), offset: position - 1)
            }
            value = value * 10 + Int(octet - UInt8(ascii: "0"))
        }
        return value
    }

    private mutating func expect(_ character: Unicode.Scalar) throws(WireError) {
        let octet = try next()
        guard octet == UInt8(ascii: character) else {
            throw WireError.field(
                expected: Int(character.value), found: Int(octet), offset: position - 1)
        }
    }

    private mutating func next() throws(WireError) -> UInt8 {
        guard position < octets.count else {
            throw WireError.truncated(expected: position + 1, found: octets.count)
        }
        defer { position += 1 }
        return octets[position]
    }
}
