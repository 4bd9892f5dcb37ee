/// A JSON value (RFC 8259) whose objects keep their members in order: details in captures, reports,
/// summaries, status.
public indirect enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case unsigned(UInt64)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([JSONMember])

    /// One name and its value.
    public typealias Member = JSONMember

    /// The member `name` of an object; the last one where several have that name.
    public subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// The text of a string.
    public var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }
}

/// A named value of a JSON object.
public struct JSONMember: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Its value.
    public var value: JSONValue

    /// The member `name` with `value`.
    public init(_ name: String, _ value: JSONValue) {
        self.name = name
        self.value = value
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral {
    /// A string written as a literal.
    public init(stringLiteral value: String) {
        self = .string(value)
    }

    /// A truth value written as a literal.
    public init(booleanLiteral value: Bool) {
        self = .bool(value)
    }
}
