/// Takes off what a receiver puts around each packet inside a chunk (a USB transfer is many
/// packets), so that the data lie together again: the one copy that this costs.
struct PacketUnwrapper: Sendable {
    /// As the receivers' slabs: a few chunks of the usual length. Longer ones have their own.
    private static let slabCapacity = 1 << 18
    /// Slabs that packets lie in live as long as those who hold the packets.
    private static let slabsKept = 16

    let wrapper: ManagedParameters.Wrapper
    private var pool: SlabPool
    private var slab: Slab?
    private var filled = 0

    /// `nil` where a wrapper is around whole chunks, or nothing is.
    init?(_ wrapper: ManagedParameters.Wrapper) {
        guard wrapper.every > wrapper.before + wrapper.after else { return nil }
        self.wrapper = wrapper
        pool = SlabPool(
            slabCapacity: PacketUnwrapper.slabCapacity, maximumKept: PacketUnwrapper.slabsKept)
    }

    /// The data of a chunk, one packet's behind the other's, in a slab of the decoder's own.
    ///
    /// - Parameter errors: where the packets begin with a line status, its errors are added.
    mutating func unwrap(
        _ chunk: Slab, _ range: Range<Int>, errors: inout LineErrorCounts
    ) -> (slab: Slab, range: Range<Int>) {
        let slab = room(for: range.count)
        let start = filled
        let octets = chunk.octets(range)
        var packet = 0
        while packet < octets.byteCount {
            let end = min(packet + wrapper.every, octets.byteCount)
            let first = min(packet + wrapper.before, end)
            let last = max(first, end - wrapper.after)
            if wrapper.status == .ftdi, last > first, wrapper.before > 1 {
                errors.note(
                    ftdi: unsafe octets.unsafeLoad(fromByteOffset: packet + 1, as: UInt8.self))
            }
            slab.copy(
                last - first, from: chunk, at: range.lowerBound + first, to: filled)
            filled += last - first
            packet = end
        }
        return (slab, start..<filled)
    }

    private mutating func room(for count: Int) -> Slab {
        if let slab, slab.capacity - filled >= count { return slab }
        // Let go of the full one first: if nobody else holds it, it is the one to use again.
        slab = nil
        let fresh = count > pool.slabCapacity ? Slab(capacity: count) : pool.take()
        slab = fresh
        filled = 0
        return fresh
    }
}

/// What a receiver's line status told of the line, beside the data.
public struct LineErrorCounts: Sendable, Equatable {
    /// Octets were lost inside the receiver.
    public internal(set) var overruns: UInt64 = 0
    /// Octets with a wrong parity bit.
    public internal(set) var parity: UInt64 = 0
    /// Octets without a stop bit.
    public internal(set) var framing: UInt64 = 0
    /// Breaks on the line.
    public internal(set) var breaks: UInt64 = 0

    /// Nothing counted.
    public init() {}

    /// Whether anything was counted.
    public var isEmpty: Bool { self == LineErrorCounts() }

    /// Counts the errors of one packet: its second octet is the line's status register, whose bits
    /// 1 to 4 are overrun, parity, framing and break (as the kernel's ftdi_sio reads them).
    mutating func note(ftdi status: UInt8) {
        guard status & 0x1E != 0 else { return }
        overruns += UInt64(status >> 1 & 1)
        parity += UInt64(status >> 2 & 1)
        framing += UInt64(status >> 3 & 1)
        breaks += UInt64(status >> 4 & 1)
    }
}
