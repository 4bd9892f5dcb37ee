import Testing

/// A place where the house's rules are broken.
struct Finding: CustomStringConvertible, Equatable {
    let rule: Rule
    let file: String
    let line: Int
    let what: String

    var description: String { "\(file):\(line): \(what) [\(rule)]" }
}

/// The rules of CONTRIBUTING.md that these tests enforce.
enum Rule: String, CaseIterable {
    case imports
    case forceUnwrap
    case forcedTry
    case forcedCast
    case unchecked
    case fatalError
    case endlessLoop
    case fileLength
    case functionLength
    case lineLength
    case whitespace
    case machinePath
    case everyPrefixTest
    case fixture
    case document
}

/// Judges what the rules found, less what `NamedException.all` allows.
enum Judge {
    /// Records one issue for each finding that is not allowed, and one for each exception of
    /// `rules` that nothing needs any more.
    static func judge(_ findings: [Finding], of rules: Set<Rule>) {
        let (offences, stale) = sort(findings, of: rules, allowing: NamedException.all)
        for offence in offences { Issue.record("\(offence)") }
        for exception in stale {
            Issue.record("exception that nothing needs: \(exception.rule) in \(exception.file)")
        }
    }

    /// The findings that no exception covers, and the exceptions that cover nothing.
    static func sort(
        _ findings: [Finding], of rules: Set<Rule>, allowing exceptions: [NamedException]
    ) -> (offences: [Finding], stale: [NamedException]) {
        let offences = findings.filter { finding in
            !exceptions.contains { $0.rule == finding.rule && $0.file == finding.file }
        }
        let stale = exceptions.filter { exception in
            rules.contains(exception.rule)
                && !findings.contains { $0.rule == exception.rule && $0.file == exception.file }
        }
        return (offences, stale)
    }
}
