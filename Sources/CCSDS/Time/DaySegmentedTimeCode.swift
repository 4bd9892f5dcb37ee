/// CCSDS day segmented time code (CDS): a day count, milliseconds of the day, and parts of one
/// (CCSDS 301.0-B-4 §3.3). It is UTC: in a leap second the milliseconds reach 86,400,999.
public struct DaySegmentedTimeCode: Hashable, Sendable {
    /// What the preamble (P-field) says, or the mission where it is not sent.
    public let format: Format
    /// Days since the epoch: 16 or 24 bits.
    public let day: UInt32
    /// Milliseconds of the day: 0 to 86,400,999.
    public let millisecondOfDay: UInt32
    /// Microseconds (0 to 999) or picoseconds (0 to 999,999,999) of the millisecond, as the format
    /// says; 0 where it has none.
    public let submillisecond: UInt32

    /// Milliseconds of the longest day, one with a leap second.
    static let millisecondsOfLongestDay: UInt32 = 86_401_000

    /// Reads the time (T-field) that begins at the first octet of `octets`, in a known format: the
    /// preamble is implicit.
    ///
    /// - Throws: ``WireError/Code/truncated``, ``WireError/Code/field`` when milliseconds or their
    ///   parts are too many.
    public init(checking octets: RawSpan, format: Format) throws(WireError) {
        guard octets.byteCount >= format.timeLength else {
            throw WireError.truncated(expected: format.timeLength, found: octets.byteCount)
        }
        let milliseconds = be32(octets, at: format.dayOctets)
        guard milliseconds < Self.millisecondsOfLongestDay else {
            throw WireError.field(
                expected: Int(Self.millisecondsOfLongestDay) - 1, found: Int(milliseconds),
                offset: format.dayOctets)
        }
        let place = format.dayOctets + 4
        let parts = UInt32(
            truncatingIfNeeded: bigEndianInteger(
                octets, at: place, count: format.submilliseconds.octets))
        guard parts < format.submilliseconds.perMillisecond else {
            throw WireError.field(
                expected: Int(format.submilliseconds.perMillisecond) - 1, found: Int(parts),
                offset: place)
        }
        self.format = format
        day = format.dayOctets == 2 ? UInt32(be16(octets, at: 0)) : be24(octets, at: 0)
        millisecondOfDay = milliseconds
        submillisecond = parts
    }

    /// Reads preamble and time, which begin at the first octet of `octets`.
    ///
    /// - Throws: as ``init(checking:format:)``, and ``WireError/Code/unsupported`` when it is
    ///   another time code or has a reserved form.
    public init(checking octets: RawSpan) throws(WireError) {
        let format = try Format(preamble: octets)
        let length = Format.preambleLength + format.timeLength
        guard octets.byteCount >= length else {
            throw WireError.truncated(expected: length, found: octets.byteCount)
        }
        do {
            let time = octets.extracting(Format.preambleLength..<length)
            try self.init(checking: time, format: format)
        } catch {
            throw error.moved(by: Format.preambleLength)
        }
    }

    /// The time `instant`, in days from `epochDay` (days from 1958-01-01 to the epoch), rounded
    /// down to what the format can say.
    ///
    /// - Throws: ``WireError/Code/field`` when the day is before the epoch or needs more bits.
    public init(
        _ instant: UTCInstant, format: Format, epochDay: Int64 = 0
    ) throws(WireError) {
        let (day, overflow) = instant.day.subtractingReportingOverflow(epochDay)
        let last = Int64(1) << (8 * format.dayOctets) - 1
        guard !overflow, (0...last).contains(day) else {
            throw WireError.field(expected: Int(day < 0 ? 0 : last), found: Int(day), offset: 0)
        }
        self.format = format
        self.day = UInt32(day)
        let (millisecond, picosecond) = instant.picosecondOfDay.quotientAndRemainder(
            dividingBy: 1_000_000_000)
        millisecondOfDay = UInt32(millisecond)
        let unit = 1_000_000_000 / UInt64(format.submilliseconds.perMillisecond)
        submillisecond = UInt32(picosecond / unit)
    }

    /// The instant meant, to the picosecond.
    ///
    /// - Parameter epochDay: days from 1958-01-01 to the epoch; not 0 only where `format.epoch` is
    ///   the agency's. More than ±2³² days are taken for that many.
    public func instant(epochDay: Int64 = 0) -> UTCInstant {
        let limit = Int64(1) << 32
        let unit = 1_000_000_000 / UInt64(format.submilliseconds.perMillisecond)
        return UTCInstant(
            day: Int64(day) + max(min(epochDay, limit), -limit),
            picosecondOfDay: UInt64(millisecondOfDay) * 1_000_000_000
                + UInt64(submillisecond) * unit)
    }

    /// Appends the time, without preamble.
    public func serialize(into octets: inout [UInt8]) {
        octets.appendBigEndian(day, count: format.dayOctets)
        octets.appendBigEndian(millisecondOfDay, count: 4)
        octets.appendBigEndian(submillisecond, count: format.submilliseconds.octets)
    }
}
