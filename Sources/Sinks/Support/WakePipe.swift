import Glibc

/// Wakes a thread that waits in `poll`, from any other thread.
///
/// A pipe that is full is as good as one octet more: the reader empties it at each wake.
final class WakePipe: Sendable {
    let readEnd: CInt
    private let writeEnd: CInt

    /// - Returns: `nil` when the process has no descriptors left.
    init?() {
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        readEnd = ends[0]
        writeEnd = ends[1]
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    func wake() {
        var octet: UInt8 = 1
        _ = write(writeEnd, &octet, 1)
    }

    /// Takes back all wakes so far.
    func clear() {
        var octets = [UInt8](repeating: 0, count: 64)
        // The pipe's capacity bounds this, and wakes come only when the queue was empty.
        while read(readEnd, &octets, octets.count) > 0 {}
    }
}
