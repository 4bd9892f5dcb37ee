import TelemetryLink

/// Finds steps of the clock (§1 rule 8): UTC less monotonic time moves by more than 500 ms, or
/// UTC runs back on a link.
///
/// Smaller changes are the time between the two readings of the clock. Links are stamped by
/// threads of their own, so a chunk stamped before a step may come after one stamped behind it:
/// what is older than the last step is not judged.
struct ClockStepDetector {
    private var difference: UInt64?
    private var lastStep: UInt64 = 0
    /// Last time of each link.
    private var last: [ReceptionTime?] = []

    /// How far the clock stepped, in ns, when it stepped between the chunks before and one of
    /// `link` at `time`; nil when it did not.
    mutating func step(link: Int, time: ReceptionTime) -> Int64? {
        guard time.monotonic >= lastStep else { return nil }
        while last.count <= link { last.append(nil) }
        defer { last[link] = time }
        let now = time.utc &- time.monotonic
        guard let difference else {
            self.difference = now
            return nil
        }
        let moved = Int64(bitPattern: now &- difference)
        let isFar = moved.magnitude > CaptureConfiguration.clockStepNanoseconds
        let isBack = last[link].map { time.utc < $0.utc && time.monotonic >= $0.monotonic } ?? false
        guard isFar || isBack else { return nil }
        self.difference = now
        lastStep = time.monotonic
        for other in last.indices { last[other] = nil }
        return moved
    }
}
