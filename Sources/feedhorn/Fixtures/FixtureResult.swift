import OrderedJSON

/// An expected result, and whether anybody but this decoder says so.
struct FixtureResult {
    /// Names of the members that say who agrees; no decoder gives them.
    enum Mark: String, CaseIterable {
        /// `false`: made by this decoder, and by nobody else yet.
        case confirmed
        /// Which decoder or generator agrees.
        case by = "confirmedBy"
        /// Which members it agrees with.
        case keys = "confirmedKeys"
    }

    var members: [JSONMember]

    /// The truth of a generator has no mark: it does not come from this decoder.
    var isConfirmed: Bool { JSONValue.object(members)[Mark.confirmed.rawValue] != false }

    /// Who agrees, in words.
    var standing: String {
        guard isConfirmed else { return "UNCONFIRMED: only feedhorn itself says so" }
        let by = JSONValue.object(members)[Mark.by.rawValue]?.text
        return by.map { "confirmed by \($0)" } ?? "confirmed"
    }

    /// What has to come out, the marks left out.
    var expected: [JSONMember] {
        members.filter { Mark(rawValue: $0.name) == nil }
    }

    /// A result of this decoder that nobody has confirmed.
    static func unconfirmed(_ summary: JSONValue) -> FixtureResult {
        FixtureResult(members: [JSONMember(Mark.confirmed.rawValue, false)] + members(of: summary))
    }

    /// The same result, confirmed.
    func confirmed(by name: String, keys: [String]) -> FixtureResult {
        FixtureResult(
            members: [
                JSONMember(Mark.confirmed.rawValue, true),
                JSONMember(Mark.by.rawValue, .string(name)),
                JSONMember(Mark.keys.rawValue, .array(keys.map { .string($0) })),
            ] + expected)
    }

    static func members(of value: JSONValue) -> [JSONMember] {
        if case .object(let members) = value { members } else { [] }
    }
}
