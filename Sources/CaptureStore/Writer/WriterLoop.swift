import TelemetryLink

/// What the writer thread does: takes entries from the queue, makes blocks of them, writes them,
/// makes them durable, begins and ends segments, and gets over a disk that is full or fails.
///
/// Only the writer thread touches it.
final class WriterLoop {
    let configuration: CaptureConfiguration
    let calls: SystemCalls
    let queue: Monitor<CaptureQueue>
    let report: @Sendable (CaptureEvent) -> Void

    var links: [CaptureLink]
    var segment: OpenSegment?
    var previous: PreviousSegment?
    var detector = ClockStepDetector()
    var batch = BlockBatch()
    /// Entries taken from the queue; those before `head` are done.
    var backlog: [CaptureEntry] = []
    var head = 0
    private var spare: [CaptureEntry] = []
    /// Events of the store itself that wait to be written.
    var ownEvents: [CaptureEvent] = []
    /// Since when, and why, nothing can be written.
    var trouble: Trouble?
    /// The store is closing, and one more attempt to write is made.
    var isLastAttempt = false
    /// The store is closing, and the disk does not take what is left.
    var isGivingUp = false
    /// Segments that failed since octets were last made durable.
    var failuresInARow = 0
    private var nextDropEvent: UInt64 = 0

    /// Shortest time between two events about lost octets: a stall that comes and goes must not
    /// fill the disk with its own story.
    private static let dropEventNanoseconds: UInt64 = 1_000_000_000

    init(
        configuration: CaptureConfiguration, links: [CaptureLink], calls: SystemCalls,
        queue: Monitor<CaptureQueue>, report: @escaping @Sendable (CaptureEvent) -> Void
    ) {
        self.configuration = configuration
        self.links = links
        self.calls = calls
        self.queue = queue
        self.report = report
    }

    /// Runs until the queue is closed and everything in it is written or given up.
    func run() {
        lookBack()
        _ = ensureSegment()
        var isClosing = false
        while !isClosing {
            isClosing = takeEntries()
            tellDrops(always: isClosing)
            drain()
            keepTime()
        }
        closeSegment(.shutdown)
        queue.withLock {
            $0.isFinished = true
            $0.segment = nil
        }
        queue.wakeAll()
    }

    /// Waits for entries, or until something else is due; whether the store is to close.
    private func takeEntries() -> Bool {
        spare = backlog
        backlog = []
        spare.removeAll(keepingCapacity: true)
        head = 0
        return queue.wait(
            upTo: nanosecondsUntilDue,
            until: { state in
                let isReady = !state.entries.isEmpty || state.isClosing
                state.writerSleeps = !isReady
                return isReady
            },
            { state in
                state.writerSleeps = false
                state.take(&spare)
                swap(&backlog, &spare)
                return state.isClosing
            })
    }

    /// Time until a checkpoint or the end of the segment is due; nil when nothing is.
    private var nanosecondsUntilDue: UInt64? {
        if !ownEvents.isEmpty { return 0 }
        let now = calls.now().monotonic
        var due: UInt64?
        if let since = segment?.undurableSince {
            due = since &+ configuration.checkpointNanoseconds
        }
        if let segment, segment.hasContent {
            due = min(due ?? .max, segment.openedAt &+ configuration.segmentNanoseconds)
        }
        if nextDropEvent > now { due = min(due ?? .max, nextDropEvent) }
        return due.map { $0 > now ? $0 - now : 0 }
    }

    /// Writes a checkpoint and ends the segment when it is time to.
    func keepTime() {
        guard let segment else { return }
        let now = calls.now().monotonic
        if segment.endsForDisk { return closeSegment(.disk) }
        let isLate = segment.undurableSince.map {
            now >= $0 &+ configuration.checkpointNanoseconds
        }
        let isMuch = segment.undurableOctets >= configuration.checkpointOctets
        if isLate == true || isMuch, !commit() { return }
        guard segment.hasContent else { return }
        if now >= segment.openedAt &+ configuration.segmentNanoseconds {
            closeSegment(.time)
        } else if segment.encoder.offset >= configuration.segmentOctets {
            closeSegment(.size)
        }
    }
}

// MARK: - Events of the store itself

extension WriterLoop {
    /// An event of the store: reported at once, and written before what waits.
    func tell(_ event: CaptureEvent) {
        report(event)
        if ownEvents.count < WriterLoop.maximumOwnEvents { ownEvents.append(event) }
    }

    /// Bounds the events of the store that wait while nothing can be written.
    private static let maximumOwnEvents = 1024

    /// Puts the store's own events in front of what waits.
    func queueOwnEvents() {
        guard !ownEvents.isEmpty else { return }
        let entries = ownEvents.map { CaptureEntry.event($0, isQueued: false) }
        backlog.insert(contentsOf: entries, at: head)
        ownEvents.removeAll()
    }

    /// Tells what was lost since this was told last.
    func tellDrops(always: Bool) {
        let now = calls.now()
        guard always || now.monotonic >= nextDropEvent else { return }
        let drops = queue.withLock { $0.takeUntold() }
        guard !drops.isEmpty else { return }
        nextDropEvent = now.monotonic &+ WriterLoop.dropEventNanoseconds
        for drop in drops {
            let name = links.indices.contains(drop.link) ? links[drop.link].name : ""
            let message =
                "\(drop.tally.octets) octets of link \(name) lost in front of the disk"
            tell(
                CaptureEvent(
                    code: .dropSink, message: message, priority: 3, link: drop.link, time: now,
                    fields: [
                        CaptureEvent.Field("octets", String(drop.tally.octets)),
                        CaptureEvent.Field("chunks", String(drop.tally.chunks)),
                    ]))
        }
    }

    /// Finds the segment before this start, for the first header.
    private func lookBack() {
        previous = PreviousSegment.newest(
            in: configuration.directory, station: configuration.station)
        guard let previous, !previous.isComplete else { return }
        let until = previous.offset.map { "durable up to octet \($0)" } ?? "no checkpoint found"
        tell(
            CaptureEvent(
                code: .writerRecover,
                message: "segment \(previous.segment) before this one has no end: " + until,
                priority: 4, time: calls.now(),
                fields: [CaptureEvent.Field("segment", previous.segment)]))
    }
}
