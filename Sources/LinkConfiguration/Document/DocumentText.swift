/// Checks of a file's octets before the YAML parser sees them.
enum DocumentText {
    /// - Returns: the text, or `nil` after an error was reported.
    static func check(_ octets: [UInt8], file: String, _ diagnostics: Diagnostics) -> String? {
        guard octets.count <= DocumentLimits.octets else {
            diagnostics.report(
                .whole(file),
                "\(octets.count) octets, expected at most \(DocumentLimits.octets)")
            return nil
        }
        // The parser takes a byte order mark for a value.
        let isMarked = octets.starts(with: [0xEF, 0xBB, 0xBF])
        guard let text = String(validating: octets.dropFirst(isMarked ? 3 : 0), as: UTF8.self)
        else {
            diagnostics.report(
                firstInvalid(octets, file: file), "not UTF-8 text, expected a YAML file in UTF-8")
            return nil
        }
        guard let place = tooManyAliases(text, file: file) else { return text }
        diagnostics.report(
            place, "more than \(DocumentLimits.aliases) aliases (*name) in one file")
        return nil
    }

    /// Where the octets stop being UTF-8: the first scalar that decoding has to replace.
    private static func firstInvalid(_ octets: [UInt8], file: String) -> SourcePosition {
        var position = SourcePosition(file: file, line: 1, column: 1)
        var decoder = UTF8()
        var iterator = octets.makeIterator()
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            position.column += 1
            if scalar == "\n" {
                position.line += 1
                position.column = 1
            }
        }
        return position
    }

    /// The parser unfolds aliases, and hashes unfolded keys, before anybody can count them; so
    /// every `*` in the text is counted as one. Only lines of comment are left out: no real file
    /// has two dozen elsewhere.
    private static func tooManyAliases(_ text: String, file: String) -> SourcePosition? {
        var count = 0
        var line = 0
        for content in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
            line += 1
            guard content.first(where: { $0 != 0x20 && $0 != 0x09 }) != UInt8(ascii: "#") else {
                continue
            }
            count += content.count { $0 == UInt8(ascii: "*") }
            if count > DocumentLimits.aliases {
                return SourcePosition(file: file, line: line, column: 1)
            }
        }
        return nil
    }
}
