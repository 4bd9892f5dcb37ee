import TelemetryLink

/// How entries become batches of blocks, and batches octets in the file.
extension WriterLoop {
    /// Where in a batch an entry's blocks end.
    struct EntryEnd {
        var octets: Int
        /// The chunk's link and tally, where it is a chunk.
        var link: Int?
        var chunkOctets: Int
        var isQueuedEvent: Bool
    }

    /// Why a batch holds no more entries.
    enum Stop {
        /// The backlog is empty, or the batch full.
        case none
        /// The next entry belongs into a new segment.
        case full
        /// The next entry asks for this and is then done.
        case flush(ticket: UInt64)
        case newSegment(EndReason)
    }

    /// Writes the whole backlog; gives up what a disk does not take when the store closes.
    func drain() {
        queueOwnEvents()
        // Each turn writes entries, obeys a request, ends a segment or gives up; the waits in
        // between end when the disk works again or the store closes.
        while head < backlog.count {
            guard !isGivingUp, ensureSegment() else { return abandonBacklog() }
            queueOwnEvents()
            guard ensureReserve() else { continue }
            batch.removeAll()
            var ends: [EntryEnd] = []
            let stop = fill(&ends)
            guard write(ends) else { continue }
            obey(stop)
            keepTime()
        }
    }

    /// Fills the batch with entries from the head of the backlog.
    private func fill(_ ends: inout [EntryEnd]) -> Stop {
        while head + ends.count < backlog.count, !batch.isFull {
            let entry = backlog[head + ends.count]
            switch entry {
            case .chunk(let chunk):
                if let step = detector.step(link: chunk.link, time: chunk.time) {
                    tellStep(step, at: chunk.time, before: head + ends.count)
                    continue
                }
                if isTooMuch(chunk, isFirst: ends.isEmpty) { return .full }
                segment?.encoder.add(chunk, into: &batch)
            case .event(let event, _): segment?.encoder.add(event, into: &batch)
            case .link(let link):
                links.append(link)
                segment?.encoder.add(link, into: &batch)
            case .description(let link, let number): links[number] = link
            case .newSegment(let reason): return .newSegment(reason)
            case .flush(let ticket): return .flush(ticket: ticket)
            case .done: break
            }
            ends.append(EntryEnd(of: entry, at: batch.octets))
        }
        return .none
    }

    /// The segment would grow beyond its limit; one chunk goes into a segment however small.
    private func isTooMuch(_ chunk: QueuedChunk, isFirst: Bool) -> Bool {
        guard let segment, segment.hasContent || !isFirst else { return false }
        let size =
            segment.encoder.offset + segment.encoder.closingOctets
            + UInt64(chunk.range.count + EnhancedPacketBlock.maximumOverhead)
        return size > configuration.segmentOctets
    }

    /// The event stands in the segment that the step ends, behind the chunks before it.
    private func tellStep(_ step: Int64, at time: ReceptionTime, before position: Int) {
        let milliseconds = step / 1_000_000
        let event = CaptureEvent(
            code: .clockStep, message: "the clock was set by \(milliseconds) ms", priority: 4,
            time: time, fields: [CaptureEvent.Field("step_ns", String(step))])
        report(event)
        backlog.insert(
            contentsOf: [.event(event, isQueued: false), .newSegment(.clockStep)], at: position)
    }

    /// Writes the batch and accounts for it; false when the segment was lost over it.
    private func write(_ ends: [EntryEnd]) -> Bool {
        guard batch.octets > 0 else {
            head += ends.count
            return true
        }
        var done = 0
        let isWhole = writeBatch(&done)
        settle(ends.prefix { $0.octets <= done }, octets: done)
        batch.removeAll()
        if !isWhole { abandonSegment() }
        return isWhole
    }

    private func settle(_ ends: ArraySlice<EntryEnd>, octets: Int) {
        var tallies = [CaptureTally](repeating: CaptureTally(), count: links.count)
        var events = 0
        for end in ends {
            if let link = end.link {
                tallies[link] += CaptureTally(chunks: 1, octets: UInt64(end.chunkOctets))
            }
            if end.isQueuedEvent { events += 1 }
            backlog[head] = .done
            head += 1
        }
        segment?.note(written: tallies, octets: octets, at: calls.now().monotonic)
        queue.withLock { $0.settleWritten(tallies, events: events) }
    }

    private func obey(_ stop: Stop) {
        switch stop {
        case .none: break
        case .full: closeSegment(.size)
        case .newSegment(let reason):
            head += 1
            if segment?.hasContent == true { closeSegment(reason) }
        case .flush(let ticket):
            head += 1
            let succeeded = commit()
            queue.withLock { $0.finishFlush(ticket, succeeded: succeeded) }
            queue.wakeAll()
        }
    }

    /// Counts as lost what is left, when the store closes and the disk takes no more.
    func abandonBacklog() {
        isGivingUp = true
        let left = backlog[head...]
        head = backlog.count
        queue.withLock { state in
            for entry in left { state.abandon(entry) }
        }
        queue.wakeAll()
    }
}

extension WriterLoop.EntryEnd {
    fileprivate init(of entry: CaptureEntry, at octets: Int) {
        self.octets = octets
        link = nil
        chunkOctets = 0
        isQueuedEvent = false
        switch entry {
        case .chunk(let chunk):
            link = chunk.link
            chunkOctets = chunk.range.count
        case .event(_, let isQueued): isQueuedEvent = isQueued
        case .link, .description, .newSegment, .flush, .done: break
        }
    }
}
