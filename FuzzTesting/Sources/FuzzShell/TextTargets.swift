import CCSDS
import FuzzWire
import QueryService
import TelemetryLink
import TelemetryPipeline

/// Filters: the canonical text is a filter that passes the same packets.
func fuzzFilter(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    let text = String(decoding: bytes, as: UTF8.self)
    let now: UInt64 = 1_795_377_601_000_000_000
    let filter: PacketFilter
    do {
        filter = try PacketFilter(text, now: now)
    } catch {
        try require(error.column >= 1 && error.column <= text.count + 1, "place outside: \(error)")
        return try require(!error.description.isEmpty, "no words")
    }
    guard let again = try? PacketFilter(filter.text, now: 0) else {
        throw FuzzFinding("not read again: \(filter.text)")
    }
    try requireEqual(again, filter, "read again")
    guard let link = LinkName("a"), let other = LinkName("b") else { return }
    let filters = [filter, again, filter.limited(to: link)].map { $0.bound(to: link) }
    let elsewhere = filter.limited(to: link).bound(to: other)
    for packet in packets(text) {
        let subject = PacketSubject(packet, annotation: nil)
        let passes = filters.map { $0.passes(subject) }
        try require(passes.allSatisfy { $0 == passes[0] }, "\(passes): \(filter.text)")
        try require(!elsewhere.passes(subject), "a packet of another link passes")
    }
}

/// A few packets of all kinds; which, the text says.
private func packets(_ text: String) -> [PacketRecord] {
    var state = text.utf8.reduce(UInt64(88_172_645_463_325_252)) { ($0 ^ UInt64($1)) &* 0x100_0193 }
    return (0..<8).map { _ in
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        let header = UInt32(truncatingIfNeeded: state)
        return PacketRecord(
            earthReceiveTime: state, offset: 0, length: header >> 16, header: header,
            channel: GlobalVirtualChannelIdentifier(rawValue: header &* 31), annotation: 0, slab: 0,
            quality: header & 64 == 0 ? .good : .erred,
            flags: PacketFlags(rawValue: UInt16(truncatingIfNeeded: state >> 20)))
    }
}

/// RFC 3339 times: what is read is shown as the same time.
func fuzzRFC3339(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    guard let time = RFC3339Parser.nanoseconds(Array(bytes)) else { return }
    var formatter = RFC3339Formatter()
    let text = formatter.string(time)
    try requireEqual(RFC3339Parser.nanoseconds(text.utf8), time, "read again from \(text)")
}

/// Makes what the modules make once.
public func makeConstants() {
    _ = try? Route(method: "GET", target: "/v1/packets", now: 1 << 60)
}

/// Targets of HTTP requests, and what they ask for.
func fuzzRequestTarget(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    let text = String(decoding: bytes, as: UTF8.self)
    let asked = Result { () throws(RequestRefusal) in
        try Route(method: "GET", target: text, now: 1 << 60)
    }
    switch asked {
    case .success(let route): try require(text.hasPrefix("/"), "\(route) without a path")
    case .failure(let refusal):
        try require((400...499).contains(refusal.status), "status \(refusal.status)")
        try requireEqual(refusal.allow, nil, "GET is allowed")
    }
}

/// Responses: whole and in pieces the same body.
func fuzzResponse(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    let whole = parse(bytes, step: max(1, bytes.count))
    for step in [1, 7] {
        let parts = parse(bytes, step: step)
        try requireEqual(parts.body, whole.body, "body in pieces of \(step)")
        try requireEqual(parts.status, whole.status, "status in pieces of \(step)")
        try requireEqual(parts.isComplete, whole.isComplete, "completeness in pieces of \(step)")
        try requireEqual(parts.isMalformed, whole.isMalformed, "refusal in pieces of \(step)")
    }
}

private func parse(
    _ bytes: UnsafeRawBufferPointer, step: Int
) -> (body: [UInt8], status: Int, isComplete: Bool, isMalformed: Bool) {
    var parser = ResponseParser()
    var body: [UInt8] = []
    var isMalformed = false
    for start in stride(from: 0, to: bytes.count, by: step) {
        let part = UnsafeRawBufferPointer(rebasing: bytes[start..<min(bytes.count, start + step)])
        do {
            _ = try parser.consume(part) { octets, _ in
                body += octets
                return true
            }
        } catch {
            isMalformed = true
            break
        }
    }
    return (body, parser.response.status, parser.response.isComplete, isMalformed)
}
