import CCSDS
import FeedhornTestKit

@testable import TelemetryLink

/// A USLP frame (732.1-B-2 §4.1) put together field by field, for these tests only; it ends with a
/// CRC-16.
struct USLPFrame {
    static let spacecraft: UInt16 = 0xABC5

    var spacecraft = USLPFrame.spacecraft
    var channel: UInt8 = 1
    var stream: UInt8 = 0
    var isExpedited = false
    var isControl = false
    var isTruncated = false
    var countLength = 1
    var count: UInt64 = 0
    var rule: UInt8
    var protocolIdentifier: UInt8 = 0
    var pointer: UInt16?
    var zone: [UInt8]
    /// Operational control field.
    var word: UInt32?

    init(rule: UInt8, pointer: UInt16? = nil, _ zone: [UInt8]) {
        self.rule = rule
        self.pointer = pointer
        self.zone = zone
    }

    /// The frame changed by `change`.
    func with(_ change: (inout USLPFrame) -> Void) -> USLPFrame {
        var frame = self
        change(&frame)
        return frame
    }

    var octets: [UInt8] {
        var body: [UInt8] = [rule << 5 | protocolIdentifier]
        if let pointer { body += [UInt8(pointer >> 8), UInt8(pointer & 0xFF)] }
        body += zone
        if let word { body += (0..<4).map { UInt8(word >> (24 - 8 * $0) & 0xFF) } }
        var identification = 0xC000_0000 | UInt32(spacecraft) << 12
        identification |= UInt32(channel) << 5 | UInt32(stream) << 1 | (isTruncated ? 1 : 0)
        var octets = (0..<4).map { UInt8(identification >> (24 - 8 * $0) & 0xFF) }
        if !isTruncated {
            let length = 7 + countLength + body.count + 2 - 1
            octets += [UInt8(length >> 8), UInt8(length & 0xFF)]
            octets.append(
                (isExpedited ? 0x80 : 0) | (isControl ? 0x40 : 0) | (word == nil ? 0 : 8)
                    | UInt8(countLength))
            for place in (0..<countLength).reversed() {
                octets.append(UInt8(count >> (8 * UInt64(place)) & 0xFF))
            }
        }
        octets += body
        let check = FrameCheckSequence.compute(octets)
        return octets + [UInt8(check >> 8), UInt8(check & 0xFF)]
    }

    /// A space packet of so many octets, header included.
    static func packet(
        _ length: Int, application: UInt16 = 1, count: UInt16 = 0, flags: UInt8 = 3
    ) -> [UInt8] {
        let field = length - 7
        return [
            UInt8(application >> 8), UInt8(application & 0xFF),
            flags << 6 | UInt8(count >> 8), UInt8(count & 0xFF), UInt8(field >> 8),
            UInt8(field & 0xFF),
        ] + (0..<length - 6).map { UInt8(truncatingIfNeeded: $0 &+ Int(count) &* 7) }
    }
}

extension [USLPFrame] {
    /// Counts that go on by one on each channel; sequence-controlled and expedited frames apart.
    func counted(from first: UInt64 = 0) -> [USLPFrame] {
        var counts: [Int: UInt64] = [:]
        return map { frame in
            let key = Int(frame.channel) * 2 + (frame.isExpedited ? 1 : 0)
            let count = counts[key] ?? first
            counts[key] = count &+ 1
            return frame.with { $0.count = count }
        }
    }

    /// Records with two octets of length in front.
    var records: [UInt8] {
        flatMap { frame -> [UInt8] in
            let octets = frame.octets
            return [UInt8(octets.count >> 8), UInt8(octets.count & 0xFF)] + octets
        }
    }

    /// What a link makes of the frames, the same in any chunks.
    func decode(_ change: (inout ManagedParameters) -> Void = { _ in }) -> Decoded {
        var parameters = ManagedParameters(
            name: "uslp", framing: .lengthPrefixed(LengthPrefixParameters()))
        parameters.frame.type = .uslp
        parameters.frame.fecf = true
        change(&parameters)
        return parameters.decodeInManyWays(records)
    }
}

extension ManagedParameters {
    /// Decodes the octets whole, one by one, and in random chunks that lie in slabs of their own:
    /// the records must be the same.
    func decodeInManyWays(_ octets: [UInt8]) -> Decoded {
        let whole = decode(octets)
        for (chunking, ownSlabs) in [
            (Chunking.octets, false), (.random(11, upTo: 50), true), (.random(12, upTo: 500), true),
        ] {
            let parts = decode(octets, chunking, ownSlabs: ownSlabs)
            if parts.records != whole.records { Difference.report(parts.records, whole.records) }
        }
        return whole
    }
}

extension Decoded {
    /// Octets of the packets, in their order.
    var packetOctets: [[UInt8]] { packets.map(\.octets) }

    /// Discarded octets, by reason.
    var discards: [DiscardReason: UInt64] {
        Dictionary(
            uniqueKeysWithValues: balance.discardedOctets.nonZero.map { ($0.reason, $0.count) })
    }
}
