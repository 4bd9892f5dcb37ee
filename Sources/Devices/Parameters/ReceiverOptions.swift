/// What is the same for every kind of source: memory, and how often an absent source is tried.
public struct ReceiverOptions: Hashable, Sendable {
    /// Smallest slab: room for one datagram of the greatest length, and as much again, so that
    /// small reads do not use up a slab each.
    public static let minimumSlabCapacity = 2 * SlabFiller.minimumRoom

    /// Octets of each slab.
    public var slabCapacity: Int
    /// Idle slabs kept for use again. More may be in use at once when those who hold packets hold
    /// them for long.
    public var slabsKept: Int
    /// How often a source that is absent, busy or in use is tried again when nothing announces
    /// that it came back.
    public var retryInterval: Duration
    /// How long octets must have come at one rate of a serial port before the next is tried.
    public var rateDwell: Duration

    /// 256 KiB slabs, 16 of them kept (4 MiB), a try each second, and two seconds for a rate.
    public init(
        slabCapacity: Int = 256 * 1024, slabsKept: Int = 16, retryInterval: Duration = .seconds(1),
        rateDwell: Duration = .seconds(2)
    ) {
        self.slabCapacity = slabCapacity
        self.slabsKept = slabsKept
        self.retryInterval = retryInterval
        self.rateDwell = rateDwell
    }
}
