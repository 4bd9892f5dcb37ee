public import OrderedJSON

extension CaptureReport {
    /// The report as one JSON object; keys as the query interface writes them.
    public var json: JSONValue {
        .object([
            JSONMember("file", .string(path)),
            JSONMember("state", .string(state.rawValue)),
            JSONMember("size", .count(size)),
            JSONMember("blocks", .count(blocks)),
            JSONMember("goodOctets", .count(goodOctets)),
            JSONMember("lostOctets", .count(lostOctets)),
            JSONMember("goodUntil", goodUntil.map { .count($0) } ?? .null),
            JSONMember("recoveredChunks", .count(recoveredChunks)),
            JSONMember("chunks", .count(chunks)),
            JSONMember("octets", .count(octets)),
            JSONMember("errorCount", .count(errorCount)),
            JSONMember("firstError", firstError?.json ?? .null),
            JSONMember("errors", .array(errors.map(\.json))),
            JSONMember("sections", .array(sections.map(\.json))),
        ])
    }
}

extension CaptureFault {
    /// The fault as a JSON object.
    public var json: JSONValue {
        .object([
            JSONMember("offset", .count(offset)),
            JSONMember("code", .string(code.rawValue)),
            JSONMember("detail", .string(detail)),
            JSONMember("resumesAt", resumesAt.map { .count($0) } ?? .null),
        ])
    }
}

extension CaptureReport.Section {
    fileprivate var json: JSONValue {
        .object([
            JSONMember("offset", .count(offset)),
            JSONMember("segment", segment.map { .string($0) } ?? .null),
            JSONMember("station", station.map { .string($0) } ?? .null),
            JSONMember("blocks", .count(blocks)),
            JSONMember("missingBlocks", .count(missingBlocks)),
            JSONMember("events", .count(events)),
            JSONMember("checkpoints", .count(checkpoints)),
            JSONMember("indexEntries", .count(indexEntries)),
            JSONMember("first", firstUTC.map { .string(CalendarTime(utc: $0).text) } ?? .null),
            JSONMember("last", lastUTC.map { .string(CalendarTime(utc: $0).text) } ?? .null),
            JSONMember("backwards", .count(backwards)),
            JSONMember("durableUntil", .count(durableUntil)),
            JSONMember("endReason", endWord.map { .string($0) } ?? .null),
            JSONMember("sha256", sha256.map { .string($0) } ?? .null),
            JSONMember("verified", .bool(isVerified)),
            JSONMember("links", .array(links.map(\.json))),
        ])
    }

    /// Why the section ended, as a word.
    var endWord: String? {
        endReason.map { EndReason(rawValue: $0)?.word ?? "reason \($0)" }
    }
}

extension CaptureReport.Link {
    fileprivate var json: JSONValue {
        .object([
            JSONMember("name", name.map { .string($0) } ?? .null),
            JSONMember("linkType", linkType.map { .count(UInt64($0)) } ?? .null),
            JSONMember("chunks", .count(chunks)),
            JSONMember("octets", .count(octets)),
            JSONMember("drops", .count(drops)),
            JSONMember("badChunks", .count(badChunks)),
            JSONMember("gaps", .count(gaps)),
            JSONMember("lost", .count(lost)),
        ])
    }
}

extension EndReason {
    /// The reason as a word.
    public var word: String {
        switch self {
        case .normal: "normal"
        case .size: "size"
        case .time: "time"
        case .clockStep: "clock step"
        case .shutdown: "shutdown"
        case .disk: "disk"
        }
    }
}

extension JSONValue {
    /// A count; what does not fit the integers of JSON's users says so as the largest.
    fileprivate static func count(_ value: UInt64) -> JSONValue {
        .integer(Int64(clamping: value))
    }
}
