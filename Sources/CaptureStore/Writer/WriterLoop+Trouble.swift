import TelemetryLink

/// A time in which the disk takes nothing.
struct Trouble {
    var error: SystemCallError
    var since: ReceptionTime
    /// Wait before the next attempt.
    var wait: UInt64
    var event: CaptureEvent
    /// The event stands in a file.
    var isWritten = false
}

/// How the writer gets over a disk that is full or fails: one event, attempts at growing
/// intervals, and when it works again another event and a new segment.
extension WriterLoop {
    /// Writes what of the batch follows the first `done` octets, waiting for room on a full disk;
    /// false when the file takes no more.
    func writeBatch(_ done: inout Int) -> Bool {
        guard let segment else { return false }
        var failures = 0
        var hasWaited = false
        // Ends when all is written, a second attempt fails for good, or the store closes.
        while failures < WriterLoop.maximumFailures {
            do {
                try segment.file.write(batch, after: &done)
                isLastAttempt = false
                if hasWaited {
                    troubleIsOver()
                    segment.endsForDisk = true
                }
                return true
            } catch {
                if error.isDiskFull {
                    guard keepsTrying(after: error) else { return false }
                    hasWaited = true
                } else {
                    failures += 1
                    if failures == WriterLoop.maximumFailures {
                        tellFailure(error, about: segment.file.path)
                    }
                }
            }
        }
        return false
    }

    /// A write that fails this often for another reason than a full disk ends its segment.
    private static let maximumFailures = 2

    /// Notes a failed attempt and waits before the next; false when the store closes instead.
    func keepsTrying(after error: SystemCallError) -> Bool {
        begin(trouble: error)
        guard !isLastAttempt, let wait = trouble?.wait else {
            isGivingUp = true
            return false
        }
        isLastAttempt = queue.wait(upTo: wait, until: { $0.isClosing }, { $0.isClosing })
        trouble?.wait = min(2 * wait, configuration.longestRetryNanoseconds)
        return true
    }

    /// Waits before a new segment when the one before failed and so did that before it: a disk that
    /// takes headers only must not be filled with them.
    func waitAfterFailures() {
        guard failuresInARow > 1 else { return }
        // Doubled at most 16 times: the longest wait comes first.
        let factor = UInt64(1) << UInt64(min(failuresInARow - 2, 16))
        let (wait, overflow) = configuration.firstRetryNanoseconds
            .multipliedReportingOverflow(by: factor)
        let longest = configuration.longestRetryNanoseconds
        queue.wait(
            upTo: overflow ? longest : min(wait, longest), until: { $0.isClosing }, { _ in })
    }

    /// Reports `error` unless it is the one that is already reported.
    func begin(trouble error: SystemCallError) {
        if trouble?.error == error { return }
        let now = calls.now()
        let event = CaptureEvent(
            code: error.isDiskFull ? .diskFull : .ioError,
            message: configuration.directory + ": " + error.description, priority: 2, time: now)
        trouble = Trouble(
            error: error, since: trouble?.since ?? now,
            wait: trouble?.wait ?? configuration.firstRetryNanoseconds, event: event)
        // First: whoever is told and asks then, is told the same.
        queue.withLock { $0.trouble = error }
        report(event)
    }

    /// The disk works again: says so in the file, after what had happened.
    func troubleIsOver() {
        guard let past = trouble else { return }
        trouble = nil
        queue.withLock { $0.trouble = nil }
        let now = calls.now()
        if !past.isWritten { ownEvents.append(past.event) }
        let milliseconds = (now.monotonic &- past.since.monotonic) / 1_000_000
        tell(
            CaptureEvent(
                code: past.event.code,
                message: "writing again after \(milliseconds) ms: " + past.error.description,
                priority: 5, time: now))
    }

    /// Reports a failure after which the segment is left.
    func tellFailure(_ error: SystemCallError, about path: String) {
        failuresInARow += 1
        let code: CaptureEventCode = error.isDiskFull ? .diskFull : .ioError
        tell(
            CaptureEvent(
                code: code, message: path + ": " + error.description, priority: 2,
                time: calls.now()))
    }
}
