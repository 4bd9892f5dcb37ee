import ArgumentParser

/// Exit codes of every command.
enum ExitStatus {
    static let fine = ExitCode(0)
    /// Gaps or bad data were found; a capture that is open, torn or derived.
    static let gaps = ExitCode(1)
    /// Usage or configuration.
    static let usage = ExitCode(2)
    /// The daemon can't be reached.
    static let unreachable = ExitCode(3)
    static let timeout = ExitCode(4)
    /// A file is damaged, or foreign.
    static let integrity = ExitCode(5)
}

extension ExitCode {
    /// The one of two that says more: the larger.
    func worse(_ other: ExitCode) -> ExitCode {
        rawValue >= other.rawValue ? self : other
    }
}
