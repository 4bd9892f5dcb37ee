public import OrderedJSON

/// Puts together one JSON object, for everything that is not said once per packet.
public struct JSONObject: Sendable {
    private var text: [UInt8] = [0x7B]

    /// An object without members.
    public init() {}

    /// An object of the query API: its first member is `class`.
    public init(class name: String) {
        add("class", name)
    }

    /// The object.
    public var octets: [UInt8] { text + [0x7D] }

    /// The object and a line feed.
    public var line: [UInt8] { text + [0x7D, 0x0A] }

    /// The object as a string.
    public var string: String { String(decoding: octets, as: UTF8.self) }

    private mutating func key(_ name: String) {
        if text.count > 1 { text.append(0x2C) }
        JSONValue.append(string: name, to: &text)
        text.append(0x3A)
    }

    /// Adds a text.
    public mutating func add(_ name: String, _ value: String) {
        key(name)
        JSONValue.append(string: value, to: &text)
    }

    /// Adds a text or null.
    public mutating func add(_ name: String, _ value: String?) {
        if let value { add(name, value) } else { addNull(name) }
    }

    /// Adds a number.
    public mutating func add(_ name: String, _ value: some BinaryInteger) {
        key(name)
        text += String(value).utf8
    }

    /// Adds a number or null.
    public mutating func add(_ name: String, _ value: UInt64?) {
        if let value { add(name, value) } else { addNull(name) }
    }

    /// Adds true or false.
    public mutating func add(_ name: String, _ value: Bool) {
        key(name)
        text += (value ? "true" : "false").utf8
    }

    /// Adds an instant (ns since 1970 UTC) as RFC 3339 text.
    public mutating func add(_ name: String, time: UInt64) {
        var formatter = RFC3339Formatter()
        add(name, formatter.string(time))
    }

    /// Adds null.
    public mutating func addNull(_ name: String) {
        key(name)
        text += "null".utf8
    }

    /// Adds an object.
    public mutating func add(_ name: String, _ value: JSONObject) {
        key(name)
        text += value.octets
    }

    /// Adds a list of texts.
    public mutating func add(_ name: String, _ values: [String]) {
        key(name)
        text.append(0x5B)
        for (number, value) in values.enumerated() {
            if number > 0 { text.append(0x2C) }
            JSONValue.append(string: value, to: &text)
        }
        text.append(0x5D)
    }

    /// Adds a list of objects.
    public mutating func add(_ name: String, _ values: [JSONObject]) {
        key(name)
        text.append(0x5B)
        for (number, value) in values.enumerated() {
            if number > 0 { text.append(0x2C) }
            text += value.octets
        }
        text.append(0x5D)
    }

    /// Adds a value.
    public mutating func add(_ name: String, _ value: JSONValue) {
        key(name)
        value.write(to: &text)
    }

    /// Adds the members of another object.
    public mutating func merge(_ other: JSONObject) {
        guard other.text.count > 1 else { return }
        if text.count > 1 { text.append(0x2C) }
        text += other.text.dropFirst()
    }
}
