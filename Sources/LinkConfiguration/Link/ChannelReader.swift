import CCSDS
import TelemetryLink

/// `channels`: a mapping of virtual channel numbers, and `other` for the rest.
enum ChannelReader {
    private static let services: KeyValuePairs<String, ChannelTable.Service> = [
        "packets": .packets, "opaque": .opaque, "onlyIdleData": .onlyIdleData,
    ]

    static func read(_ draft: LinkDraft) -> ChannelTable {
        var table = ChannelTable()
        guard let node = draft.link.node(.channels) else { return table }
        guard let pairs = node.pairs else {
            draft.diagnostics.report(
                node.position,
                "\(node.found) for 'channels', expected virtual channels such as "
                    + "'0: {service: packets}', and 'other'")
            return table
        }
        // TM has 3 bits for a channel, AOS 6 (CCSDS 132.0-B-3 §4.1.2.3, 732.0-B-4 §4.1.2.3).
        let last = draft.frameType == .tm ? 7 : 63
        for pair in pairs {
            if pair.key.text == "other" {
                readOther(pair.value, into: &table, draft.diagnostics)
            } else if let number = channel(pair.key, last: last, draft.diagnostics) {
                table.services[number] = service(pair.value, draft.diagnostics)
            }
        }
        if table.rejectOthers, table.services.isEmpty {
            draft.diagnostics.report(
                node.position, "every channel is rejected, expected at least one to be named")
        }
        return table
    }

    private static func channel(
        _ key: DocumentNode, last: Int, _ diagnostics: Diagnostics
    ) -> VirtualChannelIdentifier? {
        if let word = key.text, Int(word) == nil {
            diagnostics.report(
                key.position,
                "unknown key \(quote(word)) in 'channels', expected a virtual channel or 'other'",
                suggestion: NearestName.find(word, among: ["other"]))
            return nil
        }
        let number = ScalarValue.integer(key, named: "channels", in: 0...last, diagnostics)
        return number.map { VirtualChannelIdentifier(rawValue: UInt8($0)) }
    }

    private static func readOther(
        _ node: DocumentNode, into table: inout ChannelTable, _ diagnostics: Diagnostics
    ) {
        if node.text == "reject" {
            table.rejectOthers = true
        } else if let word = node.text {
            diagnostics.report(
                node.position,
                "\(quote(word)) for 'channels.other', expected reject or {service: …}",
                suggestion: NearestName.find(word, among: ["reject"]))
        } else {
            table.other = service(node, diagnostics)
        }
    }

    private static func service(
        _ node: DocumentNode, _ diagnostics: Diagnostics
    ) -> ChannelTable.Service? {
        if let word = node.text, services.contains(where: { $0.key == word }) {
            diagnostics.report(
                node.position, "'\(word)' for a channel, expected its service in a mapping",
                suggestion: "{service: \(word)}")
            return nil
        }
        let section = Section<ChannelKey>(node, diagnostics)
        section.reportMissing(.service, expected: "packets, opaque or onlyIdleData")
        return section.choice(.service, services)
    }
}
