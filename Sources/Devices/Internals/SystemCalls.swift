import CLinux
import Glibc

/// A system call that failed, and the `errno` it left.
struct SystemError: Error {
    let call: StaticString
    let number: Int32

    /// The same error, told about the file, address or port that it befell.
    func at(_ target: String) -> DeviceError {
        .system(call: call.description, target: target, number: number)
    }
}

/// Every call that this module makes into the kernel. Each function is one call, repeated when a
/// signal interrupts it; `nil` means that a non-blocking descriptor has nothing now.
enum SystemCalls {
    /// Far more signals than can reach a thread that blocks them.
    private static let maximumInterruptions = 1_000

    @discardableResult
    private static func repeating<Value: SignedInteger>(
        _ call: StaticString, _ body: () -> Value
    ) throws(SystemError) -> Value {
        for _ in 0..<maximumInterruptions {
            let value = body()
            if value >= 0 { return value }
            let number = errno
            if number != EINTR { throw SystemError(call: call, number: number) }
        }
        throw SystemError(call: call, number: EINTR)
    }

    private static func repeatingUnlessEmpty(
        _ call: StaticString, _ body: () -> Int
    ) throws(SystemError) -> Int? {
        do throws(SystemError) {
            return try repeating(call, body)
        } catch {
            if error.number == EAGAIN || error.number == EWOULDBLOCK { return nil }
            throw error
        }
    }
}

// MARK: Files and descriptors

extension SystemCalls {
    /// What a path or descriptor is, as far as a receiver wants to know.
    struct Status {
        let mode: mode_t
        let device: dev_t
        let inode: ino_t

        var isDirectory: Bool { mode & S_IFMT == S_IFDIR }
    }

    static func open(_ path: String, _ flags: Int32) throws(SystemError) -> Descriptor {
        Descriptor(owning: try repeating("open") { Glibc.open(path, flags | O_CLOEXEC) })
    }

    /// Never repeated: Linux has let go of the descriptor even when a signal interrupts.
    static func close(_ descriptor: Int32) {
        _ = Glibc.close(descriptor)
    }

    static func read(
        _ descriptor: Int32, into memory: UnsafeMutableRawBufferPointer
    ) throws(SystemError) -> Int? {
        try repeatingUnlessEmpty("read") {
            Glibc.read(descriptor, memory.baseAddress, memory.count)
        }
    }

    static func status(of descriptor: Int32) throws(SystemError) -> Status {
        var status = stat()
        try repeating("fstat") { fstat(descriptor, &status) }
        return Status(mode: status.st_mode, device: status.st_dev, inode: status.st_ino)
    }

    static func status(atPath path: String) throws(SystemError) -> Status {
        var status = stat()
        try repeating("stat") { stat(path, &status) }
        return Status(mode: status.st_mode, device: status.st_dev, inode: status.st_ino)
    }

    /// Where a symbolic link points to, or `nil` for anything else.
    static func destination(ofLink path: String) -> String? {
        var octets = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = octets.withUnsafeMutableBytes { memory in
            memory.baseAddress.map {
                readlink(path, $0.assumingMemoryBound(to: CChar.self), memory.count)
            } ?? -1
        }
        return count > 0 ? String(decoding: octets[..<count], as: UTF8.self) : nil
    }

    /// The names in a directory, at most `maximum` of them; empty when it cannot be read.
    static func names(inDirectory path: String, maximum: Int) -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while names.count < maximum, let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
                    String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// The first `maximum` octets of a file; empty when it cannot be read.
    static func contents(ofFile path: String, maximum: Int) -> [UInt8] {
        guard let file = try? open(path, O_RDONLY) else { return [] }
        return [UInt8](unsafeUninitializedCapacity: maximum) { buffer, count in
            let memory = UnsafeMutableRawBufferPointer(buffer)
            // Each turn takes at least one octet of the `maximum`.
            while count < maximum,
                let more = try? read(
                    file.number, into: UnsafeMutableRawBufferPointer(rebasing: memory[count...])),
                more > 0
            {
                count += more
            }
        }
    }

    /// Takes the advisory lock of an open file, or returns false when somebody else has it.
    static func lockExclusively(_ descriptor: Int32) throws(SystemError) -> Bool {
        try repeatingUnlessEmpty("flock") { Int(flock(descriptor, LOCK_EX | LOCK_NB)) } != nil
    }
}

// MARK: Waiting

extension SystemCalls {
    /// What `poll` said about the descriptors that were waited for.
    struct Readiness {
        var stop = false
        /// The `revents` of the first and the second descriptor; 0 when nothing happened.
        var first: Int16 = 0
        var second: Int16 = 0
    }

    /// Waits until one of the descriptors has something, or for `timeout` milliseconds (−1: for
    /// ever). A negative descriptor is left out.
    static func wait(
        stop: Int32, _ first: Int32 = -1, _ second: Int32 = -1, events: Int32 = POLLIN,
        timeout: Int32 = -1
    ) throws(SystemError) -> Readiness {
        var set: InlineArray<3, pollfd> = [
            pollfd(fd: stop, events: Int16(POLLIN), revents: 0),
            pollfd(fd: first, events: Int16(events), revents: 0),
            pollfd(fd: second, events: Int16(POLLIN), revents: 0),
        ]
        try repeating("poll") {
            var span = set.mutableSpan
            return span.withUnsafeMutableBufferPointer { poll($0.baseAddress, 3, timeout) }
        }
        return Readiness(
            stop: set[0].revents != 0, first: set[1].revents, second: set[2].revents)
    }

    /// An event counter that wakes a `wait`, and the act of waking.
    static func eventDescriptor() throws(SystemError) -> Descriptor {
        Descriptor(owning: try repeating("eventfd") { clinux_event_descriptor() })
    }

    static func raise(_ event: Int32) {
        var one: UInt64 = 1
        // Fails only when the counter is full, and then the event is raised.
        _ = write(event, &one, MemoryLayout<UInt64>.size)
    }

    /// A descriptor that becomes readable when something changes in a watched directory.
    static func changeDescriptor() throws(SystemError) -> Descriptor {
        Descriptor(
            owning: try repeating("inotify_init1") {
                inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
            })
    }

    static func watch(_ changes: Int32, directory path: String) throws(SystemError) {
        // A name that goes may leave one where there were two that fit a pattern.
        let names = IN_CREATE | IN_MOVED_TO | IN_ATTRIB | IN_DELETE | IN_MOVED_FROM
        let itself = IN_DELETE_SELF | IN_MOVE_SELF
        try repeating("inotify_add_watch") {
            inotify_add_watch(changes, path, UInt32(names | itself) | UInt32(IN_ONLYDIR))
        }
    }
}

// MARK: Terminals

extension SystemCalls {
    static func attributes(ofTerminal number: Int32) throws(SystemError) -> clinux_termios2 {
        var attributes = clinux_termios2()
        try repeating("TCGETS2") { clinux_tty_get(number, &attributes) }
        return attributes
    }

    static func setAttributes(
        ofTerminal number: Int32, _ attributes: clinux_termios2
    ) throws(SystemError) {
        try repeating("TCSETS2") {
            withUnsafePointer(to: attributes) { clinux_tty_set(number, $0) }
        }
    }

    /// Drops what the terminal has received, and what it has not sent yet.
    static func flush(terminal number: Int32) throws(SystemError) {
        try repeating("tcflush") { tcflush(number, TCIOFLUSH) }
    }

    static func setExclusive(terminal number: Int32, _ isExclusive: Bool) throws(SystemError) {
        try repeating("TIOCEXCL") {
            isExclusive ? clinux_tty_set_exclusive(number) : clinux_tty_clear_exclusive(number)
        }
    }

    static func setModemLines(
        ofTerminal number: Int32, dataTerminalReady: Bool, requestToSend: Bool
    ) throws(SystemError) {
        try repeating("TIOCMBIC") {
            clinux_tty_set_modem_lines(number, dataTerminalReady, requestToSend)
        }
    }

    static func setLowLatency(terminal number: Int32) throws(SystemError) {
        try repeating("TIOCSSERIAL") { clinux_tty_set_low_latency(number) }
    }

    static func inputCounts(ofTerminal number: Int32) throws(SystemError) -> clinux_input_counts {
        var counts = clinux_input_counts()
        try repeating("TIOCGICOUNT") { clinux_tty_input_counts(number, &counts) }
        return counts
    }
}

// MARK: Clocks

extension SystemCalls {
    static func nanoseconds(of clock: clockid_t) -> UInt64 {
        var time = timespec()
        // Fails only for a clock that does not exist.
        guard clock_gettime(clock, &time) == 0 else { return 0 }
        // A clock set to before 1970 counts as 1970.
        let seconds = UInt64(clamping: time.tv_sec)
        return seconds &* 1_000_000_000 &+ UInt64(clamping: time.tv_nsec)
    }
}

extension SystemCalls {
    /// The paths that fit a pattern of the shell, sorted; symbolic links that lead nowhere are
    /// none.
    static func paths(matching pattern: String) -> [String] {
        var found = glob_t()
        defer { globfree(&found) }
        guard glob(pattern, 0, nil, &found) == 0 else { return [] }
        let paths = (0..<Int(found.gl_pathc)).compactMap { index in
            found.gl_pathv[index].map { String(cString: $0) }
        }
        return paths.filter { (try? status(atPath: $0)) != nil }
    }

    /// Sleeps for a short time; a signal may cut it shorter.
    static func sleep(_ duration: Duration) {
        var time = timespec(
            tv_sec: Int(duration.components.seconds),
            tv_nsec: Int(duration.components.attoseconds / 1_000_000_000))
        nanosleep(&time, nil)
    }
}
