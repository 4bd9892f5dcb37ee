/// One thing that `feedhorn doctor` looked at.
public struct DoctorFinding: Sendable, Equatable {
    /// How it is.
    public enum Outcome: String, Sendable {
        case ok
        /// A pass will come in, perhaps not as well as it could; or nobody can tell.
        case warn
        /// A pass will not come in, or not be kept.
        case fail
    }

    /// How it is.
    public var outcome: Outcome
    /// What was looked at: `link uhf-a`, `clock`.
    public var subject: String
    /// What was found.
    public var text: String
    /// What to do about it; `nil` where nothing need be done.
    public var fix: String?

    /// A finding.
    public init(_ outcome: Outcome, _ subject: String, _ text: String, fix: String? = nil) {
        self.outcome = outcome
        self.subject = subject
        self.text = text
        self.fix = fix
    }

    /// It is as it should be.
    public static func ok(_ subject: String, _ text: String) -> DoctorFinding {
        DoctorFinding(.ok, subject, text)
    }

    /// It could be better.
    public static func warn(_ subject: String, _ text: String, fix: String) -> DoctorFinding {
        DoctorFinding(.warn, subject, text, fix: fix)
    }

    /// It has to be put right.
    public static func fail(_ subject: String, _ text: String, fix: String) -> DoctorFinding {
        DoctorFinding(.fail, subject, text, fix: fix)
    }

    /// One line: `FAIL  clock: not synchronised; start chronyd`.
    public var line: String {
        let word = outcome == .fail ? "FAIL" : outcome.rawValue
        let padded = word + String(repeating: " ", count: 6 - word.count)
        return padded + "\(subject): \(text)" + (fix.map { "; \($0)" } ?? "")
    }
}
