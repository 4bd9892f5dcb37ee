/// The time codes of `time.code`, and the keys that belong to each.
enum TimeCodeName {
    /// Unsegmented: seconds and their binary fraction (CCSDS 301.0-B-4 §3.2).
    case cuc
    /// Day segmented (§3.3).
    case cds

    private var own: [TimeKey] { self == .cuc ? [.basic, .fraction] : [.days, .sub] }
    private var foreign: [TimeKey] { self == .cuc ? [.days, .sub] : [.basic, .fraction] }

    /// Widths as a P-field can express them (301.0-B-4 §3.2.2, §3.3.2).
    func code(_ section: Section<TimeKey>) -> TimeField.Code {
        for key in foreign where section.has(key) {
            section.diagnostics.report(
                section.keyPosition(key),
                "'\(key.rawValue)' with code \(self), expected "
                    + ScalarValue.alternatives(own.map(\.rawValue)))
        }
        switch self {
        case .cuc:
            return .unsegmented(
                basic: section.integer(.basic, in: 1...7) ?? 4,
                fraction: section.integer(.fraction, in: 0...10) ?? 0)
        case .cds:
            return .daySegmented(
                days: section.integer(.days, of: [2, 3]) ?? 2,
                subMilliseconds: section.integer(.sub, of: [0, 2, 4]) ?? 0)
        }
    }
}
