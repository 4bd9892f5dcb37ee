import TelemetryLink

/// A stretch of time in which a link's source was gone: from the last octets before to the first
/// after. All times are stamps that were taken, none is worked out.
struct LinkOutage: Hashable, Sendable {
    /// Stamp of the last chunk before it; `nil` where none ever came.
    var lastOctets: ReceptionTime?
    /// When the loss was noticed.
    var lost: ReceptionTime
    /// When the source was open again, for the last time before octets came.
    var reopened: ReceptionTime?
    /// Stamp of the first chunk after it; `nil` as long as none came.
    var firstOctets: ReceptionTime?
    /// Nanoseconds without an open source, by the clock that never steps.
    var absent: UInt64 = 0
    /// How often the source was lost before octets came again.
    var losses: UInt64 = 1
    /// How it was lost, the first time.
    var reason: String

    /// Nanoseconds without octets, by the clock that never steps.
    var silent: UInt64? {
        guard let first = firstOctets?.monotonic, let last = lastOctets?.monotonic, first >= last
        else { return nil }
        return first - last
    }
}

/// The outages of a link: how many, and the last.
struct LinkOutages {
    private(set) var count: UInt64 = 0
    /// The one that lasts, or else the last.
    private(set) var last: LinkOutage?
    /// No octets came since it began.
    private(set) var isOpen = false
    private var lostAt: UInt64?

    mutating func lose(_ reason: String, at now: ReceptionTime, lastOctets: ReceptionTime?) {
        lostAt = now.monotonic
        if isOpen {
            last?.losses += 1
            last?.reopened = nil
            return
        }
        count += 1
        isOpen = true
        last = LinkOutage(lastOctets: lastOctets, lost: now, reason: reason)
    }

    mutating func reopen(at now: ReceptionTime) {
        guard isOpen, let since = lostAt else { return }
        lostAt = nil
        last?.reopened = now
        last?.absent += now.monotonic - min(since, now.monotonic)
    }

    /// Octets came; the outage that they end, if they end one.
    mutating func end(at time: ReceptionTime) -> LinkOutage? {
        guard isOpen else { return nil }
        isOpen = false
        last?.firstOctets = time
        return last
    }

    /// The station stops: the outage that lasts, with what is known of it.
    mutating func abandon(at now: ReceptionTime) -> LinkOutage? {
        guard isOpen else { return nil }
        if let since = lostAt { last?.absent += now.monotonic - min(since, now.monotonic) }
        isOpen = false
        return last
    }
}
