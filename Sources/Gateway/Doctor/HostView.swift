import CLinux
import Glibc

/// What the checks ask of the machine; a test says it otherwise.
public struct HostView: Sendable {
    /// Is the clock synchronised, how far is it off, and who says so?
    public struct Clock: Sendable, Equatable {
        /// The kernel says that somebody keeps it right; `nil`: it does not say.
        public var isSynchronized: Bool?
        /// Last known offset.
        public var offsetNanoseconds: Int64
        /// What it is thought to be wrong at most.
        public var errorMicroseconds: Int64
        /// Seconds since 1970.
        public var seconds: Int64

        /// A clock.
        public init(
            isSynchronized: Bool?, offsetNanoseconds: Int64 = 0, errorMicroseconds: Int64 = 0,
            seconds: Int64
        ) {
            self.isSynchronized = isSynchronized
            self.offsetNanoseconds = offsetNanoseconds
            self.errorMicroseconds = errorMicroseconds
            self.seconds = seconds
        }
    }

    /// The clock now.
    public var clock: Clock
    /// When the program was built, or installed: seconds since 1970; no right clock is before it.
    public var built: Int64
    /// Names of the processes that run.
    public var processes: Set<String>
    /// The largest receive buffer that a socket is granted (`net.core.rmem_max`), in octets; `nil`:
    /// not known.
    public var largestReceiveBuffer: Int?

    /// A machine.
    public init(
        clock: Clock, built: Int64, processes: Set<String>, largestReceiveBuffer: Int?
    ) {
        self.clock = clock
        self.built = built
        self.processes = processes
        self.largestReceiveBuffer = largestReceiveBuffer
    }

    /// This machine, now.
    public static func now() -> HostView {
        var state = clinux_clock_state()
        let isKnown = clinux_clock_state(&state) == 0
        let text = contents("/proc/sys/net/core/rmem_max")
        return HostView(
            clock: Clock(
                isSynchronized: isKnown ? state.synchronized : nil,
                offsetNanoseconds: state.offset_ns,
                errorMicroseconds: state.estimated_error_us, seconds: Int64(time(nil))),
            built: modification("/proc/self/exe"), processes: names(),
            largestReceiveBuffer: Int(text.prefix { $0.isNumber }))
    }

    private static func modification(_ path: String) -> Int64 {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_mtim.tv_sec) : 0
    }

    private static let maximumProcesses = 65_536

    private static func names() -> Set<String> {
        guard let directory = opendir("/proc") else { return [] }
        defer { closedir(directory) }
        var names: Set<String> = []
        var count = 0
        while count < maximumProcesses, let entry = readdir(directory) {
            count += 1
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
                    String(cString: $0)
                }
            }
            guard Int32(name) != nil else { continue }
            names.insert(String(contents("/proc/\(name)/comm").prefix { $0 != "\n" }))
        }
        return names
    }

    /// The first octets of a small file; empty where it can't be read.
    private static func contents(_ path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var room = [UInt8](repeating: 0, count: 64)
        let count = read(descriptor, &room, room.count)
        return String(decoding: room.prefix(max(0, count)), as: UTF8.self)
    }
}
