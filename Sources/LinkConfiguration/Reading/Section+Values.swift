/// Scalars: numbers, flags, words and text.
extension Section {
    /// A whole number, decimal or `0x` hexadecimal.
    func integer(_ key: Key, in range: ClosedRange<Int>) -> Int? {
        guard let node = node(key) else { return nil }
        return ScalarValue.integer(node, named: key.path, in: range, diagnostics)
    }

    /// A number out of a short list.
    func integer(_ key: Key, of values: [Int]) -> Int? {
        guard let first = values.min(), let last = values.max(),
            let value = integer(key, in: first...last)
        else { return nil }
        guard values.contains(value) else {
            let list = values.map(String.init).joined(separator: ", ")
            report(key, "\(value) for '\(key.path)', expected one of \(list)")
            return nil
        }
        return value
    }

    /// `true` or `false`, and nothing else.
    func flag(_ key: Key) -> Bool? {
        guard let node = node(key) else { return nil }
        switch node.content {
        case .scalar("true", quoted: false): return true
        case .scalar("false", quoted: false): return false
        default:
            let meant = node.text.flatMap { ScalarValue.otherFlags[$0.lowercased()] }
            report(
                key, "\(node.found) for '\(key.path)', expected true or false", suggestion: meant)
            return nil
        }
    }

    /// One word of a table.
    func choice<Value>(_ key: Key, _ choices: KeyValuePairs<String, Value>) -> Value? {
        guard let node = node(key) else { return nil }
        return ScalarValue.choice(node, named: key.path, choices, diagnostics)
    }

    /// Text that is not empty.
    func text(_ key: Key) -> Located<String>? {
        guard let node = node(key) else { return nil }
        guard let text = node.text, !text.isEmpty else {
            report(key, "\(node.found) for '\(key.path)', expected text")
            return nil
        }
        return Located(text, at: node.position)
    }

    /// A name that can be a directory and a label: letters, digits, `-`, `_`, `.`.
    func name(_ key: Key) -> Located<String>? {
        guard let text = text(key) else { return nil }
        guard ScalarValue.isName(text.value) else {
            report(
                key,
                "\(quote(text.value)) for '\(key.path)', expected a name of 1 to 64 letters, "
                    + "digits, '-', '_' or '.', that does not begin with '.'")
            return nil
        }
        return text
    }

    /// A number with a unit.
    func quantity(_ key: Key, _ units: UnitTable, in range: ClosedRange<UInt64>) -> UInt64? {
        node(key).flatMap { quantity($0, of: key, units, in: range) }
    }

    /// A number with a unit, as the value of a key or one of several.
    func quantity(
        _ node: DocumentNode, of key: Key, _ units: UnitTable, in range: ClosedRange<UInt64>
    ) -> UInt64? {
        switch units.read(node, in: range) {
        case .success(let value): return value
        case .failure(let problem):
            diagnostics.report(
                node.position,
                "\(problem.message) for '\(key.path)', expected \(problem.expected)",
                suggestion: problem.suggestion)
            return nil
        }
    }
}

/// Sections inside sections, and lists.
extension Section {
    /// A section below this one; absent keys give an absent section.
    func section<Inner: SectionKey>(_ key: Key, _ type: Inner.Type) -> Section<Inner> {
        guard let node = node(key) else {
            return Section<Inner>(absentFrom: position, isReadable: isReadable, diagnostics)
        }
        return Section<Inner>(node, diagnostics)
    }

    /// The elements of a list.
    func list(_ key: Key) -> [DocumentNode]? {
        guard let node = node(key) else { return nil }
        guard let elements = node.elements else {
            report(key, "\(node.found) for '\(key.path)', expected a list: [a, b] or lines of '- '")
            return nil
        }
        return elements
    }

    /// A list of whole numbers.
    func integers(_ key: Key, in range: ClosedRange<Int>) -> [Int]? {
        list(key)?.compactMap {
            ScalarValue.integer($0, named: key.path, in: range, diagnostics)
        }
    }
}
