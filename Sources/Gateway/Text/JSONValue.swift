/// A JSON value with its members in the order in which they are to be printed.
public enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int64)
    case unsigned(UInt64)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([Member])

    /// One name and its value.
    public struct Member: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// Its value.
        public var value: JSONValue

        /// A value written as a literal, or a member.
        public init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// The value as text: on one line, or indented by two spaces a level.
    public func text(indented: Bool = false) -> String {
        var text = ""
        write(to: &text, level: indented ? 0 : nil)
        return text
    }

    private func write(to text: inout String, level: Int?) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += String(value)
        case .unsigned(let value): text += String(value)
        case .number(let value): text += value.isFinite ? "\(value)" : "null"
        case .string(let value): JSONValue.quote(value, to: &text)
        case .array(let values):
            JSONValue.list("[", "]", values.count, level, &text) { index, text, level in
                values[index].write(to: &text, level: level)
            }
        case .object(let members):
            JSONValue.list("{", "}", members.count, level, &text) { index, text, level in
                JSONValue.quote(members[index].name, to: &text)
                text += level == nil ? ":" : ": "
                members[index].value.write(to: &text, level: level)
            }
        }
    }

    private static func list(
        _ open: String, _ close: String, _ count: Int, _ level: Int?, _ text: inout String,
        _ element: (Int, inout String, Int?) -> Void
    ) {
        text += open
        let inner = level.map { $0 + 1 }
        for index in 0..<count {
            if index > 0 { text += "," }
            newLine(inner, &text)
            element(index, &text, inner)
        }
        if count > 0 { newLine(level, &text) }
        text += close
    }

    private static func newLine(_ level: Int?, _ text: inout String) {
        guard let level else { return }
        text += "\n" + String(repeating: "  ", count: level)
    }

    private static func quote(_ value: String, to text: inout String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case _ where scalar.value < 0x20:
                let hex = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral {
    /// A value written as a literal, or a member.
    public init(stringLiteral value: String) {
        self = .string(value)
    }

    /// A value written as a literal, or a member.
    public init(booleanLiteral value: Bool) {
        self = .bool(value)
    }
}
