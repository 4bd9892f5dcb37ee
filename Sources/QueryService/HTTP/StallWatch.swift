import NIOCore

/// Whether a client takes octets at all.
struct StallWatch {
    private var sent = -1
    private var since = NIODeadline.uptimeNanoseconds(0)

    /// - Parameters:
    ///   - sent: octets that the kernel has taken so far.
    ///   - waiting: octets that it has not.
    mutating func hasStalled(
        sent: Int, waiting: Int, now: NIODeadline, limit: TimeAmount
    ) -> Bool {
        if sent != self.sent || waiting == 0 {
            self.sent = sent
            since = now
        }
        return waiting > 0 && now - since >= limit
    }
}
