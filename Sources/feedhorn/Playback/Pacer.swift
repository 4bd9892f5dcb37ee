import Devices
import Glibc
import TelemetryLink

/// Waits until it is time for the next chunk.
struct Pacer {
    private let speed: PlaybackSpeed
    /// When playing began: by the recording's clock, and by ours.
    private var origin: (recorded: UInt64, played: UInt64)?
    private var last: UInt64 = 0

    init(_ speed: PlaybackSpeed) {
        self.speed = speed
    }

    /// Waits until the chunk that was received at `time` (ns, by a monotonic clock) is due.
    ///
    /// Time that runs backwards (a recording of another boot follows) begins a new count.
    ///
    /// - Returns: false when a signal came first.
    mutating func wait(until time: UInt64) -> Bool {
        guard case .times(let factor) = speed else { return !Interruption.hasCome }
        let now = Clocks.now().monotonic
        guard let origin, time >= last else {
            origin = (time, now)
            last = time
            return !Interruption.hasCome
        }
        last = time
        let offset = Double(time - origin.recorded) / factor
        // A century: more than a clock of a machine that runs can say.
        guard offset < 3.2e18 else { return !Interruption.hasCome }
        return Pacer.sleep(until: origin.played + UInt64(offset))
    }

    private static func sleep(until deadline: UInt64) -> Bool {
        var now = Clocks.now().monotonic
        // Each turn waits for what is left, at most an hour.
        while now < deadline {
            let left = deadline - now
            let milliseconds = Int32(min(left / 1_000_000, 3_600_000))
            if milliseconds == 0 {
                var rest = timespec(tv_sec: 0, tv_nsec: Int(left))
                nanosleep(&rest, nil)
            } else if Interruption.wait(milliseconds: milliseconds) == .interrupted {
                return false
            }
            now = Clocks.now().monotonic
        }
        return !Interruption.hasCome
    }
}
