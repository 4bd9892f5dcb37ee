/// The kernel's count of datagrams that a socket dropped: 32 bits that wrap.
struct DropCount {
    private var last: UInt32 = 0

    /// How many more were dropped since the count was last seen, or `nil` for none.
    ///
    /// A datagram carries the count of the moment when it was queued, so a count can arrive after
    /// a newer one: what lies up to half the range back is old.
    mutating func advance(to count: UInt32) -> UInt32? {
        let difference = count &- last
        guard difference != 0, difference <= UInt32(Int32.max) else { return nil }
        last = count
        return difference
    }
}
