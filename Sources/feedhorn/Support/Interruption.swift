import Glibc
import Synchronization

/// ^C (and SIGTERM) as something that can be waited for: the first one ends the work in hand
/// properly, a second one the process.
enum Interruption {
    private static let signals = Atomic<Int>(0)
    /// Writing end of the pipe; −1 before the signals are trapped.
    private static let writingEnd = Atomic<Int32>(-1)
    private static let readingEnd = Atomic<Int32>(-1)

    /// Exit code of a process that a signal ended, as shells count: 128 + SIGINT.
    private static let killed: Int32 = 130

    /// From now on signals are noted, not fatal.
    static func trap() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        readingEnd.store(ends[0], ordering: .sequentiallyConsistent)
        writingEnd.store(ends[1], ordering: .sequentiallyConsistent)
        var trapped = sigset_t()
        sigemptyset(&trapped)
        for number in [SIGINT, SIGTERM] {
            signal(number, handler)
            sigaddset(&trapped, number)
        }
        // Whoever started the process may have left them blocked.
        pthread_sigmask(SIG_UNBLOCK, &trapped, nil)
    }

    private static let handler: @convention(c) (Int32) -> Void = { _ in
        let former = errno
        if signals.add(1, ordering: .sequentiallyConsistent).oldValue > 0 { _exit(killed) }
        var octet: UInt8 = 0
        // The pipe is empty: one octet always fits.
        _ = write(writingEnd.load(ordering: .sequentiallyConsistent), &octet, 1)
        errno = former
    }

    /// A signal came.
    static var hasCome: Bool { signals.load(ordering: .sequentiallyConsistent) > 0 }

    /// How a wait ended.
    enum Outcome {
        case interrupted, ready, timeout
    }

    /// Waits until `descriptor` is ready for `events`, a signal comes, or `milliseconds` are
    /// over (negative: for ever). Without a descriptor it only waits.
    static func wait(
        for descriptor: Int32 = -1, events: Int32 = POLLIN, milliseconds: Int32 = -1
    ) -> Outcome {
        if hasCome { return .interrupted }
        var set = [
            pollfd(
                fd: readingEnd.load(ordering: .sequentiallyConsistent), events: Int16(POLLIN),
                revents: 0),
            pollfd(fd: descriptor, events: Int16(events), revents: 0),
        ]
        let count = poll(&set, nfds_t(set.count), milliseconds)
        if hasCome { return .interrupted }
        // EINTR by another signal is as good as the end of the time: callers look and wait again.
        return count > 0 ? .ready : .timeout
    }
}
