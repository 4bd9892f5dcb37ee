public import OrderedJSON
public import TelemetryLink

/// One thing that a capture holds, in the order of the file.
public enum CaptureRecord: Sendable {
    /// A section begins; a file has one unless files were put together.
    case section(CaptureSection)
    /// A link is described, before its first chunk.
    case link(number: Int, name: String, configuration: JSONValue?)
    /// Octets as they were read.
    case chunk(CaptureChunk)
    /// Something happened.
    case event(RecordedEvent)
    /// Everything before it was durable.
    case checkpoint(CaptureCheckpoint)
    /// The section's proven end.
    case end(reason: UInt32)
    /// Something is wrong.
    case fault(CaptureFault)
}

/// The head of a section.
public struct CaptureSection: Hashable, Sendable {
    /// The segment's identifier, 32 hexadecimal digits; nil when the header is lost.
    public var segment: String?
    /// The station; nil when the header is lost.
    public var station: String?
    /// All that the header says of station and segment.
    public var details: JSONValue?
}

/// A chunk of octets as it was read.
///
/// The octets lie in a slab, as the link decoder takes them; whoever keeps the chunk keeps a
/// part of the file in memory.
public struct CaptureChunk: Sendable {
    /// Number of its link in the section.
    public var link: Int
    /// Where its octets lie.
    public var slab: Slab
    /// Where in the slab.
    public var range: Range<Int>
    /// When it was read, ns since 1970 UTC.
    public var utc: UInt64
    /// Monotonic time in ns; nil where a tool has dropped it.
    public var monotonic: UInt64?
    /// What was special about it.
    public var flags: ChunkFlags
    /// `epb_flags`: 1 received, 2 transmitted; 0 unknown.
    public var direction: UInt32
    /// Octets lost before it on its link.
    public var dropped: UInt64
    /// Its number on its link, where it says one.
    public var number: UInt64?
    /// Octets of its link in the file before it, where it says so.
    public var streamOffset: UInt64?
    /// Its octets have the CRC that was computed when they were received.
    public var isVerified: Bool

    /// Both times; where the monotonic one is missing, UTC stands for it.
    public var time: ReceptionTime {
        ReceptionTime(utc: utc, monotonic: monotonic ?? utc)
    }

    /// The octets, borrowed from the slab.
    public var octets: RawSpan {
        @_lifetime(borrow self)
        borrowing get { slab.octets(range) }
    }
}

/// All octets before it were durable when it was written.
public struct CaptureCheckpoint: Hashable, Sendable {
    /// Offset of its block.
    public var offset: UInt64
    /// Monotonic time in ns.
    public var monotonic: UInt64
}

/// An event as it stands in a capture.
public struct RecordedEvent: Hashable, Sendable {
    /// Offset of its block.
    public var offset: UInt64
    /// All lines in their order: `TG_CODE`, `MESSAGE` and so on.
    public var fields: [CaptureEvent.Field]

    /// The value of the first line `name`.
    public subscript(name: String) -> String? {
        fields.first { $0.name == name }?.value
    }

    /// What kind of event it is.
    public var code: CaptureEventCode { CaptureEventCode(rawValue: self["TG_CODE"] ?? "") }
    /// The sentence for a person.
    public var message: String { self["MESSAGE"] ?? "" }
    /// Name of its link.
    public var link: String? { self["TG_LINK"] }
    /// When it happened; in microseconds where only the journal's own time is there.
    public var time: ReceptionTime {
        ReceptionTime(
            utc: nanoseconds("TG_UTC_NS", microseconds: "__REALTIME_TIMESTAMP"),
            monotonic: nanoseconds("TG_MONO_NS", microseconds: "__MONOTONIC_TIMESTAMP"))
    }

    private func nanoseconds(_ name: String, microseconds: String) -> UInt64 {
        if let value = self[name].flatMap({ UInt64($0) }) { return value }
        return (self[microseconds].flatMap { UInt64($0) } ?? 0).multipliedReportingOverflow(
            by: 1000
        )
        .partialValue
    }
}

extension RecordedEvent {
    /// The lines of a journal entry, the seal and the filling left out.
    init(block: RawSpan, offset: UInt64) {
        self.offset = offset
        fields = []
        let text = block.array(BlockFrame.headSize..<max(BlockFrame.headSize, block.byteCount - 4))
        for line in text.split(separator: 0x0A) {
            guard let equals = line.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let name = String(decoding: line[..<equals], as: UTF8.self)
            if name == "TG_SEAL" || name == "TG_PAD" { continue }
            let value = String(decoding: line[(equals + 1)...], as: UTF8.self)
            fields.append(CaptureEvent.Field(name, value))
        }
    }
}
