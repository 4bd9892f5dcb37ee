/// A packet as one short line: time, link, SCID/VCID, APID, sequence count, length, quality,
/// flags, and the first octets.
enum PacketLine {
    /// Octets that are shown.
    private static let octets = 16

    /// - Returns: nil for an object that is no packet.
    static func text(_ object: JSONNode) -> String? {
        guard object["class"]?.text == "PACKET" else { return nil }
        func shown(_ name: String) -> String { object[name]?.shown ?? "-" }
        let quality = shown("quality")
        let fields = [
            time(object), shown("link"), shown("scid") + "/" + shown("vcid"),
            "apid " + shown("apid"), "count " + shown("count"), "length " + shown("length"),
            quality == "erred" ? Colour.red(quality) : quality, flags(object), data(object),
        ]
        return fields.filter { !$0.isEmpty }.joined(separator: " ") + "\n"
    }

    /// The time of day of `2026-11-22T20:00:00.123456789Z`, to the microsecond.
    private static func time(_ object: JSONNode) -> String {
        guard let text = object["time"]?.text, let start = text.firstIndex(of: "T") else {
            return "-"
        }
        let time = text[text.index(after: start)...].prefix { $0 != "Z" }
        return String(time.prefix("20:00:00.123456".count))
    }

    private static func flags(_ object: JSONNode) -> String {
        var flags = object["flags"]?.elements.compactMap(\.text) ?? []
        if let corrected = object["corrected"]?.count, corrected > 0 {
            flags.append("corrected=\(corrected)")
        }
        if let missing = object["missing"]?.count, missing > 0 {
            flags.append(Colour.yellow("missing=\(missing)"))
        }
        return flags.joined(separator: ",")
    }

    private static func data(_ object: JSONNode) -> String {
        let hex = object["data"]?.text ?? ""
        return String(hex.prefix(2 * octets)) + (hex.utf8.count > 2 * octets ? "…" : "")
    }
}
