import CCSDS
import LinkConfiguration

extension TimeField {
    /// The octets of the field as they stand; `nil` where the packet or frame ends before them.
    func raw(in octets: RawSpan) -> [UInt8]? {
        guard offset >= 0, offset + length <= octets.byteCount else { return nil }
        return (offset..<offset + length).map { octet(octets, at: $0) }
    }

    /// The time that `raw` says: an instant as RFC 3339 text; seconds as a number where only the
    /// mission knows the epoch; null for what is no time.
    func json(_ raw: [UInt8]) -> JSONValue {
        let octets = byteOrder == .little ? raw.reversed() : raw
        guard let code = try? TimeCode(checking: octets.span.bytes, format: format) else {
            return .null
        }
        if let instant = code.instant(epoch: timeEpoch) { return .string(instant.formatted()) }
        guard case .unsegmented(let time) = code else { return .null }
        return .number(Double(time.coarse) + Double(time.picoseconds) / 1e12)
    }

    /// No P-field is sent, or none is read: the link file says what it would.
    private var format: TimeCode.Format {
        switch code {
        case .unsegmented(let basic, let fraction):
            .unsegmented(
                UnsegmentedTimeCode.Format(
                    coarseOctets: basic, fractionOctets: fraction, epoch: .agency))
        case .daySegmented(let days, let subMilliseconds):
            .daySegmented(
                DaySegmentedTimeCode.Format(
                    dayOctets: days,
                    submilliseconds: subMilliseconds == 4
                        ? .picoseconds : subMilliseconds == 2 ? .microseconds : .none,
                    epoch: .ccsds))
        }
    }

    /// The epoch with its clock; `nil` where only the mission knows it.
    private var timeEpoch: TimeEpoch? {
        switch epoch {
        case .agency: nil
        case .ccsds: TimeEpoch(TimeEpoch.ccsds.reading, scale: scale)
        case .unix: TimeEpoch(TimeEpoch.unix.reading, scale: scale)
        case .gps: TimeEpoch(TimeEpoch.gps.reading, scale: scale)
        case .j2000 where scale == .tai: .j2000
        case .j2000: date(946_728_000)
        case .date(let seconds): date(seconds)
        }
    }

    private func date(_ secondsSince1970: Int64) -> TimeEpoch? {
        let (days, rest) = secondsSince1970.quotientAndRemainder(dividingBy: 86_400)
        let day = (rest < 0 ? days - 1 : days) + TimeEpoch.unix.reading.day
        guard abs(day) <= TimeEpoch.maximumDay else { return nil }
        let second = UInt64(rest < 0 ? rest + 86_400 : rest)
        return TimeEpoch(
            UTCInstant(day: day, picosecondOfDay: second * UTCInstant.picosecondsPerSecond),
            scale: scale)
    }
}
