/// One node of a parsed YAML document: what it holds and where it stands. No meaning yet.
struct DocumentNode {
    enum Content {
        /// Text as written; `quoted` tells `"1"` from `1`.
        case scalar(String, quoted: Bool)
        case mapping([Pair])
        case sequence([DocumentNode])
    }

    struct Pair {
        var key: DocumentNode
        var value: DocumentNode
    }

    var content: Content
    var position: SourcePosition

    /// The text of a scalar.
    var text: String? {
        if case .scalar(let text, _) = content { text } else { nil }
    }

    var pairs: [Pair]? {
        if case .mapping(let pairs) = content { pairs } else { nil }
    }

    var elements: [DocumentNode]? {
        if case .sequence(let elements) = content { elements } else { nil }
    }

    /// The value under a key of a mapping.
    func value(_ key: String) -> DocumentNode? {
        pairs?.first { $0.key.text == key }?.value
    }

    /// What stands here, for messages: `a list`, `'abc'`.
    var found: String {
        switch content {
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .scalar(let text, let quoted) where text.isEmpty && !quoted: "nothing"
        case .scalar(let text, let quoted): quoted ? "the text \(quote(text))" : quote(text)
        }
    }
}

/// Text between quotes, cut and free of control characters, fit for a terminal.
func quote(_ text: String) -> String {
    let shown = text.unicodeScalars.prefix(40).map {
        $0.value < 0x20 || $0.value == 0x7F ? "?" : $0
    }
    let more = text.unicodeScalars.count > 40 ? "…" : ""
    return "'" + String(String.UnicodeScalarView(shown)) + more + "'"
}
