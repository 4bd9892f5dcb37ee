import CCSDS
import TelemetryLink

/// `channels`: a mapping of virtual channel numbers, and `other` for the rest.
struct ChannelReader {
    private static let services: KeyValuePairs<String, ChannelTable.Service> = [
        "packets": .packets, "bitstream": .bitstream, "vca": .virtualChannelAccess,
        "opaque": .opaque, "onlyIdleData": .onlyIdleData,
    ]

    private let draft: LinkDraft
    private var diagnostics: Diagnostics { draft.diagnostics }

    static func read(_ draft: LinkDraft) -> ChannelTable {
        ChannelReader(draft: draft).read()
    }

    private func read() -> ChannelTable {
        var table = ChannelTable()
        guard let node = draft.link.node(.channels) else { return table }
        guard let pairs = node.pairs else {
            diagnostics.report(
                node.position,
                "\(node.found) for 'channels', expected virtual channels such as "
                    + "'0: {service: packets}', and 'other'")
            return table
        }
        // TM has 3 bits for a channel, AOS and USLP 6 (CCSDS 132.0-B-3 §4.1.2.3, 732.0-B-4
        // §4.1.2.3, 732.1-B-2 §4.1.2.4).
        let last = draft.frameType == .tm ? 7 : 63
        for pair in pairs {
            if pair.key.text == "other" {
                readOther(pair.value, into: &table)
            } else if let number = channel(pair.key, last: last) {
                let channel = channel(pair.value)
                table.services[number] = channel.service
                table.truncatedLengths[number] = channel.truncatedLength
            }
        }
        if table.rejectOthers, table.services.isEmpty {
            diagnostics.report(
                node.position, "every channel is rejected, expected at least one to be named")
        }
        return table
    }

    private func channel(_ key: DocumentNode, last: Int) -> VirtualChannelIdentifier? {
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

    private func readOther(_ node: DocumentNode, into table: inout ChannelTable) {
        if node.text == "reject" {
            table.rejectOthers = true
        } else if let word = node.text {
            diagnostics.report(
                node.position,
                "\(quote(word)) for 'channels.other', expected reject or {service: …}",
                suggestion: NearestName.find(word, among: ["reject"]))
        } else {
            let channel = channel(node)
            table.other = channel.service
            table.otherTruncatedLength = channel.truncatedLength
        }
    }

    private func channel(
        _ node: DocumentNode
    ) -> (service: ChannelTable.Service?, truncatedLength: Int?) {
        if let word = node.text, ChannelReader.services.contains(where: { $0.key == word }) {
            diagnostics.report(
                node.position, "'\(word)' for a channel, expected its service in a mapping",
                suggestion: "{service: \(word)}")
            return (nil, nil)
        }
        let section = Section<ChannelKey>(node, diagnostics)
        section.reportMissing(
            .service, expected: ScalarValue.alternatives(ChannelReader.services.map(\.key)))
        let service = section.choice(.service, ChannelReader.services)
        // A header, the data field's, one octet of data; and the longest frame.
        let shortest = 6 + draft.parameters.frame.fecfLength
        let truncatedLength = section.integer(.truncatedLength, in: shortest...LinkLimits.frame)
        ChannelRules.check(section, service, draft)
        return (service, truncatedLength)
    }
}
