extension CaptureReport {
    /// The report for a person: some lines, each with its end.
    public var text: String {
        var lines = ["\(path): \(state.rawValue)"]
        lines.append("  \(size) octets, \(blocks) good blocks, \(chunks) chunks, \(octets) octets")
        if let firstError { lines.append("  first error " + firstError.text) }
        if errorCount > 1 { lines.append("  \(errorCount) errors") }
        if let goodUntil { lines.append("  unusable from octet \(goodUntil) on") }
        if lostOctets > 0 {
            lines.append(
                "  \(lostOctets) octets in no good block, \(recoveredChunks) chunks behind them")
        }
        for section in sections { lines += section.lines }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension CaptureFault {
    /// The fault in a few words: `at octet 628: crc (stored … computed …)`.
    public var text: String {
        let words = "at octet \(offset): " + code.rawValue
        return detail.isEmpty ? words : words + " (" + detail + ")"
    }
}

extension CaptureReport.Section {
    fileprivate var lines: [String] {
        let name = segment.map { "segment " + $0 } ?? "segment without header"
        var lines = ["  " + name + (station.map { " of " + $0 } ?? "")]
        if let firstUTC, let lastUTC {
            lines.append(
                "    " + CalendarTime(utc: firstUTC).text + " to "
                    + CalendarTime(utc: lastUTC).text)
        }
        lines.append(
            "    \(events) events, \(checkpoints) checkpoints, \(indexEntries) in the index")
        if missingBlocks > 0 { lines.append("    \(missingBlocks) blocks missing") }
        if let endWord {
            let proof = isVerified ? "SHA-256 verified" : "SHA-256 not verified"
            lines.append("    end: " + endWord + ", " + proof)
        } else {
            lines.append("    no end; durable up to octet \(durableUntil)")
        }
        return lines + links.enumerated().map { $1.line(number: $0) }
    }
}

extension CaptureReport.Link {
    fileprivate func line(number: Int) -> String {
        var line = "    link \(number) \(name ?? "?"): \(chunks) chunks, \(octets) octets"
        if drops > 0 { line += ", \(drops) octets lost before the disk" }
        if lost > 0 { line += ", \(lost) chunks missing" }
        if badChunks > 0 { line += ", \(badChunks) chunks damaged" }
        return line
    }
}
