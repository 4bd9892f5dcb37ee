/// Peers that were refused: the first is told at once, then one a second, with how many there were
/// besides. One that connects in a loop must not fill the log.
struct RefusalReport {
    private static let interval = Duration.seconds(1)

    private var last: (peer: String, reason: RefusalReason)?
    private var others = 0
    private var due = ContinuousClock.now

    /// How long may be waited before one has to be told; `nil`: there is none.
    var timeToTell: Duration? { last == nil ? nil : max(.zero, due - .now) }

    mutating func note(peer: String, _ reason: RefusalReason) {
        if last != nil { others += 1 }
        last = (peer, reason)
    }

    /// What is to be told now, if it is time, or the end.
    mutating func take(isLast: Bool = false) -> ReceiverEvent? {
        guard let (peer, reason) = last, isLast || due <= .now else { return nil }
        defer { (last, others, due) = (nil, 0, .now + Self.interval) }
        return .refused(peer: peer, reason: reason, others: others)
    }
}
