import TelemetryLink

/// A chunk that waits to be written; it holds its slab.
struct QueuedChunk: Sendable {
    var link: Int
    var slab: Slab
    var range: Range<Int>
    var time: ReceptionTime
    var direction: ChunkDirection
    var flags: ChunkFlags
    /// Octets lost in front of it on its link.
    var dropped: UInt64 = 0

    var tally: CaptureTally { CaptureTally(chunks: 1, octets: UInt64(range.count)) }
}

/// What the writer thread has to do, in order.
enum CaptureEntry: Sendable {
    case chunk(QueuedChunk)
    /// An event; `isQueued` when it takes a place in the queue of events.
    case event(CaptureEvent, isQueued: Bool)
    case link(CaptureLink)
    /// A link is described otherwise from the next segment on.
    case description(CaptureLink, of: Int)
    case newSegment(EndReason)
    case flush(ticket: UInt64)
    /// An entry that was written: what is left of it in the backlog.
    case done
}

/// Octets lost on one link that no event has told yet.
struct UntoldDrop: Sendable {
    var link: Int
    var tally: CaptureTally
}

/// What stands between the receivers and the writer thread: bounded, so that a disk that stalls
/// costs counted octets and never time or unbounded memory.
struct CaptureQueue: Sendable {
    private struct Account: Sendable {
        var counters = CaptureCounters()
        /// Lost since the last accepted chunk: the next one says so.
        var beforeNext = CaptureTally()
        /// Lost since the last event about it.
        var untold = CaptureTally()
    }

    let maximumOctets: Int
    let maximumChunks: Int
    let maximumEvents: Int

    /// Most requests (links, segments, flushes) that wait at a time.
    static let maximumRequests = 4096

    private(set) var entries: [CaptureEntry] = []
    private var accounts: [Account] = []
    /// Octets, chunks and events that wait or are being written.
    private(set) var octets = 0
    private(set) var chunks = 0
    private(set) var events = 0
    private var requests = 0

    private(set) var droppedEvents: UInt64 = 0
    private var hasUntold = false
    private(set) var isClosing = false
    var isFinished = false
    /// Whether the last segment was closed with its END.
    var endedWell = false
    var writerSleeps = false
    /// Chunks were lost, or may not be durable, since the last flush.
    var hasLost = false
    var segment: String?
    var segments: UInt64 = 0
    var trouble: SystemCallError?

    private var lastTicket: UInt64 = 0
    /// Flushes that somebody waits for; the value is there when it is done.
    private var flushes: [UInt64: Bool?] = [:]

    init(_ configuration: CaptureConfiguration, links: Int) {
        maximumOctets = configuration.queueOctets
        maximumChunks = configuration.queueChunks
        maximumEvents = configuration.queueEvents
        accounts = Array(repeating: Account(), count: links)
    }

    var linkCount: Int { accounts.count }

    var status: CaptureStatus {
        CaptureStatus(
            segment: segment, trouble: trouble, segments: segments, droppedEvents: droppedEvents,
            links: accounts.map(\.counters))
    }

    func counters(link: Int) -> CaptureCounters { accounts[link].counters }
}

// MARK: - The receivers' side

extension CaptureQueue {
    /// Queues the pieces of one read result, all or none; false when they do not fit.
    mutating func append(_ chunk: QueuedChunk) -> Bool {
        let pieces = chunkPieces(chunk.range)
        let tally = CaptureTally(
            chunks: UInt64(pieces.count), octets: UInt64(chunk.range.count))
        accounts[chunk.link].counters.received += tally
        guard !isClosing, octets + chunk.range.count <= maximumOctets,
            chunks + pieces.count <= maximumChunks
        else {
            drop(link: chunk.link, tally)
            accounts[chunk.link].beforeNext += tally
            return false
        }
        var piece = chunk
        let lost = accounts[chunk.link].beforeNext
        accounts[chunk.link].beforeNext = CaptureTally()
        piece.dropped = lost.octets
        if lost.chunks > 0 { piece.flags.insert(.discontinuity) }
        for range in pieces {
            piece.range = range
            entries.append(.chunk(piece))
            piece.dropped = 0
            piece.flags.remove(.discontinuity)
        }
        octets += chunk.range.count
        chunks += pieces.count
        return true
    }

    /// Queues an event; false when too many wait.
    mutating func append(_ event: CaptureEvent) -> Bool {
        guard !isClosing, events < maximumEvents else {
            droppedEvents += 1
            return false
        }
        events += 1
        entries.append(.event(event, isQueued: true))
        return true
    }

    /// Queues a new link; its number, or nil when there are too many.
    mutating func append(_ link: CaptureLink) -> Int? {
        guard !isClosing, accounts.count < CaptureFormat.maximumLinks else { return nil }
        accounts.append(Account())
        entries.append(.link(link))
        return accounts.count - 1
    }

    /// Queues a link's new description; false when too many requests wait.
    mutating func describe(_ link: Int, as description: CaptureLink) -> Bool {
        guard !isClosing, requests < CaptureQueue.maximumRequests else { return false }
        requests += 1
        entries.append(.description(description, of: link))
        return true
    }

    /// Queues the request for a new segment; false when too many requests wait.
    mutating func requestSegment(_ reason: EndReason) -> Bool {
        guard !isClosing, requests < CaptureQueue.maximumRequests else { return false }
        requests += 1
        entries.append(.newSegment(reason))
        return true
    }

    /// Queues a flush; its ticket, or nil when too many requests wait.
    mutating func requestFlush() -> UInt64? {
        guard !isClosing, requests < CaptureQueue.maximumRequests else { return nil }
        requests += 1
        lastTicket += 1
        flushes[lastTicket] = .some(nil)
        entries.append(.flush(ticket: lastTicket))
        return lastTicket
    }

    /// Whether a flush is done, or can no longer be.
    func isFlushDone(_ ticket: UInt64) -> Bool {
        guard let state = flushes[ticket] else { return true }
        return state != nil || isFinished
    }

    /// Forgets a flush that nobody waits for any more; whether it succeeded.
    mutating func takeFlush(_ ticket: UInt64) -> Bool {
        (flushes.removeValue(forKey: ticket) ?? nil) ?? false
    }

    mutating func close() {
        isClosing = true
    }

    private mutating func drop(link: Int, _ tally: CaptureTally) {
        accounts[link].counters.dropped += tally
        accounts[link].untold += tally
        hasUntold = true
        hasLost = true
    }
}

// MARK: - The writer thread's side

extension CaptureQueue {
    /// Exchanges what waits for `spare`, which is empty.
    mutating func take(_ spare: inout [CaptureEntry]) {
        assert(spare.isEmpty)
        swap(&entries, &spare)
        requests = 0
    }

    /// Drops that no event has told.
    mutating func takeUntold() -> [UntoldDrop] {
        guard hasUntold else { return [] }
        hasUntold = false
        var drops: [UntoldDrop] = []
        for link in accounts.indices where accounts[link].untold.chunks > 0 {
            drops.append(UntoldDrop(link: link, tally: accounts[link].untold))
            accounts[link].untold = CaptureTally()
        }
        return drops
    }

    /// Octets lost on each link since its last chunk in the queue: for the last statistics.
    var droppedAtEnd: [UInt64] { accounts.map(\.beforeNext.octets) }

    /// Accounts for what has been written, link by link, and gives its places free.
    mutating func settleWritten(_ tallies: [CaptureTally], events written: Int) {
        for (link, tally) in tallies.enumerated() where tally.chunks > 0 {
            accounts[link].counters.written += tally
            release(tally)
        }
        events -= written
        assert(octets >= 0 && chunks >= 0 && events >= 0)
    }

    /// Accounts for what is on the disk now.
    mutating func settleDurable(_ tallies: [CaptureTally]) {
        for (link, tally) in tallies.enumerated() where tally.chunks > 0 {
            accounts[link].counters.durable += tally
            assert(accounts[link].counters.durable.octets <= accounts[link].counters.written.octets)
        }
    }

    /// Accounts for an entry that will not be written any more.
    mutating func abandon(_ entry: CaptureEntry) {
        switch entry {
        case .chunk(let chunk):
            release(chunk.tally)
            drop(link: chunk.link, chunk.tally)
        case .event(_, let isQueued):
            if isQueued { events -= 1 }
            droppedEvents += 1
        case .flush(let ticket): finishFlush(ticket, succeeded: false)
        case .link, .description, .newSegment, .done: break
        }
    }

    mutating func finishFlush(_ ticket: UInt64, succeeded: Bool) {
        if flushes[ticket] != nil { flushes[ticket] = .some(succeeded && !hasLost) }
        hasLost = false
    }

    private mutating func release(_ tally: CaptureTally) {
        octets -= Int(tally.octets)
        chunks -= Int(tally.chunks)
    }
}
