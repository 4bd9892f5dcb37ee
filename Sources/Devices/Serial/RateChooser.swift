/// Chooses among the rates of a serial port by what comes of its octets: a rate at which frames are
/// verified is kept, one at which octets come and none is verified is given up for the next.
///
/// Without octets nothing is known of a rate, and nothing changes. It has no clock of its own.
struct RateChooser {
    /// What to do now.
    enum Verdict: Equatable {
        case stay
        /// The rate is right: a frame was verified, the first since it was set.
        case found
        /// Go on at another rate.
        case change(RateChange)
    }

    /// Pauses between chunks count as time with octets up to this, in nanoseconds: a sender of one
    /// frame a second shall be found, and an hour of silence is no time.
    private static let longestPause: UInt64 = 1_000_000_000
    /// A rate that was right is believed in for so many times as long: noise between two passes
    /// shall not turn it away.
    private static let patience: UInt64 = 10
    /// At a wrong rate fewer octets may come than were sent, by as much as the rates differ: after
    /// so many times the dwell they count as enough.
    private static let slowDwells: UInt64 = 5

    private let rates: [UInt32]
    private let octetsNeeded: UInt64
    /// Nanoseconds.
    private let dwell: UInt64
    private var index = 0
    private var isFound = false
    /// Since the rate was set, or since the last verified frame.
    private var octets: UInt64 = 0
    private var receiving: UInt64 = 0
    private var last: UInt64?
    private var verified: UInt64 = 0

    /// - Parameter dwell: shortest time with octets before a rate is given up, in nanoseconds.
    init(_ rates: [UInt32], octetsNeeded: UInt64, dwell: UInt64) {
        precondition(!rates.isEmpty, "rates")
        self.rates = rates
        self.octetsNeeded = octetsNeeded
        self.dwell = dwell
    }

    /// The rate in force.
    var rate: UInt32 { rates[index] }

    /// Octets came; so many frames were verified so far.
    ///
    /// - Parameter now: nanoseconds of a clock that never steps.
    mutating func note(octets count: UInt64, verified: UInt64, at now: UInt64) -> Verdict {
        if let last, now > last { receiving += min(now - last, Self.longestPause) }
        last = now
        octets += count
        if verified != self.verified {
            self.verified = verified
            (octets, receiving) = (0, 0)
            defer { isFound = true }
            return isFound ? .stay : .found
        }
        guard rates.count > 1, isEnough else { return .stay }
        if isFound {
            // It is tried once more as if it were new: it may only have been a long disturbance.
            isFound = false
            (octets, receiving) = (0, 0)
            return .stay
        }
        return .change(next())
    }

    private var isEnough: Bool {
        let times = isFound ? Self.patience : 1
        guard receiving >= dwell * times else { return false }
        return octets >= octetsNeeded * times || receiving >= longDwell * times
    }

    /// The time after which octets are enough however few they are: twice what those needed take at
    /// this rate, ten bits to an octet.
    private var longDwell: UInt64 {
        let time = Double(octetsNeeded) * 2 * 10 * 1e9 / Double(max(1, rate))
        return max(dwell * Self.slowDwells, UInt64(min(time, 1e15)))
    }

    private mutating func next() -> RateChange {
        let from = rate
        index = (index + 1) % rates.count
        defer {
            (octets, receiving) = (0, 0)
            last = nil
        }
        return RateChange(
            from: from, to: rate, octets: octets,
            receiving: .nanoseconds(Int64(clamping: receiving)))
    }
}
