import TelemetryLink

/// What the values of a link must be together. Each rule reports at the key that is most likely
/// the wrong one.
enum LinkRules {
    static func check(_ draft: LinkDraft) {
        guard draft.framing != nil else { return }
        SectionRules.check(draft)
        SourceRules.check(draft)
        FrameRules.check(draft)
        SyncRules.check(draft)
    }
}
