/// The text of a link file as the link file of a recording: how to read the octets, without where
/// they came from.
enum LinkFileText {
    /// Keys at the top that say where octets come from and for whom the file is.
    private static let left: Set<Substring> = [
        "source", "match", "status", "notes", "device", "expect",
    ]

    /// The same text without those keys; comments stay.
    static func ofRecording(_ text: String) -> String {
        var kept: [Substring] = []
        var isLeftOut = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let key = key(line) { isLeftOut = left.contains(key) }
            if !isLeftOut || line.hasPrefix("#") { kept.append(line) }
        }
        return kept.joined(separator: "\n") + (text.hasSuffix("\n") && isLeftOut ? "\n" : "")
    }

    /// The key that a line at the top begins with.
    private static func key(_ line: Substring) -> Substring? {
        guard let first = line.first, !first.isWhitespace, first != "#", first != "-",
            let colon = line.firstIndex(of: ":")
        else { return nil }
        return line[..<colon]
    }
}
