/// A stretch of the link's stream that lies in one piece of memory.
///
/// Positions are absolute: bit 0 is the first bit that the decoder ever received.
struct StreamWindow {
    let slab: Slab
    /// Where in the slab the window begins.
    let start: Int
    /// Octets in the window.
    let count: Int
    /// Absolute octet number of the window's first octet.
    let origin: UInt64
    /// The octets stay where they are as long as the slab is held: frames may be left in it.
    let isStable: Bool

    var endBit: UInt64 { (origin + UInt64(count)) * 8 }
    var end: UInt64 { origin + UInt64(count) }

    /// Offset in the slab of the absolute octet `position`.
    func slabOffset(_ position: UInt64) -> Int {
        start + Int(position - origin)
    }

    /// The octets of the window, borrowed.
    @_lifetime(borrow self)
    func octets() -> RawSpan {
        let pointer = unsafe slab.pointer(start..<start + count)
        let span = unsafe RawSpan(_unsafeBytes: pointer)
        return unsafe _overrideLifetime(span, borrowing: self)
    }

    /// The octet at the absolute position `position`.
    func octet(_ position: UInt64) -> UInt8 {
        unsafe octets().unsafeLoad(fromByteOffset: Int(position - origin), as: UInt8.self)
    }
}
