import Testing

/// Does the list of exceptions allow what it names, and only that?
struct NamedExceptionTests {
    let finding = Finding(rule: .forcedTry, file: "Sources/A/B.swift", line: 1, what: "try!")

    private func exception(_ rule: Rule, _ file: String) -> NamedException {
        NamedException(rule: rule, file: file, reason: "a reason")
    }

    @Test func everyExceptionHasAReasonAndAFile() {
        for exception in NamedException.all {
            #expect(exception.reason.count > 10, "\(exception.file)")
            #expect(Project.exists(exception.file), "\(exception.file)")
        }
    }

    @Test func anExceptionCoversItsRuleInItsFile() {
        let (offences, stale) = Judge.sort(
            [finding], of: [.forcedTry], allowing: [exception(.forcedTry, "Sources/A/B.swift")])
        #expect(offences.isEmpty)
        #expect(stale.isEmpty)
    }

    @Test func itCoversNoOtherRuleAndNoOtherFile() {
        let (offences, stale) = Judge.sort(
            [finding], of: [.forcedTry, .forcedCast],
            allowing: [
                exception(.forcedCast, "Sources/A/B.swift"),
                exception(.forcedTry, "Sources/A/C.swift"),
            ])
        #expect(offences == [finding])
        #expect(stale.count == 2)
    }

    @Test func anExceptionOfARuleThatWasNotAskedIsNotStale() {
        let (_, stale) = Judge.sort(
            [], of: [.forcedTry], allowing: [exception(.fileLength, "Sources/A/B.swift")])
        #expect(stale.isEmpty)
    }
}
