/// Slabs of one size, used again when nobody holds them any more.
///
/// A pool has one owner (a receiver thread, a decoder) and no lock: other holders of a slab only
/// drop their reference, and the pool asks the reference count.
public struct SlabPool: Sendable {
    /// Octets in each slab.
    public let slabCapacity: Int
    /// How many idle slabs are kept; beyond it a returned slab is freed.
    public let maximumKept: Int

    private var slabs: [Slab] = []
    private var next = 0

    /// An empty pool; slabs are made when they are needed.
    public init(slabCapacity: Int, maximumKept: Int) {
        precondition(maximumKept > 0)
        self.slabCapacity = slabCapacity
        self.maximumKept = maximumKept
        slabs.reserveCapacity(maximumKept)
    }

    /// A slab that nobody else holds.
    public mutating func take() -> Slab {
        for _ in 0..<slabs.count {
            next = next + 1 < slabs.count ? next + 1 : 0
            if isKnownUniquelyReferenced(&slabs[next]) { return slabs[next] }
        }
        let slab = Slab(capacity: slabCapacity)
        if slabs.count < maximumKept {
            next = slabs.count
            slabs.append(slab)
        }
        return slab
    }

    /// `slab` is the one that was taken last, and kept.
    func isRecent(_ slab: Slab) -> Bool { next < slabs.count && slabs[next] === slab }

    /// The slab that was taken last, and whether nobody else holds it.
    ///
    /// - Precondition: ``isRecent(_:)`` said so of it.
    mutating func takeRecent() -> (slab: Slab, isFree: Bool) {
        let isFree = isKnownUniquelyReferenced(&slabs[next])
        return (slabs[next], isFree)
    }
}
