/// The time codes of `time.code`, and the keys that belong to each.
enum TimeCodeName {
    /// Unsegmented: seconds and their binary fraction (CCSDS 301.0-B-4 §3.2).
    case cuc
    /// Day segmented (§3.3).
    case cds
    /// Calendar segmented (§3.4).
    case ccs
    /// Text, code A or B (§3.5).
    case ascii
    /// Whatever the P-field in front of it says.
    case pField
    /// The message header of the core Flight System.
    case cfs

    private static let forms: [TimeKey] = [
        .basic, .fraction, .days, .sub, .dayOfYear, .octets, .epoch, .scale, .byteOrder,
    ]

    /// Keys of the form; the others of ``forms`` say what the code does not leave open.
    private var own: [TimeKey] {
        switch self {
        case .cuc: [.basic, .fraction]
        case .cds: [.days, .sub]
        case .ccs: [.dayOfYear, .fraction]
        case .ascii: [.octets]
        case .pField, .cfs: []
        }
    }

    /// Which of epoch, clock and octet order the code leaves open.
    private var open: [TimeKey] {
        switch self {
        case .cuc, .cds, .cfs: [.epoch, .scale, .byteOrder]
        case .pField: [.epoch, .scale]
        case .ccs, .ascii: []
        }
    }

    /// The code with its widths, such as a P-field can express them (301.0-B-4 §3.2.2, §3.3.2,
    /// §3.4.2); `nil` after an error.
    func code(_ section: Section<TimeKey>) -> TimeField.Code? {
        for key in TimeCodeName.forms
        where section.has(key) && !own.contains(key) && !open.contains(key) {
            let words = ScalarValue.alternatives((own.isEmpty ? open : own).map(\.rawValue))
            section.diagnostics.report(
                section.keyPosition(key),
                "'\(key.rawValue)' with code \(self), expected \(words)")
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
        case .ccs:
            return .calendarSegmented(
                hasDayOfYear: section.flag(.dayOfYear) ?? false,
                fraction: section.integer(.fraction, in: 0...6) ?? 0)
        case .ascii:
            section.reportMissing(.octets, expected: "the length of the text")
            // `YYYY-DDDThh:mm:ss` to the longest text that is read.
            return section.integer(.octets, in: 17...64).map { .ascii(octets: $0) }
        case .pField: return .preamble
        case .cfs: return .coreFlight
        }
    }
}
