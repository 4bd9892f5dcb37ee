/// What a capture file is (§4).
public enum CaptureState: String, Sendable, CaseIterable {
    /// All blocks are good, END is there and its SHA-256 is true.
    case complete
    /// Good up to the end of the file, at the end of a block, without END: being written, or its
    /// writer died.
    case open
    /// Good, then an unusable last piece and nothing good behind it.
    case torn
    /// An error with more data behind it, a wrong chain or hash, or data behind END.
    case damaged
    /// No good first block: not one of ours.
    case foreign
    /// Rewritten by other tools: the seals are gone, contents were checked and are right.
    case derived
}

/// What was found in a capture file.
public struct CaptureReport: Hashable, Sendable {
    /// One link of a section.
    public struct Link: Hashable, Sendable {
        /// Its name; nil when its description is lost.
        public internal(set) var name: String?
        /// Its LINKTYPE; nil when its description is lost.
        public internal(set) var linkType: UInt16?
        /// Good chunks.
        public internal(set) var chunks: UInt64 = 0
        /// Octets in them.
        public internal(set) var octets: UInt64 = 0
        /// Octets that were lost before chunks, as the writer says.
        public internal(set) var drops: UInt64 = 0
        /// Chunks whose content has a wrong CRC.
        public internal(set) var badChunks: UInt64 = 0
        /// Breaks in the numbers of chunks.
        public internal(set) var gaps: UInt64 = 0
        /// Chunks missing there.
        public internal(set) var lost: UInt64 = 0
    }

    /// One section: a segment.
    public struct Section: Hashable, Sendable {
        /// Offset of its header.
        public internal(set) var offset: UInt64
        /// The segment's identifier; nil when the header is lost.
        public internal(set) var segment: String?
        /// The station; nil when the header is lost.
        public internal(set) var station: String?
        /// Number of the next block: good ones and missing ones.
        public internal(set) var blocks: UInt64 = 0
        /// Blocks missing by their numbers.
        public internal(set) var missingBlocks: UInt64 = 0
        /// Good events.
        public internal(set) var events: UInt64 = 0
        /// Good checkpoints.
        public internal(set) var checkpoints: UInt64 = 0
        /// Entries of all index blocks.
        public internal(set) var indexEntries: UInt64 = 0
        /// Time of the first chunk, ns since 1970 UTC.
        public internal(set) var firstUTC: UInt64?
        /// Time of the last chunk, ns since 1970 UTC.
        public internal(set) var lastUTC: UInt64?
        /// Chunks that are older than the one before them.
        public internal(set) var backwards: UInt64 = 0
        /// Offset of the last checkpoint: what lies before it was durable.
        public internal(set) var durableUntil: UInt64 = 0
        /// Why it ended; nil without END.
        public internal(set) var endReason: UInt32?
        /// SHA-256 that END says.
        public internal(set) var sha256: String?
        /// END is there and its SHA-256 covers every octet.
        public internal(set) var isVerified = false
        /// The links, in the order of their numbers.
        public internal(set) var links: [Link] = []
    }

    /// Path of the file.
    public internal(set) var path: String
    /// Octets of the file.
    public internal(set) var size: UInt64
    /// What it is.
    public internal(set) var state: CaptureState = .complete
    /// The first error.
    public internal(set) var firstError: CaptureFault?
    /// The first twenty errors.
    public internal(set) var errors: [CaptureFault] = []
    /// How many errors there are.
    public internal(set) var errorCount: UInt64 = 0
    /// Good blocks.
    public internal(set) var blocks: UInt64 = 0
    /// Octets of good blocks.
    public internal(set) var goodOctets: UInt64 = 0
    /// Octets that no good block has.
    public internal(set) var lostOctets: UInt64 = 0
    /// Where the last unusable piece begins; nil when there is none.
    public internal(set) var goodUntil: UInt64?
    /// Good chunks behind the first unusable block.
    public internal(set) var recoveredChunks: UInt64 = 0
    /// The sections; one unless files were put together.
    public internal(set) var sections: [Section] = []

    /// How many errors are kept.
    static let maximumErrors = 20

    init(path: String, size: UInt64) {
        self.path = path
        self.size = size
    }

    mutating func note(_ fault: CaptureFault) {
        if firstError == nil { firstError = fault }
        errorCount += 1
        if errors.count < CaptureReport.maximumErrors { errors.append(fault) }
    }

    /// Good chunks of all links.
    public var chunks: UInt64 { sections.reduce(0) { $0 + $1.links.reduce(0) { $0 + $1.chunks } } }
    /// Octets in the good chunks of all links.
    public var octets: UInt64 { sections.reduce(0) { $0 + $1.links.reduce(0) { $0 + $1.octets } } }
}
