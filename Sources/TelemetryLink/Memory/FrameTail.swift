/// The last octets of the frame that was taken before, as they were received.
///
/// A frame that lost bits near its end can be read all the same: the code corrects what is wrong
/// there, or the next marker's first bits happen to be those that were lost. The next frame then
/// began before this one's end, and what it shares with it is looked at once more.
struct FrameTail: Sendable {
    /// Octets at a frame's end in which the next one may begin; 0 = not looked for.
    let capacity: Int
    /// Bit behind the frame's last one.
    private(set) var end: UInt64 = 0
    private let slab: Slab
    private var count = 0

    /// Octets at the end of a frame without errors: more than 32 bits are not the lost ones by
    /// chance.
    private static let cleanLength = 5

    /// - Parameters:
    ///   - parityLength: octets of parity: more wrong ones than half of them, and the frame can't
    ///     be corrected; 0 = frames have no code.
    ///   - unitLength: octets of a unit with its marker.
    init(parityLength: Int, unitLength: Int, isVerifiable: Bool) {
        capacity = isVerifiable ? max(parityLength, FrameTail.cleanLength) : 0
        // The tail, the unit behind it, and the octets that both have a part in.
        slab = Slab(capacity: capacity > 0 ? capacity + unitLength + 2 : 1)
    }

    /// First bit at which the next frame may have begun.
    var start: UInt64 { ((end + 7) / 8 - UInt64(count)) * 8 }

    /// Keeps the end of a frame of `window`, at bit `end`.
    mutating func note(_ window: StreamWindow, end: UInt64, hasErrors: Bool) {
        guard capacity > 0 else { return }
        self.end = end
        let last = (end + 7) / 8
        count = min(hasErrors ? capacity : FrameTail.cleanLength, Int(last - window.origin))
        slab.copy(
            count, from: window.slab, at: window.slabOffset(last - UInt64(count)), to: 0)
    }

    mutating func clear() { count = 0 }

    /// Is there a frame before `position`, whose end may be the next one's beginning?
    func ends(at position: UInt64) -> Bool { count > 0 && end == position }

    /// The tail, and what follows it in `window`: one unit at most.
    func joined(_ window: StreamWindow) -> StreamWindow {
        let last = (end + 7) / 8
        let more = min(slab.capacity - count, Int(window.end - last))
        slab.copy(more, from: window.slab, at: window.slabOffset(last), to: count)
        return StreamWindow(
            slab: slab, start: 0, count: count + more, origin: last - UInt64(count),
            isStable: false)
    }
}
