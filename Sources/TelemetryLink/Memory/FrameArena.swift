/// Where frames go that can't stay in the slab they were received in, and packets that span
/// frames: slabs filled front to back, one piece after the other.
struct FrameArena: Sendable {
    /// Behind a long piece the next one begins at a multiple of this: a vector load's width.
    private static let alignment = 32
    /// Pieces shorter than this are packed to multiples of 8 octets, so that even a chunk of the
    /// maximum length, cut into frames of one octet, fits into the slabs that a batch can name.
    private static let shortPiece = 256

    private var pool: SlabPool
    private(set) var slab: Slab
    private var used = 0
    /// What ``slab`` is while it is asked whether anybody else holds it.
    private let nothing = Slab(capacity: 1)

    init(slabCapacity: Int, maximumKept: Int) {
        pool = SlabPool(slabCapacity: slabCapacity, maximumKept: maximumKept)
        slab = pool.take()
    }

    /// Begins the slab again if all that was put into it has been let go: what is written next is
    /// then still in the processor's cache.
    mutating func rewind() {
        guard used > 0, pool.isRecent(slab) else { return }
        slab = nothing
        let recent = pool.takeRecent()
        slab = recent.slab
        if recent.isFree { used = 0 }
    }

    /// Room for `count` octets in `slab`, not yet taken: a piece that turns out to be of no use
    /// (a candidate that is no frame) is given up by not calling ``commit(_:)``.
    mutating func reserve(_ count: Int) -> Int {
        if used + count > slab.capacity {
            // A piece larger than a slab (a long record) gets one of its own.
            slab = count <= pool.slabCapacity ? pool.take() : Slab(capacity: count)
            used = 0
        }
        return used
    }

    /// Takes the piece that was reserved last.
    mutating func commit(_ count: Int) {
        let unit = count < FrameArena.shortPiece ? 8 : FrameArena.alignment
        used = min(slab.capacity, (used + count + unit - 1) & ~(unit - 1))
    }
}
