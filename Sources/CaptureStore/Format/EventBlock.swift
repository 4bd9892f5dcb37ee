import OrderedJSON
import TelemetryLink

/// An event in the file (§3): an entry as the systemd journal exports it, which tshark shows
/// with time and message and which every rewriting tool keeps.
struct EventBlock {
    var event: CaptureEvent
    /// Who writes: the value of `SYSLOG_IDENTIFIER`.
    var identifier: String
    /// Name of the event's link.
    var linkName: String?

    /// Most octets of a message and of one field's value; what is more is cut off.
    static let maximumMessage = 2048
    static let maximumValue = 1024
    /// Most octets of a field's name, and most fields.
    static let maximumName = 64
    static let maximumFields = 32

    func encode(to buffer: inout [UInt8], chain: inout BlockChain) {
        let start = buffer.count
        buffer.append(little: BlockType.journalEntry)
        buffer.append(little: UInt32(0))
        appendStandardLines(&buffer)
        appendFieldLines(&buffer)
        appendPad(&buffer, textStart: start + 8)
        let length = UInt32(buffer.count - start + SealSize.journalLine + 4)
        buffer.replaceLittle(at: start + 4, with: length)
        chain.sealJournal(&buffer, from: start)
    }

    private func appendStandardLines(_ buffer: inout [UInt8]) {
        let time = event.time
        line(&buffer, "__REALTIME_TIMESTAMP", String(time.utc / 1000))
        line(&buffer, "__MONOTONIC_TIMESTAMP", String(time.monotonic / 1000))
        line(&buffer, "PRIORITY", String(min(max(event.priority, 0), 7)))
        line(&buffer, "SYSLOG_IDENTIFIER", identifier)
        line(&buffer, "MESSAGE", cut(event.message, EventBlock.maximumMessage))
        line(&buffer, "TG_CODE", cut(event.code.rawValue, EventBlock.maximumValue))
        line(&buffer, "TG_UTC_NS", String(time.utc))
        line(&buffer, "TG_MONO_NS", String(time.monotonic))
        if let linkName { line(&buffer, "TG_LINK", cut(linkName, EventBlock.maximumValue)) }
    }

    /// Values that cannot stand on a line go, as one JSON object, into `TG_DATA`.
    private func appendFieldLines(_ buffer: inout [UInt8]) {
        var apart: [JSONMember] = []
        for field in event.fields.prefix(EventBlock.maximumFields) {
            let name = EventBlock.fieldName(field.name)
            let value = cut(field.value, EventBlock.maximumValue)
            if value.utf8.contains(where: { $0 < 0x20 }) {
                apart.append(JSONMember(name, .string(value)))
            } else {
                line(&buffer, "TG_" + name, value)
            }
        }
        if !apart.isEmpty { line(&buffer, "TG_DATA", JSONValue.object(apart).encoded()) }
    }

    /// Makes the entry end on a multiple of 4, so that no zero follows the text.
    private func appendPad(_ buffer: inout [UInt8], textStart: Int) {
        let text = buffer.count - textStart
        let unpadded = text + EventBlock.padKey.count + 1 + SealSize.journalLine
        buffer.append(contentsOf: EventBlock.padKey)
        for _ in 0..<(paddedLength(unpadded) - unpadded) { buffer.append(UInt8(ascii: ".")) }
        buffer.append(0x0A)
    }

    private static let padKey = Array("TG_PAD=".utf8)

    private func line(_ buffer: inout [UInt8], _ key: String, _ value: String) {
        buffer.append(contentsOf: key.utf8)
        buffer.append(UInt8(ascii: "="))
        for octet in value.utf8 { buffer.append(octet < 0x20 ? 0x20 : octet) }
        buffer.append(0x0A)
    }

    /// The first `limit` octets of `text`, less an incomplete character at their end.
    private func cut(_ text: String, _ limit: Int) -> String {
        guard text.utf8.count > limit else { return text }
        var end = text.utf8.index(text.startIndex, offsetBy: limit)
        while end > text.startIndex, String.Index(end, within: text) == nil {
            end = text.utf8.index(before: end)
        }
        return String(text[..<end])
    }

    /// Journal field names are upper-case letters, digits and underscores.
    private static func fieldName(_ name: String) -> String {
        let octets = name.utf8.prefix(maximumName).map { octet -> UInt8 in
            switch octet {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): octet - 0x20
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x30...0x39: octet
            default: UInt8(ascii: "_")
            }
        }
        return String(decoding: octets, as: UTF8.self)
    }
}
