import CCSDS
import LinkConfiguration
import OrderedJSON

extension TimeField {
    /// The octets of the field as they stand; `nil` where the packet or frame ends before them, or
    /// begins with a P-field that is none.
    func raw(in octets: RawSpan) -> [UInt8]? {
        guard offset >= 0, offset + length <= octets.byteCount else { return nil }
        var count = length
        if code == .preamble {
            let rest = octets.extracting(offset..<octets.byteCount)
            guard let format = try? TimeCode.Format(preamble: rest) else { return nil }
            count = format.preambleLength + format.timeLength
        }
        guard offset + count <= octets.byteCount else { return nil }
        return (offset..<offset + count).map { octet(octets, at: $0) }
    }

    /// The time that `raw` says: an instant as RFC 3339 text; seconds as a number where only the
    /// mission knows the epoch; null for what is no time.
    func json(_ raw: [UInt8], _ leapSeconds: LeapSecondTable) -> JSONValue {
        if case .ascii = code {
            let text = String(decoding: raw, as: UTF8.self)
            let instant = try? UTCInstant(asciiTimeCode: text, leapSeconds: leapSeconds)
            return instant.map { .string($0.formatted()) } ?? .null
        }
        guard let code = try? timeCode(inWireOrder(raw), leapSeconds) else { return .null }
        if let instant = code.instant(epoch: epoch(of: code), leapSeconds: leapSeconds) {
            return .string(instant.formatted())
        }
        guard case .unsegmented(let time) = code else { return .null }
        return .number(Double(time.coarse) + Double(time.picoseconds) / 1e12)
    }

    private func inWireOrder(_ raw: [UInt8]) -> [UInt8] {
        guard byteOrder == .little else { return raw }
        // The flight software writes two integers in its processor's order.
        return code == .coreFlight ? raw[..<4].reversed() + raw[4...].reversed() : raw.reversed()
    }

    private func timeCode(
        _ octets: [UInt8], _ leapSeconds: LeapSecondTable
    ) throws(WireError) -> TimeCode {
        guard let format else {
            return try TimeCode(checking: octets.span.bytes, leapSeconds: leapSeconds)
        }
        return try TimeCode(
            checking: octets.span.bytes, format: format, leapSeconds: leapSeconds)
    }

    /// What the link file says in place of a P-field; `nil` where one is sent.
    private var format: TimeCode.Format? {
        switch code {
        case .unsegmented(let basic, let fraction):
            .unsegmented(
                UnsegmentedTimeCode.Format(
                    coarseOctets: basic, fractionOctets: fraction, epoch: .agency))
        case .coreFlight:
            .unsegmented(
                UnsegmentedTimeCode.Format(coarseOctets: 4, fractionOctets: 2, epoch: .agency))
        case .daySegmented(let days, let subMilliseconds):
            .daySegmented(
                DaySegmentedTimeCode.Format(
                    dayOctets: days,
                    submilliseconds: subMilliseconds == 4
                        ? .picoseconds : subMilliseconds == 2 ? .microseconds : .none,
                    epoch: .ccsds))
        case .calendarSegmented(let hasDayOfYear, let fraction):
            .calendarSegmented(
                CalendarSegmentedTimeCode.Format(
                    hasDayOfYear: hasDayOfYear, fractionOctets: fraction))
        case .preamble, .ascii: nil
        }
    }

    /// A P-field that names the CCSDS epoch means it, whatever the mission's is.
    private func epoch(of time: TimeCode) -> TimeEpoch? {
        guard code == .preamble else { return timeEpoch }
        switch time {
        case .unsegmented(let time) where time.format.epoch == .ccsds: return nil
        case .daySegmented(let time) where time.format.epoch == .ccsds: return nil
        default: return timeEpoch
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
