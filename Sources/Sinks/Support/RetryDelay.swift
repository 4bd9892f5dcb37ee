/// How long to leave something alone that failed: 1 s, 2 s, 4 s … 60 s.
struct RetryDelay {
    static let first: UInt64 = 1_000_000_000
    static let longest: UInt64 = 60_000_000_000

    private var next = RetryDelay.first
    private(set) var until: UInt64 = 0

    mutating func failed(at now: UInt64) {
        until = now + next
        next = min(next * 2, RetryDelay.longest)
    }

    mutating func succeeded() {
        next = RetryDelay.first
    }
}
