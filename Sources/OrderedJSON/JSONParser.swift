/// Reads JSON text (RFC 8259) that somebody else may have written: strict, bounded, never trapping.
public struct JSONParser {
    private let text: [UInt8]
    private var at = 0

    /// Deepest nesting that is read; ours has two levels.
    private static let maximumDepth = 64

    private init(_ text: [UInt8]) {
        self.text = text
    }

    /// The value that `text` is; nil where it is no JSON text.
    public static func parse(_ text: [UInt8]) -> JSONValue? {
        var parser = JSONParser(text)
        guard let value = parser.value(depth: 0) else { return nil }
        parser.skipSpace()
        return parser.at == text.count ? value : nil
    }

    private var current: UInt8? { at < text.count ? text[at] : nil }

    private mutating func skipSpace() {
        while let octet = current, octet == 0x20 || (0x09...0x0A).contains(octet) || octet == 0x0D {
            at += 1
        }
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard current == UInt8(ascii: scalar) else { return false }
        at += 1
        return true
    }

    private mutating func take(word: String) -> Bool {
        let count = word.utf8.count
        guard at + count <= text.count else { return false }
        let same = text[at..<at + count].elementsEqual(word.utf8)
        if same { at += count }
        return same
    }

    private mutating func value(depth: Int) -> JSONValue? {
        guard depth < JSONParser.maximumDepth else { return nil }
        skipSpace()
        switch current {
        case UInt8(ascii: "{"): return object(depth: depth)
        case UInt8(ascii: "["): return array(depth: depth)
        case UInt8(ascii: "\""): return string().map { .string($0) }
        case UInt8(ascii: "t"): return take(word: "true") ? .bool(true) : nil
        case UInt8(ascii: "f"): return take(word: "false") ? .bool(false) : nil
        case UInt8(ascii: "n"): return take(word: "null") ? .null : nil
        default: return number()
        }
    }

    private mutating func object(depth: Int) -> JSONValue? {
        at += 1
        var members: [JSONMember] = []
        skipSpace()
        if take("}") { return .object(members) }
        // Each turn consumes octets: bounded by the text.
        while at < text.count {
            skipSpace()
            guard let name = string() else { return nil }
            skipSpace()
            guard take(":"), let value = value(depth: depth + 1) else { return nil }
            members.append(JSONMember(name, value))
            skipSpace()
            if take("}") { return .object(members) }
            guard take(",") else { return nil }
        }
        return nil
    }

    private mutating func array(depth: Int) -> JSONValue? {
        at += 1
        var values: [JSONValue] = []
        skipSpace()
        if take("]") { return .array(values) }
        while at < text.count {
            guard let value = value(depth: depth + 1) else { return nil }
            values.append(value)
            skipSpace()
            if take("]") { return .array(values) }
            guard take(",") else { return nil }
        }
        return nil
    }
}

// MARK: - Numbers and strings

extension JSONParser {
    private mutating func digits() -> Bool {
        let start = at
        while let octet = current, (0x30...0x39).contains(octet) { at += 1 }
        return at > start
    }

    private mutating func number() -> JSONValue? {
        let start = at
        _ = take("-")
        let leading = at
        guard digits(), at == leading + 1 || text[leading] != 0x30 else { return nil }
        var isInteger = true
        if take(".") {
            isInteger = false
            guard digits() else { return nil }
        }
        if take("e") || take("E") {
            isInteger = false
            _ = take("+") || take("-")
            guard digits() else { return nil }
        }
        let literal = String(decoding: text[start..<at], as: UTF8.self)
        if isInteger, let integer = Int64(literal) { return .integer(integer) }
        if isInteger, let integer = UInt64(literal) { return .unsigned(integer) }
        return Double(literal).map { .number($0) }
    }

    private mutating func string() -> String? {
        guard take("\"") else { return nil }
        var octets: [UInt8] = []
        while let octet = current {
            at += 1
            switch octet {
            case UInt8(ascii: "\""): return String(validating: octets, as: UTF8.self)
            case UInt8(ascii: "\\"): guard escape(into: &octets) else { return nil }
            case 0..<0x20: return nil
            default: octets.append(octet)
            }
        }
        return nil
    }

    private mutating func escape(into octets: inout [UInt8]) -> Bool {
        guard let letter = current else { return false }
        at += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): octets.append(letter)
        case UInt8(ascii: "b"): octets.append(0x08)
        case UInt8(ascii: "f"): octets.append(0x0C)
        case UInt8(ascii: "n"): octets.append(0x0A)
        case UInt8(ascii: "r"): octets.append(0x0D)
        case UInt8(ascii: "t"): octets.append(0x09)
        case UInt8(ascii: "u"): return unicode(into: &octets)
        default: return false
        }
        return true
    }

    private mutating func unicode(into octets: inout [UInt8]) -> Bool {
        guard let first = codeUnit() else { return false }
        var value = UInt32(first)
        if (0xD800...0xDBFF).contains(first), take(word: "\\u") {
            guard let second = codeUnit() else { return false }
            guard (0xDC00...0xDFFF).contains(second) else { return false }
            value = 0x10000 + (UInt32(first - 0xD800) << 10) + UInt32(second - 0xDC00)
        }
        // Half a surrogate pair has no scalar of its own.
        let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
        octets.append(contentsOf: String(Character(scalar)).utf8)
        return true
    }

    private mutating func codeUnit() -> UInt16? {
        guard at + 4 <= text.count else { return nil }
        var value: UInt16 = 0
        for octet in text[at..<at + 4] {
            guard let digit = hexadecimalValue(octet) else { return nil }
            value = value << 4 | UInt16(digit)
        }
        at += 4
        return value
    }
}

/// The value of a hexadecimal digit in ASCII.
private func hexadecimalValue(_ octet: UInt8) -> UInt8? {
    switch octet {
    case 0x30...0x39: octet - 0x30
    case 0x41...0x46: octet - 0x41 + 10
    case 0x61...0x66: octet - 0x61 + 10
    default: nil
    }
}
