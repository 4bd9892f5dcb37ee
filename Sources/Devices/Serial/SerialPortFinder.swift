import Glibc

/// Finds the path of a serial port, and waits for it to come.
struct SerialPortFinder: ~Copyable {
    private let name: SerialPortName
    /// For ports that are found by what they are; `nil` where udev can't be used.
    private let directory: DeviceDirectory?
    private let monitor: DeviceMonitor?
    private var watch: PathWatch?

    init(_ name: SerialPortName) {
        self.name = name
        // Before the first look, so that what comes just after it is heard.
        if case .device = name {
            directory = try? DeviceDirectory()
            watch = .database()
        } else {
            directory = nil
        }
        monitor = directory?.monitor(subsystem: "tty")
    }

    /// The port's path now; no more than one may be meant.
    func path() throws(DeviceError) -> String {
        switch name {
        case .path(let path):
            guard Self.isPattern(path) else { return path }
            return try one(of: SystemCalls.paths(matching: path), path)
        case .device(let match):
            let ports = directory?.serialPorts().filter(match.matches) ?? []
            return try one(of: ports.map(\.node), "\(match)")
        }
    }

    private func one(of paths: [String], _ name: String) throws(DeviceError) -> String {
        if paths.count > 1 { throw .ambiguous(name: name, candidates: paths) }
        guard let path = paths.first else { throw .noDevice(name: name) }
        return path
    }

    /// Waits for a change, but no longer than the retry interval, nor beyond a stop request; the
    /// first call only begins to watch paths.
    ///
    /// - Parameter isAbsent: whether there is no such device; else something hinders its opening.
    mutating func wait(_ session: ReceiverSession, isAbsent: Bool) {
        if case .path(let path) = name {
            // Tried once more at once: the port may have come before the watch was set.
            if watch?.wait(session) == nil { watch = PathWatch(path: path) }
            return
        }
        watch?.wait(session, or: monitor?.descriptor ?? -1, isTold: isAbsent)
        _ = monitor?.drain()
    }

    /// Whether a path has characters that stand for others.
    static func isPattern(_ path: String) -> Bool {
        path.utf8.contains {
            [UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "[")].contains($0)
        }
    }
}
