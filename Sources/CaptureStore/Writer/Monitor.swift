import Glibc

/// A state guarded by a lock, with a way to sleep until it changes.
///
/// `Synchronization.Mutex` has no condition to wait on; this is the POSIX pair.
final class Monitor<State: Sendable>: @unchecked Sendable {
    // Unchecked: `state` is touched only between lock and unlock of `mutex`.
    private var state: State
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>

    init(_ state: State) {
        self.state = state
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        condition = .allocate(capacity: 1)
        condition.initialize(to: pthread_cond_t())
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        // Waits must not end early or late when somebody sets the clock.
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Runs `body` on the state, alone.
    func withLock<Result>(_ body: (inout State) -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body(&state)
    }

    /// Wakes all that wait.
    func wakeAll() {
        pthread_cond_broadcast(condition)
    }

    /// Waits until `isReady` holds, or for `nanoseconds` (nil: as long as it takes), then runs
    /// `body` on the state, whether ready or not.
    func wait<Result>(
        upTo nanoseconds: UInt64?, until isReady: (inout State) -> Bool,
        _ body: (inout State) -> Result
    ) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        var deadline = Monitor.time(after: nanoseconds ?? Monitor.longestWait)
        while !isReady(&state) {
            guard pthread_cond_timedwait(condition, mutex, &deadline) == ETIMEDOUT else { continue }
            if nanoseconds != nil { break }
            deadline = Monitor.time(after: Monitor.longestWait)
        }
        return body(&state)
    }

    /// Longest wait, a day, so that the sum below cannot overflow.
    private static var longestWait: UInt64 { 86_400_000_000_000 }

    private static func time(after nanoseconds: UInt64) -> timespec {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        let sum = UInt64(time.tv_nsec) + min(nanoseconds, longestWait)
        time.tv_sec += Int(sum / 1_000_000_000)
        time.tv_nsec = Int(sum % 1_000_000_000)
        return time
    }
}
