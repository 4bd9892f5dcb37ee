import OrderedJSON

/// Compares results field by field, and says where they differ.
struct FixtureComparison {
    /// Tables whose names come from the data: one that only the decoder has is a difference, too.
    private static let tables: Set<String> = [
        "vc", "apid", "vc_apid", "frames_rejected", "ocf_words",
    ]
    /// Idle packets: independent decoders may drop them.
    private static let idle = "2047"

    /// Somebody else's result: `null` says nothing, and idle packets may be left out.
    let isIndependent: Bool
    private(set) var differences: [String] = []

    init(isIndependent: Bool = false) {
        self.isIndependent = isIndependent
    }

    /// What `found` says otherwise than `expected`.
    mutating func compare(_ expected: [JSONMember], with found: JSONValue) {
        for member in expected { compare(member.name, member.value, found[member.name]) }
    }

    private mutating func compare(_ path: String, _ expected: JSONValue, _ found: JSONValue?) {
        if isIndependent, expected == .null { return }
        guard let found else {
            return differ("\(path): expected \(expected.brief), found nothing")
        }
        guard case .object(let members) = expected else {
            if !expected.equals(found) {
                differ("\(path): expected \(expected.brief), found \(found.brief)")
            }
            return
        }
        for member in members {
            compare("\(path).\(member.name)", member.value, found[member.name])
        }
        if isTable(path) { reportUnexpected(in: found, path, expected) }
    }

    /// The tables of `vc_apid`, one for each channel, are tables too.
    private func isTable(_ path: String) -> Bool {
        let parts = path.split(separator: ".")
        return parts.count == 1 && Self.tables.contains(path)
            || parts.count == 2 && parts[0] == "vc_apid"
    }

    private mutating func reportUnexpected(
        in found: JSONValue, _ path: String, _ expected: JSONValue
    ) {
        for member in FixtureResult.members(of: found) where expected[member.name] == nil {
            if isIndependent, member.name == Self.idle { continue }
            differ("\(path).\(member.name): found \(member.value.brief), expected nothing")
        }
    }

    private mutating func differ(_ text: String) {
        differences.append(text)
    }
}

extension JSONValue {
    /// The same value; numbers by what they are, not by how they are kept.
    fileprivate func equals(_ other: JSONValue) -> Bool {
        switch (self, other) {
        case (.array(let one), .array(let two)):
            one.count == two.count && zip(one, two).allSatisfy { $0.equals($1) }
        case (.object(let one), .object(let two)):
            one.count == two.count
                && one.allSatisfy { member in
                    other[member.name].map { member.value.equals($0) } ?? false
                }
        default: self == other || number != nil && number == other.number
        }
    }

    private var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .unsigned(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    /// As text on a line that stays readable.
    fileprivate var brief: String {
        let text = encoded()
        return text.count <= 80 ? text : text.prefix(77) + "…"
    }
}
