/// The kernel's count of datagrams that a socket dropped: 32 bits that wrap.
struct DropCount {
    private var last: UInt32 = 0
    /// Drops that no event has told, and when one may: who is too slow must not be kept busy with
    /// events about it.
    private var untold: UInt32 = 0
    private var due = ContinuousClock.now

    /// How long may be waited before drops have to be told; `nil`: there are none.
    var timeToTell: Duration? { untold > 0 ? max(.zero, due - .now) : nil }

    /// Notes the socket's count. What is to be told now: drops in front of the first octets since
    /// long ago at once, others at most once a second, or at the end.
    mutating func note(_ count: UInt32? = nil, isLast: Bool = false) -> UInt32? {
        if let count, let more = advance(to: count) { untold = clamped(untold, more) }
        guard untold > 0, isLast || due <= .now else { return nil }
        due = .now + .seconds(1)
        defer { untold = 0 }
        return untold
    }

    private func clamped(_ count: UInt32, _ more: UInt32) -> UInt32 {
        let (sum, overflow) = count.addingReportingOverflow(more)
        return overflow ? .max : sum
    }

    /// How many more were dropped since the count was last seen, or `nil` for none.
    ///
    /// A datagram carries the count of the moment when it was queued, so a count can arrive after
    /// a newer one: what lies up to half the range back is old.
    mutating func advance(to count: UInt32) -> UInt32? {
        let difference = count &- last
        guard difference != 0, difference <= UInt32(Int32.max) else { return nil }
        last = count
        return difference
    }
}
