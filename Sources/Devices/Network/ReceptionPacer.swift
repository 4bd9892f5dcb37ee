/// Lets datagrams gather where so many come that to wake for each would cost more than to take it:
/// above some thousands a second, all that came within half a millisecond are taken at once.
///
/// A slow link is never held up: below ``minimumRate`` there is no pause at all.
struct ReceptionPacer {
    /// Datagrams per second from which it pays to gather.
    static let minimumRate = 4_000.0
    /// How long they gather; added to the latency of a fast stream, and nothing to its times, which
    /// the rate of its channel says better.
    static let pause = Duration.microseconds(500)
    /// Octets that the kernel's bookkeeping takes for each datagram besides its own.
    private static let overhead = 1_280
    /// Share of the receive buffer that may fill meanwhile.
    private static let share = 0.25

    /// Octets of the kernel's receive buffer.
    private let capacity: Double
    private var rate = 0.0
    private var octetsEach = 0.0
    private var last: ContinuousClock.Instant?

    init(capacity: Int) {
        self.capacity = Double(capacity)
    }

    /// Notes what one round of receiving gave.
    mutating func note(datagrams: Int, octets: Int, at now: ContinuousClock.Instant) {
        defer { last = now }
        guard datagrams > 0, let last else { return }
        let seconds = max((now - last) / .seconds(1), 1e-6)
        // A quarter each time: a burst of a few is no stream yet, and one that ends is soon
        // forgotten.
        rate += (Double(datagrams) / seconds - rate) / 4
        octetsEach += (Double(octets) / Double(datagrams) - octetsEach) / 4
    }

    /// How long to let datagrams gather before the next round; `nil` for not at all.
    var gathering: Duration? {
        guard rate >= Self.minimumRate else { return nil }
        let filled = rate * (Self.pause / .seconds(1)) * (octetsEach + Double(Self.overhead))
        return filled <= capacity * Self.share ? Self.pause : nil
    }
}
