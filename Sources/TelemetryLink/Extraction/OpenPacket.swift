import CCSDS

/// A packet that began in a frame and has not ended: pieces of slabs, copied together when the
/// last one is here. Pieces of earlier chunks are copied before that, so that a packet that takes
/// its time holds no slabs.
struct OpenPacket: Sendable {
    private struct Fragment {
        var slab: Slab
        var offset: Int
        var length: Int
    }

    /// The packet's first octets, from chunks before this one.
    private var spilled: [UInt8] = []
    /// The octets that follow them, of this chunk.
    private var fragments: [Fragment] = []
    private(set) var count = 0
    /// The packet's first octets, first one in the most significant octet.
    private var head: UInt64 = 0
    private var headCount = 0
    /// The frame in which the packet starts.
    private(set) var annotation: ReceptionAnnotation?

    /// No packet header is longer (encapsulation, 133.1-B-3 §4.1.2).
    private static let longestHeader = 8

    var isOpen: Bool { count > 0 }

    /// What the packet's header says of its length, as far as the header is here.
    func length(maximum: Int) -> PacketLength {
        unsafe withUnsafeBytes(of: head.bigEndian) { octets in
            let known = unsafe UnsafeRawBufferPointer(rebasing: octets[..<headCount])
            return packetLength(unsafe RawSpan(_unsafeBytes: known), maximum: maximum)
        }
    }

    mutating func begin(_ slab: Slab, _ offset: Int, _ length: Int, _ frame: ReceptionAnnotation) {
        clear()
        annotation = frame
        append(slab, offset, length)
    }

    mutating func append(_ slab: Slab, _ offset: Int, _ length: Int) {
        guard length > 0 else { return }
        fragments.append(Fragment(slab: slab, offset: offset, length: length))
        count += length
        let take = min(length, OpenPacket.longestHeader - headCount)
        if take > 0 { keepHead(slab.octets(offset..<offset + take)) }
    }

    private mutating func keepHead(_ octets: RawSpan) {
        if octets.byteCount == OpenPacket.longestHeader {
            head = UInt64(bigEndian: unsafe octets.unsafeLoadUnaligned(as: UInt64.self))
            headCount = OpenPacket.longestHeader
            return
        }
        // The header is cut by a frame's end.
        for index in 0..<octets.byteCount {
            let octet = unsafe octets.unsafeLoad(fromByteOffset: index, as: UInt8.self)
            head |= UInt64(octet) << UInt64(56 - 8 * headCount)
            headCount += 1
        }
    }

    mutating func clear() {
        spilled.removeAll(keepingCapacity: true)
        fragments.removeAll(keepingCapacity: true)
        count = 0
        head = 0
        headCount = 0
        annotation = nil
    }

    /// Lets go of every slab.
    mutating func settle() {
        for fragment in fragments {
            let end = fragment.offset + fragment.length
            unsafe spilled.append(contentsOf: fragment.slab.pointer(fragment.offset..<end))
        }
        fragments.removeAll(keepingCapacity: true)
    }

    /// The first four octets, big-endian.
    var header: UInt32 { UInt32(truncatingIfNeeded: head >> 32) }

    /// Copies the pieces together in the arena.
    func assemble(in arena: inout FrameArena) -> (slab: Slab, offset: Int) {
        let offset = arena.reserve(count)
        var end = offset + spilled.count
        unsafe arena.slab.withUnsafeMutableOctets(offset..<end) { room in
            unsafe room.copyBytes(from: spilled)
        }
        for fragment in fragments {
            arena.slab.copy(
                fragment.length, from: fragment.slab, at: fragment.offset, to: end)
            end += fragment.length
        }
        let slab = arena.slab
        arena.commit(count)
        return (slab, offset)
    }
}
