/// The end of the stream that could not be decided on yet, kept until more comes.
///
/// Whatever chunks the octets come in, a step of the decoder that begins in the carry sees the
/// same octets in one piece, because up to `lookahead` octets of the next chunk are joined to it.
struct StreamCarry: Sendable {
    /// The most octets that one step of the decoder may look at from where it begins.
    let lookahead: Int
    private var slab: Slab
    private var start = 0
    private(set) var count = 0

    init(lookahead: Int) {
        self.lookahead = lookahead
        // The rest of a step, what is joined to it, and as much again so that octets that
        // come one by one are moved to the front once per `lookahead`, not each time.
        slab = Slab(capacity: 4 * lookahead)
    }

    func window(end: UInt64) -> StreamWindow {
        StreamWindow(
            slab: slab, start: start, count: count, origin: end - UInt64(count), isStable: false)
    }

    /// Joins octets of `source` to the end.
    mutating func append(_ source: Slab, _ range: Range<Int>) {
        precondition(count + range.count <= slab.capacity, "a step looked further than lookahead")
        if start + count + range.count > slab.capacity { moveToFront() }
        let end = start + count
        slab.copy(range.count, from: source, at: range.lowerBound, to: end)
        count += range.count
    }

    /// Drops octets from the front.
    mutating func removeFirst(_ octets: Int) {
        precondition(octets <= count)
        start += octets
        count -= octets
        if count == 0 { start = 0 }
    }

    private mutating func moveToFront() {
        unsafe slab.withUnsafeMutableOctets(0..<start + count) { octets in
            let rest = unsafe UnsafeRawBufferPointer(rebasing: octets[start..<start + count])
            unsafe octets.copyMemory(from: rest)
        }
        start = 0
    }
}
