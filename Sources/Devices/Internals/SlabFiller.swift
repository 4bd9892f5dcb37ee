import TelemetryLink

/// Hands out the room for the next read: slabs are filled front to back, and a new one is begun
/// when too little is left.
struct SlabFiller {
    /// Room that every read gets: the greatest UDP datagram has 65,527 octets, a terminal's read
    /// at most 4,096, a pipe's usually 65,536.
    static let minimumRoom = 65_536
    /// Longest chunk: readers of captures refuse longer ones.
    static let maximumChunk = 262_144

    private var pool: SlabPool
    private var slab: Slab?
    private var filled = 0

    init(slabCapacity: Int, slabsKept: Int) {
        precondition(slabCapacity >= SlabFiller.minimumRoom, "slab capacity")
        pool = SlabPool(slabCapacity: slabCapacity, maximumKept: slabsKept)
    }

    /// The slab to read into next, and the range of it that nobody has been given yet.
    mutating func room() -> (slab: Slab, range: Range<Int>) {
        if let slab, slab.capacity - filled >= SlabFiller.minimumRoom {
            return (slab, filled..<min(slab.capacity, filled + SlabFiller.maximumChunk))
        }
        // Let go of the full one first: if nobody else holds it, it is the one to use again.
        slab = nil
        let fresh = pool.take()
        slab = fresh
        filled = 0
        return (fresh, 0..<min(fresh.capacity, SlabFiller.maximumChunk))
    }

    /// Room for up to `count` pieces of `size` octets each, one behind the other: a slab, where the
    /// first begins, and how many there is room for (at least one).
    ///
    /// - Precondition: a slab holds one piece.
    mutating func room(for count: Int, of size: Int) -> (slab: Slab, start: Int, count: Int) {
        if let slab {
            let fitting = (slab.capacity - filled) / size
            // A slab's rest that takes only few is not worth a system call of its own.
            if fitting >= min(count, max(1, slab.capacity / size / 4)) {
                return (slab, filled, min(count, fitting))
            }
        }
        slab = nil
        let fresh = pool.take()
        slab = fresh
        filled = 0
        return (fresh, 0, min(count, fresh.capacity / size))
    }

    /// What comes next begins at `end`.
    mutating func skip(to end: Int) {
        precondition(end >= filled && end <= slab?.capacity ?? 0, "a place outside the slab")
        filled = end
    }

    /// Takes `count` octets of the room for a chunk; the rest is there for the next read.
    mutating func take(_ count: Int) -> Range<Int> {
        let end = filled + count
        precondition(count >= 0 && end <= slab?.capacity ?? 0, "a chunk outside its slab")
        defer { filled = end }
        return filled..<end
    }
}
