import TelemetryLink

/// The value of `framing`: how records lie in the stream, and what is in them.
struct FramingChoice {
    enum Outer: Equatable {
        case cadu
        case bitStream
        case fixedFrames
        case lengthPrefixed
        case kiss
        case slip
        case cobs
        case hdlc
        case fprime
        case csp
        case mavlink
        case packets
        case opaque

        var word: String { FramingChoice.outer.first { $0.value == self }?.key ?? "" }

        /// Frames are found by a sync marker.
        var isSynchronized: Bool { self == .cadu || self == .bitStream }

        /// Nothing in the stream says how long a frame is.
        var needsLength: Bool { isSynchronized || self == .fixedFrames }

        /// Each datagram is a record.
        var isDatagrams: Bool { self == .opaque || self == .csp }

        /// Its records may be in an envelope.
        var hasEnvelopes: Bool {
            switch self {
            case .lengthPrefixed, .kiss, .slip, .cobs, .hdlc, .fprime, .csp, .opaque: true
            case .cadu, .bitStream, .fixedFrames, .mavlink, .packets: false
            }
        }
    }

    /// A protocol between records and frames.
    enum Envelope: Equatable {
        case ax25
        case csp
    }

    static let outer: KeyValuePairs<String, Outer> = [
        "cadu": .cadu, "bitStream": .bitStream, "fixedFrames": .fixedFrames,
        "lengthPrefixed": .lengthPrefixed, "kiss": .kiss, "slip": .slip, "cobs": .cobs,
        "hdlc": .hdlc, "fprime": .fprime, "csp": .csp, "mavlink": .mavlink, "packets": .packets,
        "opaque": .opaque,
    ]

    static let envelope: KeyValuePairs<String, Envelope> = ["ax25": .ax25, "csp": .csp]

    static let inner: KeyValuePairs<String, FrameParameters.FrameType> = [
        "tmFrames": .tm, "aosFrames": .aos, "uslpFrames": .uslp,
        "packets": .packets, "opaque": .opaque,
    ]

    var outer: Outer
    /// Protocols around what is in a record, from the outside in.
    var envelopes: [Envelope] = []
    /// What is in a record, where the list says it.
    var inner: FrameParameters.FrameType?
    /// Where the outer framing is written.
    var position: SourcePosition
    /// The list says what is in a record, in a word that is none: reported, and not judged again.
    var innerIsWrong = false
}

extension FramingChoice {
    /// Reads one word, or a list of them from the outside in: how records lie in the stream, the
    /// protocols around what is in them, what that is.
    init?(_ section: Section<LinkKey>) {
        section.reportMissing(.framing, expected: "one of \(FramingChoice.outerNames)")
        guard let node = section.node(.framing) else { return nil }
        let words = node.elements ?? [node]
        guard (1...4).contains(words.count) else {
            section.report(
                .framing, "\(words.count) framings, expected the outer and what is in it")
            return nil
        }
        let diagnostics = section.diagnostics
        let outer = FramingChoice.readOuter(words[0], diagnostics)
        let inside = FramingChoice.readInside(Array(words.dropFirst()), diagnostics)
        guard let outer else { return nil }
        self.outer = outer
        inner = inside.inner
        innerIsWrong = inside.isWrong
        envelopes = (outer == .csp ? [.csp] : []) + inside.envelopes.map(\.value)
        position = words[0].position
        checkInside(Array(words.dropFirst()), inside, diagnostics)
    }

    private static func readOuter(_ node: DocumentNode, _ diagnostics: Diagnostics) -> Outer? {
        if let word = node.text, !outer.contains(where: { $0.key == word }) {
            if inner.contains(where: { $0.key == word }) {
                diagnostics.report(
                    node.position,
                    "'\(word)' says what is in a record, expected the outer framing first",
                    suggestion: "[fixedFrames, \(word)]")
                return nil
            }
            if envelope.contains(where: { $0.key == word }) {
                diagnostics.report(
                    node.position,
                    "'\(word)' stands around what is in a record, expected the outer framing first",
                    suggestion: "[hdlc, \(word)]")
                return nil
            }
        }
        return ScalarValue.choice(node, named: "framing", outer, diagnostics)
    }

    /// What stands behind the outer framing.
    private struct Inside {
        var envelopes: [(value: Envelope, position: SourcePosition)] = []
        var inner: FrameParameters.FrameType?
        var isWrong = false
    }

    private static func readInside(_ words: [DocumentNode], _ diagnostics: Diagnostics) -> Inside {
        var inside = Inside()
        for (index, node) in words.enumerated() {
            let known = envelope.first { $0.key == node.text }
            if let known {
                inside.envelopes.append((known.value, node.position))
            } else if index == words.count - 1 {
                inside.inner = ScalarValue.choice(
                    node, named: "framing", inner, diagnostics, others: envelope.map(\.key))
                inside.isWrong = inside.inner == nil
            } else {
                diagnostics.report(
                    node.position,
                    "\(node.found) in the middle of 'framing', expected "
                        + ScalarValue.alternatives(envelope.map(\.key)))
                inside.isWrong = true
            }
        }
        return inside
    }

    /// Envelopes stand where they can, and in their order.
    private func checkInside(
        _ words: [DocumentNode], _ inside: Inside, _ diagnostics: Diagnostics
    ) {
        if let first = words.first, outer == .packets {
            diagnostics.report(
                first.position, "a framing inside 'packets', expected 'packets' alone")
        } else if outer == .mavlink, let first = words.first, inside.inner != .opaque {
            diagnostics.report(
                first.position,
                "a framing inside 'mavlink', whose frames leave as they are: expected it alone")
        } else if let first = inside.envelopes.first, !outer.hasEnvelopes {
            diagnostics.report(
                first.position,
                "'\(first.value)' inside '\(outer.word)', expected it only inside "
                    + ScalarValue.alternatives(
                        FramingChoice.outer.filter { $0.value.hasEnvelopes }.map(\.key)))
        } else if envelopes.count > 1, envelopes != [.ax25, .csp],
            let last = inside.envelopes.last
        {
            diagnostics.report(
                last.position,
                "'\(last.value)' here, expected each protocol once, and csp inside ax25")
        }
    }

    private static var outerNames: String { ScalarValue.alternatives(outer.map(\.key)) }
}
