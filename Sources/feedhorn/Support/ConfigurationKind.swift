import LinkConfiguration

/// What a configuration file describes, told by its keys.
enum ConfigurationKind {
    case link, station, profile

    /// Keys at the top of a station configuration that no link file has.
    private static let stationKeys: Set<Substring> = [
        "station", "capture", "query", "sinks", "links",
    ]
    /// Keys at the top of a hardware profile that no link file has.
    private static let profileKeys: Set<Substring> = ["match", "status", "notes"]
    /// As much as a configuration file may have at most is far below this.
    private static let limit = 1 << 20

    /// - Returns: `.link` for what can't be read as well: its loader then says why.
    static func of(_ path: String) -> ConfigurationKind {
        guard let octets = try? SystemFiles().contents(of: path, limit: limit) else { return .link }
        let text = String(decoding: octets, as: UTF8.self)
        let keys = text.split(whereSeparator: \.isNewline).compactMap { line in
            // A key at the top stands at the beginning of its line, perhaps in quotes.
            line.firstIndex(of: ":").map {
                line[..<$0].trimming { $0 == "\"" || $0 == "'" }
            }
        }
        if keys.contains(where: stationKeys.contains) { return .station }
        let name = path.split(separator: "/").last.map(String.init)
        let isProfile = name == ProfilePath.fileName || keys.contains(where: profileKeys.contains)
        return isProfile ? .profile : .link
    }
}

extension Substring {
    /// Without such characters at both ends, and without spaces at the end.
    fileprivate func trimming(_ isTrimmed: (Character) -> Bool) -> Substring {
        var rest = self
        while rest.last == " " { rest.removeLast() }
        if let first = rest.first, isTrimmed(first) { rest.removeFirst() }
        if let last = rest.last, isTrimmed(last) { rest.removeLast() }
        return rest
    }
}
