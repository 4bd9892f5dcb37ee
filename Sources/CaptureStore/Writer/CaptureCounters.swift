/// A number of chunks and of their octets.
public struct CaptureTally: Hashable, Sendable {
    /// Chunks: one for each block, so a read result longer than a block holds counts several.
    public var chunks: UInt64 = 0
    /// Octets in them.
    public var octets: UInt64 = 0

    /// Nothing.
    public init() {}

    /// `chunks` with `octets` together.
    public init(chunks: UInt64, octets: UInt64) {
        self.chunks = chunks
        self.octets = octets
    }

    static func += (sum: inout CaptureTally, term: CaptureTally) {
        sum.chunks += term.chunks
        sum.octets += term.octets
    }

    static func - (whole: CaptureTally, part: CaptureTally) -> CaptureTally {
        CaptureTally(chunks: whole.chunks - part.chunks, octets: whole.octets - part.octets)
    }
}

/// How safe the octets of one link are; one reading of it is consistent in itself:
/// `received = written + dropped + queued` and `received ≥ written ≥ durable`.
public struct CaptureCounters: Hashable, Sendable {
    /// Handed to the store.
    public var received = CaptureTally()
    /// In a file of the operating system: survives the end of the process, however sudden.
    public var written = CaptureTally()
    /// On the disk: survives a power cut.
    public var durable = CaptureTally()
    /// Lost, because the disk was full, failed or stalled for longer than the queue lasts.
    public var dropped = CaptureTally()

    /// Waiting to be written.
    public var queued: CaptureTally { received - written - dropped }
}

/// What the store is doing, to be shown.
public struct CaptureStatus: Hashable, Sendable {
    /// Path of the segment being written; nil while there is none.
    public var segment: String?
    /// Why nothing can be written at the moment; nil while all is well.
    public var trouble: SystemCallError?
    /// Segments begun since the start.
    public var segments: UInt64 = 0
    /// Events lost because too many waited.
    public var droppedEvents: UInt64 = 0
    /// The links, in the order of their numbers.
    public var links: [CaptureCounters] = []
}
