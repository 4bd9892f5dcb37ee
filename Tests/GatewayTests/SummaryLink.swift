import Foundation
import Gateway
import LinkConfiguration
import OrderedJSON
import TelemetryLink
import Testing

/// A link file and octets, and what the summary of their decoding says.
struct SummaryLink {
    let yaml: String
    var octets: [UInt8]

    /// The summary as JSON and as text.
    func summary() throws -> (json: [String: Any], text: String) {
        let link = try LinkFile.parse(Array(("feedhorn: 1\n" + yaml).utf8), file: "link.yaml")
        let table = try LeapSeconds.table(of: link)
        var decode = OfflineDecode(link)
        var summary = DecodeSummary(link, leapSeconds: table, hasDigests: false)
        decode.consume(
            Slab(copying: octets), 0..<octets.count, ReceptionTime(utc: 0, monotonic: 0))
        summary.add(decode.batch)
        decode.finish()
        summary.add(decode.batch)
        let text = summary.json(decode.balance, decode.statistics).encoded()
        let json = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        return (try #require(json), summary.text(decode.balance, decode.statistics))
    }

    /// A space packet of APID 6 with `field` behind its header.
    static func packet(_ field: [UInt8]) -> [UInt8] {
        let length = field.count - 1
        return [0x08, 0x06, 0xC0, 0x00, UInt8(length >> 8), UInt8(length & 0xFF)] + field
    }
}
