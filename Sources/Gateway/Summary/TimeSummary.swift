import CCSDS
import LinkConfiguration
import OrderedJSON
import TelemetryLink

/// First and last on-board time of each time field of a link.
struct TimeSummary: Sendable {
    private struct Reading {
        var raw: [UInt8] = []
        var value = JSONValue.null
    }

    private struct Entry {
        let field: TimeField
        var count: UInt64 = 0
        var first = Reading()
        var last = Reading()
    }

    private var entries: [Entry]
    private let leapSeconds: LeapSecondTable

    init(_ fields: [TimeField], _ leapSeconds: LeapSecondTable) {
        entries = fields.map { Entry(field: $0) }
        self.leapSeconds = leapSeconds
    }

    mutating func add(_ packet: PacketRecord, _ octets: RawSpan) {
        for index in entries.indices {
            guard case .packet(let application, let segments) = entries[index].field.place,
                application == packet.application,
                segments == .all || packet.header >> 14 & 1 == 1
            else { continue }
            note(index, octets)
        }
    }

    mutating func add(_ frame: FrameRecord, _ octets: RawSpan) {
        for index in entries.indices {
            switch entries[index].field.place {
            case .packet: continue
            case .secondaryHeader, .insertZone: note(index, octets)
            }
        }
    }

    private mutating func note(_ index: Int, _ octets: RawSpan) {
        let field = entries[index].field
        guard let raw = field.raw(in: octets) else { return }
        let reading = Reading(raw: raw, value: field.json(raw, leapSeconds))
        if entries[index].count == 0 { entries[index].first = reading }
        entries[index].last = reading
        entries[index].count += 1
    }

    /// `times` of packets and `frame_times`; none where the link has no such field.
    var members: [JSONValue.Member] {
        let packets = entries.filter { if case .packet = $0.field.place { true } else { false } }
        let frames = entries.filter { if case .packet = $0.field.place { false } else { true } }
        var members: [JSONValue.Member] = []
        if !packets.isEmpty { members.append(.init("times", .array(packets.map(json)))) }
        if !frames.isEmpty { members.append(.init("frame_times", .array(frames.map(json)))) }
        return members
    }

    private func json(_ entry: Entry) -> JSONValue {
        var members: [JSONValue.Member] = []
        if case .packet(let application, _) = entry.field.place {
            members.append(.init("apid", .unsigned(UInt64(application.rawValue))))
        }
        members.append(.init("n", .unsigned(entry.count)))
        members.append(.init("first_raw", .string(Hexadecimal.text(entry.first.raw))))
        members.append(.init("first", entry.first.value))
        members.append(.init("last_raw", .string(Hexadecimal.text(entry.last.raw))))
        members.append(.init("last", entry.last.value))
        return .object(members)
    }
}
