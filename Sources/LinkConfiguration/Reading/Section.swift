/// A mapping of the document, read as the section that `Key` describes.
///
/// Making one reports unknown keys. The getters return `nil` for a key that is absent and for one
/// whose value is wrong; only the second is reported. So defaults stand in one place, where the
/// value is used, and one wrong value never hides the next.
struct Section<Key: SectionKey> {
    struct Entry {
        let key: SourcePosition
        let node: DocumentNode
    }

    let position: SourcePosition
    let diagnostics: Diagnostics
    /// The section is written in the file.
    let isPresent: Bool
    /// It is written as a mapping, or absent: what it lacks is worth a report of its own.
    let isReadable: Bool
    private let entries: [Key: Entry]

    /// An absent section: every getter returns `nil`. It is not readable where nothing is known of
    /// what would hold it, so that what it lacks is not worth a report either.
    init(
        absentFrom position: SourcePosition, isReadable: Bool = true, _ diagnostics: Diagnostics
    ) {
        self.position = position
        self.diagnostics = diagnostics
        isPresent = false
        self.isReadable = isReadable
        entries = [:]
    }

    init(_ node: DocumentNode, _ diagnostics: Diagnostics) {
        position = node.position
        self.diagnostics = diagnostics
        isPresent = true
        isReadable = node.pairs != nil
        guard let pairs = node.pairs else {
            let name = Key.section.isEmpty ? "" : " under '\(Key.section)'"
            diagnostics.report(
                node.position,
                "\(node.found)\(name), expected keys: \(Key.names.joined(separator: ", "))")
            entries = [:]
            return
        }
        var entries: [Key: Entry] = [:]
        for pair in pairs {
            if let key = pair.key.text.flatMap(Key.init(rawValue:)) {
                entries[key] = Entry(key: pair.key.position, node: pair.value)
            } else {
                Section.reportUnknown(pair.key, diagnostics)
            }
        }
        self.entries = entries
    }

    func has(_ key: Key) -> Bool { entries[key] != nil }

    func node(_ key: Key) -> DocumentNode? { entries[key]?.node }

    /// Where the value of a key stands, or else the section.
    func position(_ key: Key) -> SourcePosition { entries[key]?.node.position ?? position }

    /// Where a key itself stands, or else the section.
    func keyPosition(_ key: Key) -> SourcePosition { entries[key]?.key ?? position }

    /// The keys that are written, in the order of the table.
    var written: [Key] { Key.allCases.filter(has) }

    /// Reports that a value is not what was expected.
    func report(_ key: Key, _ message: String, suggestion: String? = nil) {
        diagnostics.report(position(key), message, suggestion: suggestion)
    }

    /// Reports a key that has to be there and is not.
    func reportMissing(_ key: Key, expected: String) {
        guard !has(key), isReadable else { return }
        diagnostics.report(position, "'\(key.path)' is missing, expected \(expected)")
    }

    private static func reportUnknown(_ key: DocumentNode, _ diagnostics: Diagnostics) {
        guard let text = key.text else {
            diagnostics.report(key.position, "\(key.found) as a key, expected a word")
            return
        }
        let place = Key.section.isEmpty ? "" : " in '\(Key.section)'"
        let near = NearestName.find(text, among: Key.names)
        let homes = ConfigurationSchema.homes(of: text)
        var message = "unknown key \(quote(text))\(place)"
        if near == nil, !homes.isEmpty {
            let list = homes.map { "'\($0)'" }.joined(separator: " or ")
            message += ", expected it in \(list)"
        } else {
            message += ", expected one of \(Key.names.joined(separator: ", "))"
        }
        diagnostics.report(key.position, message, suggestion: near)
    }
}
