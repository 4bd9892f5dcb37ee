extension JSONValue {
    /// The value as JSON text: on one line, or indented by two spaces a level.
    public func encoded(indented: Bool = false) -> String {
        var text: [UInt8] = []
        write(to: &text, level: indented ? 0 : nil)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends the value as JSON text on one line.
    public func write(to text: inout [UInt8]) {
        write(to: &text, level: nil)
    }

    /// Appends `string` as a JSON string (RFC 8259 §7), quotes included.
    public static func append(string: String, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\""))
        for octet in string.utf8 {
            switch octet {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), octet]
            case 0x0A: text += "\\n".utf8
            case 0x0D: text += "\\r".utf8
            case 0x09: text += "\\t".utf8
            case 0..<0x20, 0x7F:
                text += "\\u00".utf8
                text += [digit(octet >> 4), digit(octet & 0xF)]
            default: text.append(octet)
            }
        }
        text.append(UInt8(ascii: "\""))
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    private func write(to text: inout [UInt8], level: Int?) {
        switch self {
        case .null: text += "null".utf8
        case .bool(let value): text += (value ? "true" : "false").utf8
        case .integer(let value): text += String(value).utf8
        case .unsigned(let value): text += String(value).utf8
        // JSON knows neither infinity nor NaN.
        case .number(let value): text += (value.isFinite ? String(value) : "null").utf8
        case .string(let value): JSONValue.append(string: value, to: &text)
        case .array(let values):
            JSONValue.list("[", "]", values, level, &text) { $0.write(to: &$1, level: $2) }
        case .object(let members):
            JSONValue.list("{", "}", members, level, &text) { member, text, level in
                JSONValue.append(string: member.name, to: &text)
                text += (level == nil ? ":" : ": ").utf8
                member.value.write(to: &text, level: level)
            }
        }
    }

    private static func list<Element>(
        _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ elements: [Element], _ level: Int?,
        _ text: inout [UInt8], _ body: (Element, inout [UInt8], Int?) -> Void
    ) {
        let inner = level.map { $0 + 1 }
        text.append(UInt8(ascii: open))
        for (position, element) in elements.enumerated() {
            if position > 0 { text.append(UInt8(ascii: ",")) }
            newLine(inner, &text)
            body(element, &text, inner)
        }
        if !elements.isEmpty { newLine(level, &text) }
        text.append(UInt8(ascii: close))
    }

    private static func newLine(_ level: Int?, _ text: inout [UInt8]) {
        guard let level else { return }
        text.append(0x0A)
        text += repeatElement(0x20, count: 2 * level)
    }
}
