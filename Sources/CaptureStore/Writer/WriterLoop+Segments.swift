import Glibc
import OrderedJSON
import TelemetryLink

/// How segments begin, become durable and end.
extension WriterLoop {
    /// Most names that are tried for a new file.
    private static let maximumNames = 8

    /// Opens a segment unless there is one, trying until it works; false when the store closes
    /// and it still does not.
    func ensureSegment() -> Bool {
        // Ends when a segment is open or the store closes.
        while segment == nil {
            waitAfterFailures()
            do {
                try openSegment()
            } catch {
                guard keepsTrying(after: error) else { return false }
            }
        }
        return true
    }

    private func openSegment() throws(SystemCallError) {
        let now = calls.now()
        var opened: OpenSegment?
        for attempt in 1...WriterLoop.maximumNames where opened == nil {
            let identifier = calls.newSegment()
            do {
                let file = try SegmentFile(
                    directory: configuration.directory,
                    name: SegmentName.make(
                        station: configuration.station, utc: now.utc, segment: identifier),
                    reserves: configuration.reserveOctets > 0, calls: calls)
                opened = OpenSegment(
                    encoder: SegmentEncoder(segment: identifier, configuration: configuration),
                    file: file, openedAt: now.monotonic)
            } catch {
                if error.code != EEXIST || attempt == WriterLoop.maximumNames { throw error }
            }
        }
        guard let opened else { return }
        do {
            try writeHeader(of: opened)
        } catch {
            opened.file.discard()
            throw error
        }
        segment = opened
        troubleIsOver()
        queue.withLock {
            $0.segment = opened.file.path
            $0.segments += 1
        }
    }

    private func writeHeader(of opened: OpenSegment) throws(SystemCallError) {
        batch.removeAll()
        opened.encoder.begin(header(of: opened.encoder.segment), into: &batch)
        for link in links { opened.encoder.add(link, into: &batch) }
        try reserve(in: opened)
        var done = 0
        try opened.file.write(batch, after: &done)
    }

    private func header(of segment: SegmentIdentifier) -> SectionHeaderBlock {
        var details = configuration.stationDetails
        if !configuration.host.bootIdentifier.isEmpty {
            details.append(JSONMember("boot_id", .string(configuration.host.bootIdentifier)))
        }
        details += previous?.members ?? []
        return SectionHeaderBlock(
            segment: segment, station: configuration.station,
            application: configuration.application, hardware: configuration.host.hardware,
            system: configuration.host.system, comment: configuration.comment, details: details)
    }

    /// Makes sure that a whole batch and the closing blocks have room; closes the segment in the
    /// room reserved before when they have not. Whether there still is a segment.
    func ensureReserve() -> Bool {
        guard let segment else { return false }
        do {
            try reserve(in: segment)
            return true
        } catch {
            begin(trouble: error)
            writeTroubleInReserve()
            closeSegment(.disk)
            return false
        }
    }

    private func reserve(in opened: OpenSegment) throws(SystemCallError) {
        let needed =
            opened.encoder.offset + UInt64(BlockBatch.maximumOctets)
            + opened.encoder.closingOctets + UInt64(WriterLoop.closingEventOctets)
        try opened.file.reserve(upTo: needed, step: configuration.reserveOctets)
    }

    /// Room for the event that says why the segment ends, and a last checkpoint.
    private static let closingEventOctets = 64 << 10

    private func writeTroubleInReserve() {
        guard let segment, let event = trouble?.event else { return }
        batch.removeAll()
        segment.encoder.add(event, into: &batch)
        var done = 0
        do {
            try segment.file.write(batch, after: &done)
            segment.note(written: [], octets: done, at: calls.now().monotonic)
            trouble?.isWritten = true
        } catch {
            abandonSegment()
        }
    }

    /// Writes statistics, index and END, and makes all of it durable; the next entry begins a new
    /// segment.
    func closeSegment(_ reason: EndReason) {
        guard let closing = segment else { return }
        let dropped = reason == .shutdown ? queue.withLock { $0.droppedAtEnd } : []
        batch.removeAll()
        let end = closing.encoder.close(
            calls.now(), reason: reason, dropped: dropped, into: &batch)
        var done = 0
        guard writeBatch(&done) else { return abandonSegment() }
        do {
            try closing.file.finish(size: closing.encoder.offset)
        } catch {
            // The file is closed already; whether its last octets are durable is not known.
            tellFailure(error, about: closing.file.path)
            return forget(closing)
        }
        let durable = closing.takeUndurable()
        previous = PreviousSegment(
            segment: closing.encoder.segment.description, digest: end.digest, offset: end.offset,
            isComplete: true)
        segment = nil
        queue.withLock {
            $0.settleDurable(durable)
            $0.segment = nil
            $0.endedWell = true
        }
    }

    /// Makes what is written durable and says so in a checkpoint; whether all of it is.
    @discardableResult
    func commit() -> Bool {
        guard let current = segment, current.undurableSince != nil else { return true }
        do throws(SystemCallError) {
            if current.file.isDeleted { throw SystemCallError(call: "write", code: ENOENT) }
            try current.file.makeDurable()
        } catch {
            tellFailure(error, about: current.file.path)
            abandonSegment()
            return false
        }
        failuresInARow = 0
        let durable = current.takeUndurable()
        queue.withLock { $0.settleDurable(durable) }
        batch.removeAll()
        current.encoder.checkpoint(calls.now(), into: &batch)
        var done = 0
        if !writeBatch(&done) { abandonSegment() }
        return true
    }

    /// Leaves the segment as it is: a reader takes it up to its last good block.
    func abandonSegment() {
        guard let lost = segment else { return }
        lost.file.abandon()
        forget(lost)
    }

    private func forget(_ lost: OpenSegment) {
        previous = PreviousSegment(abandoned: lost.encoder)
        segment = nil
        queue.withLock {
            $0.segment = nil
            $0.endedWell = false
            if lost.hasUndurableChunks { $0.hasLost = true }
        }
    }
}
