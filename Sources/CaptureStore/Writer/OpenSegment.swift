import OrderedJSON
import TelemetryLink

/// The segment that is being written: its file, what it is encoded to, and what in it is not yet
/// durable. Only the writer thread touches it.
final class OpenSegment {
    var encoder: SegmentEncoder
    let file: SegmentFile
    /// Monotonic time of its start.
    let openedAt: UInt64
    /// Something else than headers is in it.
    private(set) var hasContent = false
    /// A full disk had stopped it: it ends as soon as that can be written.
    var endsForDisk = false
    /// Written since the last checkpoint, link by link, and in octets of the file.
    private var undurable: [CaptureTally] = []
    private(set) var undurableOctets: UInt64 = 0
    /// Monotonic time when the first octet of these was written.
    private(set) var undurableSince: UInt64?

    init(encoder: SegmentEncoder, file: SegmentFile, openedAt: UInt64) {
        self.encoder = encoder
        self.file = file
        self.openedAt = openedAt
    }

    /// Takes into account what a batch has written.
    func note(written tallies: [CaptureTally], octets: Int, at monotonic: UInt64) {
        while undurable.count < tallies.count { undurable.append(CaptureTally()) }
        for (link, tally) in tallies.enumerated() { undurable[link] += tally }
        undurableOctets += UInt64(octets)
        if undurableSince == nil { undurableSince = monotonic }
        hasContent = true
    }

    /// Chunks are written that are not yet durable.
    var hasUndurableChunks: Bool { undurable.contains { $0.chunks > 0 } }

    /// Everything is durable now; returns what has become so.
    func takeUndurable() -> [CaptureTally] {
        defer {
            for link in undurable.indices { undurable[link] = CaptureTally() }
            undurableOctets = 0
            undurableSince = nil
        }
        return undurable
    }
}

/// What the next segment says of the one before it.
struct PreviousSegment {
    /// 32 hexadecimal digits.
    var segment: String
    /// SHA-256 of its octets before `offset`, at which its END or last checkpoint lies.
    var digest: [UInt8]?
    var offset: UInt64?
    /// It has its END.
    var isComplete: Bool

    var members: [JSONMember] {
        var members = [JSONMember("prev_seg", .string(segment))]
        if let digest, let offset {
            members.append(JSONMember("prev_sha256", .string(digest.hexadecimal)))
            members.append(JSONMember("prev_offset", .integer(Int64(clamping: offset))))
        }
        return members
    }
}

extension PreviousSegment {
    /// The segment of `encoder`, left without its END.
    init(abandoned encoder: SegmentEncoder) {
        segment = encoder.segment.description
        let hasCheckpoint = encoder.lastCheckpoint > 0
        digest = hasCheckpoint ? encoder.lastCheckpointDigest : nil
        offset = hasCheckpoint ? encoder.lastCheckpoint : nil
        isComplete = false
    }
}
