/// A fixed piece of memory that received octets, or frames that had to be moved, lie in.
///
/// A slab is filled once, front to back, by one owner, and what has been filled never changes
/// while anybody else holds the slab: so the capture writer, the decoder and every subscriber
/// share it without a lock or a copy. It is used again by its ``SlabPool`` when the last
/// reference outside the pool is gone.
@safe
public final class Slab: @unchecked Sendable {
    // Unchecked: only the one owner that fills the slab writes, and only octets that it has not
    // yet handed to anybody.
    @usableFromInline let base: UnsafeMutableRawPointer

    /// The number of octets that the slab can hold.
    public let capacity: Int

    /// Largest slab: an offset in it must fit the 32 bits of a packet record.
    public static let maximumCapacity = 1 << 30

    /// Room past ``capacity`` that is allocated, zeroed and never counted, so that a vector load
    /// that begins inside the slab may end outside it.
    static let slack = 64

    /// A slab of `capacity` octets, 1 to ``maximumCapacity``.
    public init(capacity: Int) {
        precondition(capacity > 0 && capacity <= Slab.maximumCapacity, "slab capacity")
        self.capacity = capacity
        // 64 octets: a cache line, and the widest vector load.
        unsafe base = UnsafeMutableRawPointer.allocate(
            byteCount: capacity + Slab.slack, alignment: 64)
        unsafe (base + capacity).initializeMemory(as: UInt8.self, repeating: 0, count: Slab.slack)
    }

    /// A slab that holds a copy of `octets` (for tests and tools; a receiver reads into a slab).
    public convenience init(copying octets: some Collection<UInt8>) {
        self.init(capacity: max(1, octets.count))
        unsafe UnsafeMutableRawBufferPointer(start: base, count: capacity).copyBytes(from: octets)
    }

    deinit {
        unsafe base.deallocate()
    }

    /// The octets of `range`, borrowed.
    ///
    /// - Precondition: `range` lies in the part of the slab that has been filled.
    @inlinable
    @_lifetime(borrow self)
    public func octets(_ range: Range<Int>) -> RawSpan {
        precondition(range.lowerBound >= 0 && range.upperBound <= capacity, "outside the slab")
        let span = unsafe RawSpan(
            _unsafeStart: UnsafeRawPointer(base + range.lowerBound), byteCount: range.count)
        return unsafe _overrideLifetime(span, borrowing: self)
    }

    /// The octets of `range`, valid as long as the slab lives: for holders that keep the slab.
    @usableFromInline
    @unsafe
    func pointer(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        precondition(range.lowerBound >= 0 && range.upperBound <= capacity, "outside the slab")
        return unsafe UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count)
    }

    /// The memory of `range`, for its owner to fill: a receiver's `read`, the decoder's move.
    ///
    /// - Precondition: the caller is the slab's owner, and nobody else has been given `range`.
    @inlinable
    public func withUnsafeMutableOctets<Result, Failure: Error>(
        _ range: Range<Int>,
        _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        precondition(range.lowerBound >= 0 && range.upperBound <= capacity, "outside the slab")
        return try unsafe body(
            UnsafeMutableRawBufferPointer(start: base + range.lowerBound, count: range.count))
    }

    /// Copies octets from another slab; by the owner, as with filling.
    func copy(_ count: Int, from source: Slab, at start: Int, to offset: Int) {
        let octets = unsafe source.pointer(start..<start + count)
        unsafe withUnsafeMutableOctets(offset..<offset + count) { room in
            unsafe room.copyMemory(from: octets)
        }
    }
}
