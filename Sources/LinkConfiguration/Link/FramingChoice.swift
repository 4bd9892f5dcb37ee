import TelemetryLink

/// The value of `framing`: how records lie in the stream, and what is in them.
struct FramingChoice {
    enum Outer: Equatable {
        case cadu
        case bitStream
        case fixedFrames
        case lengthPrefixed
        case kiss
        case packets
        case opaque

        var word: String { FramingChoice.outer.first { $0.value == self }?.key ?? "" }

        /// Frames are found by a sync marker.
        var isSynchronized: Bool { self == .cadu || self == .bitStream }

        /// Nothing in the stream says how long a frame is.
        var needsLength: Bool { isSynchronized || self == .fixedFrames }
    }

    static let outer: KeyValuePairs<String, Outer> = [
        "cadu": .cadu, "bitStream": .bitStream, "fixedFrames": .fixedFrames,
        "lengthPrefixed": .lengthPrefixed, "kiss": .kiss, "packets": .packets,
        "opaque": .opaque,
    ]

    static let inner: KeyValuePairs<String, FrameParameters.FrameType> = [
        "tmFrames": .tm, "aosFrames": .aos, "uslpFrames": .uslp,
        "packets": .packets, "opaque": .opaque,
    ]

    /// Names that the schema knows and this version refuses.
    static let notYet = ["slip", "cobs", "hdlc", "fprime", "csp", "mavlink"]

    var outer: Outer
    /// What is in a record, where the list says it.
    var inner: FrameParameters.FrameType?
    /// Where the outer framing is written.
    var position: SourcePosition
    /// The list says what is in a record, in a word that is none: reported, and not judged again.
    var innerIsWrong = false
}

extension FramingChoice {
    /// Reads one word, or a list of one or two from the outside in.
    init?(_ section: Section<LinkKey>) {
        section.reportMissing(.framing, expected: "one of \(FramingChoice.names(of: 0))")
        guard let node = section.node(.framing) else { return nil }
        let words = node.elements ?? [node]
        guard (1...2).contains(words.count) else {
            section.report(
                .framing, "\(words.count) framings, expected the outer and what is in it")
            return nil
        }
        let diagnostics = section.diagnostics
        let outer = FramingChoice.read(words[0], FramingChoice.outer, place: 0, diagnostics)
        var inner: FrameParameters.FrameType?
        if words.count == 2 {
            inner = FramingChoice.read(words[1], FramingChoice.inner, place: 1, diagnostics)
            if outer == .packets {
                diagnostics.report(
                    words[1].position, "a framing inside 'packets', expected 'packets' alone")
            }
        }
        guard let outer else { return nil }
        self.outer = outer
        self.inner = inner
        position = words[0].position
        innerIsWrong = words.count == 2 && inner == nil
    }

    private static func read<Value>(
        _ node: DocumentNode, _ choices: KeyValuePairs<String, Value>, place: Int,
        _ diagnostics: Diagnostics
    ) -> Value? {
        if let word = node.text, notYet.contains(word) {
            diagnostics.report(
                node.position,
                "framing '\(word)' is not supported yet, expected \(names(of: place))")
            return nil
        }
        if place == 0, let word = node.text, inner.contains(where: { $0.key == word }),
            !outer.contains(where: { $0.key == word })
        {
            diagnostics.report(
                node.position,
                "'\(word)' says what is in a record, expected the outer framing first",
                suggestion: "[fixedFrames, \(word)]")
            return nil
        }
        return ScalarValue.choice(node, named: "framing", choices, diagnostics)
    }

    private static func names(of place: Int) -> String {
        ScalarValue.alternatives(place == 0 ? outer.map(\.key) : inner.map(\.key))
    }
}
