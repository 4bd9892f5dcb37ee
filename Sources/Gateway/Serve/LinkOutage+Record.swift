import CaptureStore
import OrderedJSON
import TelemetryLink
import TelemetryPipeline

/// An outage as each place shows it.
extension LinkOutage {
    /// One sentence for people.
    var message: String {
        var text = "\(reason)"
        if losses > 1 { text += ", lost \(losses) times" }
        text += ", absent \(LinkOutage.seconds(absent)) s"
        if let silent { text += ", no octets for \(LinkOutage.seconds(silent)) s" }
        if firstOctets == nil { text += ", no octets since" }
        return "outage: " + text
    }

    /// For `status` and those who listen.
    var members: [JSONMember] {
        [
            JSONMember("lastOctets", LinkOutage.time(lastOctets)),
            JSONMember("firstOctets", LinkOutage.time(firstOctets)),
            JSONMember("lost", LinkOutage.time(lost)),
            JSONMember("reopened", LinkOutage.time(reopened)),
            JSONMember("absentNanoseconds", .unsigned(absent)),
            JSONMember("silentNanoseconds", silent.map { .unsigned($0) } ?? .null),
            JSONMember("losses", .unsigned(losses)),
            JSONMember("reason", .string(reason)),
        ]
    }

    /// For the capture; what is not known is left out.
    var fields: [CaptureEvent.Field] {
        var fields: [CaptureEvent.Field] = []
        for (name, time) in [
            ("last", lastOctets), ("first", firstOctets), ("lost", lost), ("reopened", reopened),
        ] {
            guard let time else { continue }
            fields.append(CaptureEvent.Field("\(name)_utc_ns", "\(time.utc)"))
            fields.append(CaptureEvent.Field("\(name)_mono_ns", "\(time.monotonic)"))
        }
        fields.append(CaptureEvent.Field("absent_ns", "\(absent)"))
        if let silent { fields.append(CaptureEvent.Field("silent_ns", "\(silent)")) }
        fields.append(CaptureEvent.Field("losses", "\(losses)"))
        fields.append(CaptureEvent.Field("reason", reason))
        return fields
    }

    private static func time(_ time: ReceptionTime?) -> JSONValue {
        guard let time else { return .null }
        var formatter = RFC3339Formatter()
        return .string(formatter.string(time.utc))
    }

    /// `1.523456789`: all digits, for a program might read them.
    private static func seconds(_ nanoseconds: UInt64) -> String {
        let parts = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        let digits = String(parts.remainder)
        return "\(parts.quotient)." + String(repeating: "0", count: 9 - digits.utf8.count) + digits
    }
}

extension LinkOutages {
    /// `{"count":2,"lasts":false,"last":{…}}`.
    var json: JSONValue {
        .object([
            JSONMember("count", .unsigned(count)), JSONMember("lasts", .bool(isOpen)),
            JSONMember("last", last.map { .object($0.members) } ?? .null),
        ])
    }
}
