import CCSDS
import OrderedJSON
import TelemetryLink

/// Packets of one APID, in the order in which they were completed.
///
/// The counts are those of the recordings' neutral form: every step of the sequence count that is
/// not +1 (mod 16384) is a gap of (new − old − 1) mod 16384, a repeated count one of 16383. The
/// decoder's own statistics tell repeats and resets from gaps; this does not.
struct ApplicationSummary: Sendable {
    private(set) var count: UInt64 = 0
    private var gaps: UInt64 = 0
    private var missing: UInt64 = 0
    private var octets: UInt64 = 0
    private var first: UInt16?
    private var last: UInt16?
    private var shortest = UInt32.max
    private var longest: UInt32 = 0
    private var sequenceFlags = SIMD4<UInt64>()
    private var withSecondaryHeader: UInt64 = 0
    private var digest: OctetDigest?

    init(hasDigest: Bool) {
        if hasDigest { digest = OctetDigest() }
    }

    mutating func add(_ packet: PacketRecord, _ octets: RawSpan) {
        count += 1
        self.octets += UInt64(packet.length)
        shortest = min(shortest, packet.length)
        longest = max(longest, packet.length)
        sequenceFlags[Int(packet.header >> 14 & 3)] += 1
        if packet.header >> 27 & 1 == 1 { withSecondaryHeader += 1 }
        if first == nil { first = packet.sequenceCount }
        digest?.update(octets)
        if let last {
            let step = (packet.sequenceCount &- last &- 1) & 0x3FFF
            if step != 0 {
                gaps += 1
                missing += UInt64(step)
            }
        }
        last = packet.sequenceCount
    }

    /// The count of idle packets means nothing (133.0-B-2 §4.1.3.4.3.4): no gaps for them.
    func json(isIdle: Bool) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("count", .unsigned(count)),
            .init("gaps", isIdle ? .null : .unsigned(gaps)),
            .init("missing", isIdle ? .null : .unsigned(missing)),
        ]
        members += [
            .init("bytes", .unsigned(octets)),
            .init("min_len", .unsigned(UInt64(shortest))),
            .init("max_len", .unsigned(UInt64(longest))),
            .init("first_seq", first.map { .unsigned(UInt64($0)) } ?? .null),
            .init("last_seq", last.map { .unsigned(UInt64($0)) } ?? .null),
            .init(
                "seq_flags",
                .object(
                    sequenceFlags.indices.filter { sequenceFlags[$0] > 0 }
                        .map { .init(String($0), .unsigned(sequenceFlags[$0])) })),
            .init("with_secondary_header", .unsigned(withSecondaryHeader)),
        ]
        if let digest { members.append(.init("sha256", .string(digest.text))) }
        return .object(members)
    }
}
