public import Glibc
public import TelemetryLink

/// A system call that failed: which one, and its `errno`.
public struct SystemCallError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Name of the call.
    public let call: String
    /// Its `errno`.
    public let code: Int32

    /// The failure of `call` with `errno` = `code`.
    public init(call: String, code: Int32) {
        self.call = call
        self.code = code
    }

    /// `writev: No space left on device`.
    public var description: String { call + ": " + String(cString: strerror(code)) }

    /// No room: goes away by itself when something is deleted.
    public var isDiskFull: Bool { code == ENOSPC || code == EDQUOT }
}

/// What the store asks of the operating system, in one place, so that a test can answer instead:
/// with an error, a short write, or nothing for a while.
public struct SystemCalls: Sendable {
    /// Opens `path` with flags and mode; a descriptor.
    public var open: @Sendable (String, Int32, mode_t) throws(SystemCallError) -> Int32
    /// Closes a descriptor; what went wrong is not asked.
    public var close: @Sendable (Int32) -> Void
    /// Writes pieces; the octets written, perhaps fewer than given.
    public var writev: @Sendable (Int32, UnsafeBufferPointer<iovec>) throws(SystemCallError) -> Int
    /// Makes a file's octets durable.
    public var fdatasync: @Sendable (Int32) throws(SystemCallError) -> Void
    /// Makes a file or directory durable with all that belongs to it.
    public var fsync: @Sendable (Int32) throws(SystemCallError) -> Void
    /// Reserves room from an offset on without changing the file's size.
    public var reserve:
        @Sendable (Int32, _ at: UInt64, _ octets: UInt64) throws(SystemCallError) -> Void
    /// Gives back what is reserved behind the file's size.
    public var releaseReserve: @Sendable (Int32, _ size: UInt64) -> Void
    /// Names of the file in directories: 0 when somebody has deleted it.
    public var linkCount: @Sendable (Int32) -> Int
    /// Deletes a file.
    public var unlink: @Sendable (String) -> Void
    /// Both clocks.
    public var now: @Sendable () -> ReceptionTime
    /// A new segment's identifier.
    public var newSegment: @Sendable () -> SegmentIdentifier

    /// The operating system itself.
    public static let live = SystemCalls(
        open: liveOpen, close: { _ = Glibc.close($0) }, writev: liveWrite,
        fdatasync: { fd throws(SystemCallError) in
            try check("fdatasync") { Glibc.fdatasync(fd) }
        },
        fsync: { fd throws(SystemCallError) in try check("fsync") { Glibc.fsync(fd) } },
        reserve: liveReserve,
        releaseReserve: { fd, size in _ = Glibc.ftruncate(fd, off_t(clamping: size)) },
        linkCount: liveLinkCount,
        unlink: { _ = Glibc.unlink($0) },
        now: { ReceptionTime(utc: clock(CLOCK_REALTIME), monotonic: clock(CLOCK_BOOTTIME)) },
        newSegment: { SegmentIdentifier.random() })
}

// MARK: - The live calls

/// Most times that a call interrupted by a signal is tried again at once.
private let maximumInterruptions = 1000

/// Runs `call` until a signal no longer interrupts it.
private func check(
    _ name: String, _ call: () -> Int32
) throws(SystemCallError) {
    for _ in 0..<maximumInterruptions {
        if call() == 0 { return }
        if errno != EINTR { break }
    }
    throw SystemCallError(call: name, code: errno)
}

private let liveOpen: @Sendable (String, Int32, mode_t) throws(SystemCallError) -> Int32 = {
    path, flags, mode throws(SystemCallError) in
    for _ in 0..<maximumInterruptions {
        let descriptor = Glibc.open(path, flags, mode)
        if descriptor >= 0 { return descriptor }
        if errno != EINTR { break }
    }
    throw SystemCallError(call: "open", code: errno)
}

private let liveWrite:
    @Sendable (Int32, UnsafeBufferPointer<iovec>) throws(SystemCallError) -> Int = {
        descriptor, pieces throws(SystemCallError) in
        for _ in 0..<maximumInterruptions {
            let written = Glibc.writev(descriptor, pieces.baseAddress, Int32(pieces.count))
            if written >= 0 { return written }
            if errno != EINTR { break }
        }
        throw SystemCallError(call: "writev", code: errno)
    }

/// `fallocate` is a GNU extension that the Glibc module leaves out: it is looked up by name.
private let fallocate: (@convention(c) (Int32, Int32, off_t, off_t) -> Int32)? = {
    guard let symbol = dlsym(nil, "fallocate") else { return nil }
    return unsafeBitCast(symbol, to: (@convention(c) (Int32, Int32, off_t, off_t) -> Int32).self)
}()

/// `FALLOC_FL_KEEP_SIZE` of linux/falloc.h.
private let keepSize: Int32 = 1

private let liveReserve: @Sendable (Int32, UInt64, UInt64) throws(SystemCallError) -> Void = {
    descriptor, offset, octets throws(SystemCallError) in
    guard let fallocate else { throw SystemCallError(call: "fallocate", code: ENOSYS) }
    try check("fallocate") {
        fallocate(descriptor, keepSize, off_t(clamping: offset), off_t(clamping: octets))
    }
}

private let liveLinkCount: @Sendable (Int32) -> Int = { descriptor in
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_nlink) : 1
}

private func clock(_ identifier: clockid_t) -> UInt64 {
    var time = timespec()
    guard clock_gettime(identifier, &time) == 0, time.tv_sec >= 0 else { return 0 }
    return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
}
