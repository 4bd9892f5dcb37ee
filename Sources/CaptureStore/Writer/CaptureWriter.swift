import Glibc
public import TelemetryLink

/// Writes what links receive into capture segments, exactly as received, before anything is
/// interpreted (TGCAP/1).
///
/// One thread per store writes. Whoever appends only queues: `append` takes a lock for some
/// nanoseconds and never waits for the disk. What does not fit into the bounded queue, because
/// the disk is full, fails or stalls, is counted, told by an event, and marked in the next chunk
/// of its link. The store gets over a disk that fails by itself.
///
/// Slabs are shared, not copied: the store holds a slab until its octets are written, and nobody
/// may change octets that have been appended.
public final class CaptureWriter: Sendable {
    private let queue: Monitor<CaptureQueue>

    /// Opens a store and begins its first segment.
    ///
    /// `onEvent` is called on the writer's thread for each event of the store itself (disk full,
    /// error, octets lost, clock step, recovery); these events also stand in the capture.
    ///
    /// - Throws: ``CaptureError`` when the configuration is wrong or the directory cannot be
    ///   written to. A disk that is full is no reason: the store waits for room.
    public init(
        configuration: CaptureConfiguration, links: [CaptureLink], calls: SystemCalls = .live,
        onEvent: @escaping @Sendable (CaptureEvent) -> Void = { _ in }
    ) throws(CaptureError) {
        if let problem = configuration.problem ?? links.lazy.compactMap(\.problem).first {
            throw .configuration(problem)
        }
        guard (1...CaptureFormat.maximumLinks).contains(links.count) else {
            throw .linkCount(links.count)
        }
        try CaptureWriter.checkDirectory(configuration.directory)
        let queue = Monitor(CaptureQueue(configuration, links: links.count))
        self.queue = queue
        do {
            try WriterThread.start {
                WriterLoop(
                    configuration: configuration, links: links, calls: calls, queue: queue,
                    report: onEvent
                ).run()
            }
        } catch {
            throw .system(path: configuration.directory, error)
        }
    }

    deinit {
        queue.withLock { $0.close() }
        queue.wakeAll()
    }

    private static func checkDirectory(_ path: String) throws(CaptureError) {
        guard access(path, F_OK) == 0 else {
            throw .system(path: path, SystemCallError(call: "open", code: errno))
        }
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFDIR {
            throw .system(path: path, SystemCallError(call: "open", code: ENOTDIR))
        }
        guard access(path, W_OK | X_OK) == 0 else {
            throw .system(path: path, SystemCallError(call: "open", code: errno))
        }
    }
}

// MARK: - Writing

extension CaptureWriter {
    /// Queues one read result (datagram, transfer) of link number `link`: the octets of `range`
    /// in `slab`, read at `time`. Never waits.
    ///
    /// - Parameter wakes: false where ``wake()`` follows soon: the writer, once awake, may take the
    ///   processor from whoever has yet to hand these octets to somebody that waits for them.
    /// - Returns: false when it did not fit and is lost, and counted.
    /// - Precondition: the link exists, and `range` lies in the filled part of the slab.
    @discardableResult
    public func append(
        link: Int, slab: Slab, range: Range<Int>, time: ReceptionTime, flags: ChunkFlags = [],
        direction: ChunkDirection = .received, wakes: Bool = true
    ) -> Bool {
        precondition(range.lowerBound >= 0 && range.upperBound <= slab.capacity, "range")
        let chunk = QueuedChunk(
            link: link, slab: slab, range: range, time: time, direction: direction, flags: flags)
        return enqueue(wakes: wakes) { queue in
            precondition(link >= 0 && link < queue.linkCount, "no such link")
            return queue.append(chunk)
        }
    }

    /// Wakes the writer, if it sleeps: after chunks that were appended without.
    public func wake() {
        enqueue { _ in }
    }

    /// Queues an event. Never waits; false when too many events wait and it is lost.
    @discardableResult
    public func event(_ event: CaptureEvent) -> Bool {
        enqueue { $0.append(event) }
    }

    /// Adds a link; its number, which chunks of it name from now on.
    public func addLink(_ link: CaptureLink) throws(CaptureError) -> Int {
        if let problem = link.problem { throw .configuration(problem) }
        guard let number = enqueue({ $0.append(link) }) else {
            throw .linkCount(CaptureFormat.maximumLinks + 1)
        }
        return number
    }

    /// Describes a link otherwise from the next segment on; readers of this one are told by an
    /// event. False when it is no description, or too many requests wait.
    @discardableResult
    public func describe(link: Int, as description: CaptureLink) -> Bool {
        guard description.problem == nil else { return false }
        return enqueue { queue in
            precondition(link >= 0 && link < queue.linkCount, "no such link")
            return queue.describe(link, as: description)
        }
    }

    /// Ends the segment behind what has been appended (the end of a pass), unless nothing is in
    /// it, and begins a new one.
    @discardableResult
    public func beginSegment() -> Bool {
        enqueue { $0.requestSegment(.normal) }
    }

    /// Changes the queue, and wakes the writer when it sleeps.
    private func enqueue<Result>(
        wakes: Bool = true, _ change: (inout CaptureQueue) -> Result
    ) -> Result {
        let (result, sleeps) = queue.withLock { state in
            let result = change(&state)
            guard wakes else { return (result, false) }
            defer { state.writerSleeps = false }
            return (result, state.writerSleeps)
        }
        if sleeps { queue.wakeAll() }
        return result
    }
}

// MARK: - State

extension CaptureWriter {
    /// How safe the octets of one link are.
    public func counters(link: Int) -> CaptureCounters {
        queue.withLock { $0.counters(link: link) }
    }

    /// What the store is doing.
    public var status: CaptureStatus {
        queue.withLock { $0.status }
    }
}

// MARK: - Waiting

extension CaptureWriter {
    /// Waits until all that has been appended is durable, for at most `nanoseconds`.
    ///
    /// - Returns: true when everything since the flush before is durable and nothing was lost.
    public func flush(upTo nanoseconds: UInt64 = 10_000_000_000) -> Bool {
        guard let ticket = enqueue({ $0.requestFlush() }) else { return false }
        return queue.wait(
            upTo: nanoseconds, until: { $0.isFlushDone(ticket) }, { $0.takeFlush(ticket) })
    }

    /// Writes what waits, ends the segment and stops the writer; waits for that at most
    /// `nanoseconds`. What the disk does not take at once then is given up, and counted.
    ///
    /// - Returns: true when the last segment has its END and is durable.
    @discardableResult
    public func close(upTo nanoseconds: UInt64 = 10_000_000_000) -> Bool {
        queue.withLock { $0.close() }
        queue.wakeAll()
        return queue.wait(
            upTo: nanoseconds, until: { $0.isFinished }, { $0.isFinished && $0.endedWell })
    }
}
