import Glibc

/// Waits for a path to appear, or for what hinders its opening to change.
///
/// Watched are the nearest existing directory above the path, and, where the path is a symbolic
/// link (as below `/dev/serial/by-id`), above each place that it leads to. What no directory
/// announces, a slow clock makes up for.
struct PathWatch: ~Copyable {
    /// Links followed from one to the next, as many as the kernel follows.
    private static let maximumLinks = 40
    /// Directories of a path that may come one after another while the watch is being set.
    private static let maximumDepth = 64
    /// Attempts that changes may cause within one interval of the clock: in a directory where
    /// files come and go all the time, the clock alone would be better.
    private static let maximumWakes = 50
    /// How much less often to look where changes are told: to look at all devices each second costs
    /// small machines a percent of their time.
    private static let toldFactor = 10

    private let path: String
    /// No descriptor (−1) when the system has none left for it: then there is the clock.
    private let changes: Descriptor
    /// Whether the directory above the path is there, and is watched itself: what comes into it is
    /// told.
    private(set) var isComplete = false
    private var wakes = 0
    private var intervalEnd = ContinuousClock.now

    /// Of what udev knows: it notes each device there when its rules have run.
    ///
    /// What it sends is heard in the first network namespace only, and a sandboxed service has
    /// another; files are the same everywhere.
    static func database() -> PathWatch {
        PathWatch(path: "/run/udev/data/any")
    }

    init(path: String) {
        self.path = path
        if let changes = try? SystemCalls.changeDescriptor() {
            self.changes = changes
        } else {
            changes = Descriptor(lending: -1)
        }
        arm()
    }

    /// Waits for a change, or for another descriptor, but no longer than the retry interval, nor
    /// beyond a stop request.
    ///
    /// - Parameter isTold: whether what is waited for is surely told, and looking is for the case
    ///   only that it is not.
    mutating func wait(
        _ session: ReceiverSession, or other: Int32 = -1, isTold: Bool = false
    ) {
        let number = begin(session.retryInterval)
        _ = try? session.wait(for: number, other, atMost: limit(session, isTold))
        end()
    }

    /// How long to wait at most.
    func limit(_ session: ReceiverSession, _ isTold: Bool) -> Duration {
        isTold && isComplete ? session.retryInterval * Self.toldFactor : session.retryInterval
    }

    /// The descriptor to wait for, and then to call ``end()``; none (−1) while changes come too
    /// often.
    mutating func begin(_ interval: Duration) -> Int32 {
        let now = ContinuousClock.now
        if now >= intervalEnd {
            intervalEnd = now + interval
            wakes = 0
        }
        wakes += 1
        return wakes <= Self.maximumWakes ? changes.number : -1
    }

    /// Takes what changed, and goes on watching.
    mutating func end() {
        drain()
        // Another directory may be the nearest one now.
        arm()
    }

    private mutating func arm() {
        if changes.number < 0 { return }
        let directory = Self.parent(of: path)
        isComplete = (try? SystemCalls.watch(changes.number, directory: directory)) != nil
        var place = path
        for _ in 0..<Self.maximumLinks {
            watchNearestDirectory(above: place)
            guard let target = SystemCalls.destination(ofLink: place) else { return }
            place = target.hasPrefix("/") ? target : Self.parent(of: place) + "/" + target
        }
    }

    /// Watches the nearest existing directory above `place`, and looks again when the next one
    /// came just before the watch was set, since nothing would tell of it any more. Watching a
    /// directory again changes nothing, so none needs to be remembered.
    private func watchNearestDirectory(above place: String) {
        for _ in 0..<Self.maximumDepth {
            var directory = Self.parent(of: place)
            var missing: String?
            while (try? SystemCalls.watch(changes.number, directory: directory)) == nil {
                let next = Self.parent(of: directory)
                // Each turn makes the path shorter, down to "/" or ".".
                if next == directory { return }
                missing = directory
                directory = next
            }
            guard let missing, (try? SystemCalls.status(atPath: missing)) != nil else { return }
        }
    }

    /// What changed does not matter: the path is tried anyway.
    private func drain() {
        withUnsafeTemporaryAllocation(byteCount: 4_096, alignment: 8) { memory in
            for _ in 0..<Self.maximumWakes {
                guard (try? SystemCalls.read(changes.number, into: memory)) != nil else { return }
            }
        }
    }

    /// The directory that holds `path`: `/dev` for `/dev/ttyUSB0`, `.` for a bare name.
    static func parent(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
