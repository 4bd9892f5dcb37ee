import CCSDS
import OrderedJSON
public import TelemetryLink

/// The objects of the query API that are not written once per packet or frame.
extension JSONObject {
    /// `GAP`: a counter that did not go on by one.
    public static func gap(_ gap: CounterGap, link: LinkName) -> JSONObject {
        var object = JSONObject(class: "GAP")
        object.add("link", link.description)
        object.addScope(gap.scope)
        switch gap.step {
        case .gap(let missing):
            object.add("step", "gap")
            object.add("missing", missing)
            if let estimate = gap.estimate { object.add("estimate", estimate) }
        case .duplicate:
            object.add("step", "duplicate")
            object.add("missing", 0)
        case .reset:
            object.add("step", "reset")
            object.addNull("missing")
        }
        object.add("modulus", gap.modulus)
        object.add("last", gap.last)
        object.add("found", gap.found)
        let range = gap.missingRange
        object.add("firstMissing", range?.first)
        object.add("lastMissing", range?.last)
        object.add("time", time: gap.earthReceiveTime)
        object.add("streamOffset", gap.streamOffset)
        return object
    }

    private mutating func addScope(_ scope: CounterScope) {
        switch scope {
        case .masterChannel(_, let spacecraft):
            add("scope", "masterChannel")
            add("scid", spacecraft.rawValue)
            addNull("vcid")
            addNull("map")
            addNull("apid")
        case .virtualChannel(let channel):
            add("scope", "virtualChannel")
            addChannel(channel)
            addNull("apid")
        case .application(let application, let channel):
            add("scope", "application")
            addChannel(channel)
            add("apid", application.rawValue)
        }
    }

    private mutating func addChannel(_ channel: GlobalVirtualChannelIdentifier) {
        for field in [FilterField.scid, .vcid, .map] {
            let value = channel.value(of: field)
            add(field.name, value == FilterField.absent ? nil : value)
        }
    }

    /// `EVENT`: something on the link that is no packet and no frame.
    public static func event(_ event: LinkEvent, link: LinkName) -> JSONObject {
        var object = JSONObject(class: "EVENT")
        object.add("link", link.description)
        switch event.kind {
        case .state(let from, let to):
            object.add("kind", "state")
            object.add("from", String(describing: from))
            object.add("to", String(describing: to))
        case .symbols(let state, let offset, let exchanged, let secondInverted):
            object.add("kind", "symbols")
            object.add("state", String(describing: state))
            object.add("offset", offset)
            object.add("exchanged", exchanged)
            object.add("secondInverted", secondInverted)
        case .polarity(let inverted):
            object.add("kind", "polarity")
            object.add("inverted", inverted)
        case .discarded(let reason, let octets, let channel):
            object.add("kind", "discarded")
            object.add("reason", String(describing: reason))
            object.add("octets", octets)
            object.addChannel(channel)
        case .userDataDropped(let reason, let octets, let application, let channel):
            object.add("kind", "userDataDropped")
            object.add("reason", String(describing: reason))
            object.add("octets", octets)
            object.addChannel(channel)
            object.add("apid", Int(application.rawValue))
        case .skipped(let reason, let bits):
            object.add("kind", "skipped")
            object.add("reason", String(describing: reason))
            object.add("bits", bits)
        case .replay(let association, let number, let last, let channel):
            object.add("kind", "replay")
            object.add("spi", association.rawValue)
            object.add("number", "0x" + String(number, radix: 16))
            object.add("last", "0x" + String(last, radix: 16))
            object.addChannel(channel)
        }
        object.add("time", time: event.earthReceiveTime)
        object.add("streamOffset", event.streamOffset)
        return object
    }

    /// `EVENT`: what the station says of a link.
    public static func notice(_ notice: LinkNotice, link: LinkName) -> JSONObject {
        var object = JSONObject(class: "EVENT")
        object.add("link", link.description)
        object.add("kind", notice.kind)
        object.add("message", notice.message)
        object.add("count", notice.count)
        object.add("time", time: notice.time)
        for detail in notice.details { object.add(detail.name, detail.value) }
        return object
    }

    /// `DROPPED`: here records are missing, because this client was too slow.
    public static func dropped(_ count: DropCount) -> JSONObject {
        var object = JSONObject(class: "DROPPED")
        object.add("count", count.packets)
        if count.others > 0 { object.add("others", count.others) }
        return object
    }

    /// `HEARTBEAT`: the stream is alive, there was nothing to say.
    public static func heartbeat(at time: UInt64) -> JSONObject {
        var object = JSONObject(class: "HEARTBEAT")
        object.add("time", time: time)
        return object
    }

    /// `STATUS`: the members of a status as an object of a stream.
    public static func status(_ members: JSONObject) -> JSONObject {
        var object = JSONObject(class: "STATUS")
        object.merge(members)
        return object
    }
}
