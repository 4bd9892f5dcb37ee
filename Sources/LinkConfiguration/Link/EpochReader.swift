import CCSDS

/// `time.epoch` and `time.scale`: what a time counts from, and on which clock.
enum EpochReader {
    private static let named: KeyValuePairs<String, TimeField.Epoch> = [
        "1958": .ccsds, "unix": .unix, "gps": .gps, "j2000": .j2000, "agency": .agency,
    ]

    static func read(
        _ code: TimeCodeName, _ section: Section<TimeKey>
    ) -> (epoch: TimeField.Epoch, scale: TimeScale) {
        // A P-field says itself where the CCSDS epoch is meant.
        let epoch = epoch(section) ?? (code == .pField ? .agency : .ccsds)
        let scale: TimeScale? = section.choice(
            .scale, ["tai": .tai, "gps": .gps, "utc": .utc, "utcNoLeap": .utcNoLeap])
        if code == .cds, let scale, scale != .utcNoLeap {
            section.report(.scale, "a CDS time counts days of UTC, expected utcNoLeap")
        }
        if epoch == .agency, section.has(.scale) {
            section.diagnostics.report(
                section.keyPosition(.scale),
                "'scale' with the epoch of an agency, of which no clock is known, "
                    + "expected none")
        }
        if epoch == .agency, code == .cds {
            section.report(.epoch, "a CDS time counts days, expected the date of the first")
        }
        return (epoch, code == .cds ? .utcNoLeap : scale ?? usual(epoch))
    }

    /// The clock that an epoch is mostly meant on, where the file does not say.
    private static func usual(_ epoch: TimeField.Epoch) -> TimeScale {
        switch epoch {
        case .ccsds, .j2000, .agency: .tai
        case .gps: .gps
        case .unix, .date: .utcNoLeap
        }
    }

    private static func epoch(_ section: Section<TimeKey>) -> TimeField.Epoch? {
        guard let text = section.text(.epoch)?.value else { return nil }
        if let match = named.first(where: { $0.key == text }) { return match.value }
        if let seconds = secondsSince1970(text) { return .date(secondsSince1970: seconds) }
        section.report(
            .epoch,
            "\(quote(text)) for 'time.epoch', expected 1958, unix, gps, j2000, agency or a date "
                + "such as 2010-01-01T00:00:00Z",
            suggestion: NearestName.find(text, among: named.map(\.key)))
        return nil
    }

    /// A date of RFC 3339 in UTC, whole seconds.
    private static func secondsSince1970(_ text: String) -> Int64? {
        guard text.utf8.count == "2010-01-01T00:00:00Z".utf8.count, text.hasSuffix("Z"),
            let date = try? UTCInstant(asciiTimeCode: text), !date.isLeapSecond
        else { return nil }
        let second = Int64(date.picosecondOfDay / UTCInstant.picosecondsPerSecond)
        return (date.day - TimeEpoch.unix.reading.day) * 86_400 + second
    }
}
