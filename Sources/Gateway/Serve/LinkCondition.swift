import LinkConfiguration
import TelemetryLink

/// What a link is doing, as `status` shows it.
enum LinkState: String, Sendable {
    /// Its device is not there, or somebody else has it.
    case absent = "ABSENT"
    /// Ready, and waiting for a peer.
    case opening = "OPENING"
    /// Open; nothing came of late.
    case idle = "IDLE"
    /// Octets came within ``LinkCondition/recent``.
    case receiving = "RECEIVING"
    /// Open, and silent for longer than is expected.
    case stalled = "STALLED"
    /// A file was read to its end.
    case ended = "ENDED"
    /// It can never be opened.
    case failed = "FAILED"
}

/// What is known of a link's device, and when it last gave something; times are monotonic
/// nanoseconds, 0 for never.
struct LinkCondition {
    enum Device {
        case absent
        case opening
        case open
        case ended
        case failed
    }

    /// How long a link is said to receive after its last octet, in nanoseconds: that two looks at
    /// one that sends each second show the same.
    static let recent: UInt64 = 2_000_000_000

    private(set) var device = Device.absent
    private var reason = "not opened yet"
    private var opened: UInt64 = 0
    private var lastOctets: UInt64 = 0
    private var lastFrame: UInt64 = 0

    mutating func change(_ device: Device, _ reason: String, at now: UInt64) {
        self.device = device
        self.reason = reason
        if device == .open { opened = now }
    }

    mutating func noteOctets(at time: UInt64) { lastOctets = time }

    mutating func noteFrames(at time: UInt64) { lastFrame = time }

    /// The state and why it is so.
    func state(at now: UInt64, _ expectation: LinkExpectation) -> (LinkState, reason: String) {
        switch device {
        case .absent: return (.absent, reason)
        case .opening: return (.opening, reason)
        case .ended: return (.ended, reason)
        case .failed: return (.failed, reason)
        case .open: break
        }
        if let silence = silence("octets", lastOctets, now, expectation.octets) {
            return (.stalled, silence)
        }
        if let silence = silence("frames", lastFrame, now, expectation.frames) {
            return (.stalled, silence)
        }
        let isReceiving = lastOctets > 0 && now < lastOctets + Self.recent
        return (isReceiving ? .receiving : .idle, reason)
    }

    /// What is missing for too long, in words; since the link was opened, where it never came.
    private func silence(
        _ what: String, _ last: UInt64, _ now: UInt64, _ limit: Duration?
    ) -> String? {
        let since = max(last, opened)
        guard let limit, now > since else { return nil }
        let passed = Duration.nanoseconds(Int64(clamping: now - since))
        guard passed > limit else { return nil }
        return "no \(what) for \(passed.inSeconds), expected every \(limit.inSeconds)"
    }
}

extension Duration {
    /// `12 s`, `0.5 s`: in tenths below ten seconds.
    fileprivate var inSeconds: String {
        let tenths = Int64((self / .milliseconds(100)).rounded(.down))
        if tenths >= 100 || tenths % 10 == 0 { return "\(tenths / 10) s" }
        return "\(tenths / 10).\(tenths % 10) s"
    }
}
