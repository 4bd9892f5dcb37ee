/// A JSON value (RFC 8259): the details of station and links in a capture, and reports.
///
/// Objects keep their members in order.
public indirect enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([JSONMember])

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

    /// The value as compact JSON text.
    public var encoded: String {
        var text: [UInt8] = []
        write(to: &text)
        return String(decoding: text, as: UTF8.self)
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

extension JSONValue {
    /// Appends compact JSON text.
    func write(to text: inout [UInt8]) {
        switch self {
        case .null: text.append(contentsOf: "null".utf8)
        case .bool(let value): text.append(contentsOf: (value ? "true" : "false").utf8)
        case .integer(let value): text.append(contentsOf: String(value).utf8)
        case .number(let value):
            // JSON knows neither infinity nor NaN.
            text.append(contentsOf: (value.isFinite ? String(value) : "null").utf8)
        case .string(let value): JSONValue.write(string: value, to: &text)
        case .array(let values):
            JSONValue.write(values, between: "[", and: "]", to: &text) { $0.write(to: &$1) }
        case .object(let members):
            JSONValue.write(members, between: "{", and: "}", to: &text) { member, text in
                JSONValue.write(string: member.name, to: &text)
                text.append(UInt8(ascii: ":"))
                member.value.write(to: &text)
            }
        }
    }

    private static func write<Element>(
        _ elements: [Element], between open: Unicode.Scalar, and close: Unicode.Scalar,
        to text: inout [UInt8], _ body: (Element, inout [UInt8]) -> Void
    ) {
        text.append(UInt8(ascii: open))
        for (position, element) in elements.enumerated() {
            if position > 0 { text.append(UInt8(ascii: ",")) }
            body(element, &text)
        }
        text.append(UInt8(ascii: close))
    }

    private static func write(string: String, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\""))
        for octet in string.utf8 {
            switch octet {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                text.append(UInt8(ascii: "\\"))
                text.append(octet)
            case 0x0A: text.append(contentsOf: "\\n".utf8)
            case 0x0D: text.append(contentsOf: "\\r".utf8)
            case 0x09: text.append(contentsOf: "\\t".utf8)
            case 0..<0x20, 0x7F:
                text.append(contentsOf: "\\u00".utf8)
                text.append(hexadecimal: UInt32(octet), digits: 2)
            default: text.append(octet)
            }
        }
        text.append(UInt8(ascii: "\""))
    }
}
