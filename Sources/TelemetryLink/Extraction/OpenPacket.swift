import CCSDS

/// A packet that began in a frame and has not ended: its octets so far, copied together as they
/// come, so that it holds no slab of anybody else's, however long it takes.
struct OpenPacket: Sendable {
    /// The octets so far; used again for the next packet.
    private var room = Slab(capacity: OpenPacket.firstCapacity)
    private(set) var count = 0
    /// The frame in which the packet starts.
    private(set) var annotation: ReceptionAnnotation?

    /// Most packets fit; ``room`` grows for those that don't.
    private static let firstCapacity = 512
    /// No packet header is longer (encapsulation, 133.1-B-3 §4.1.2).
    private static let longestHeader = 8

    var isOpen: Bool { count > 0 }

    /// What the packet's header says of its length, as far as the header is here.
    func length(maximum: Int) -> PacketLength {
        packetLength(
            room.octets(0..<min(count, OpenPacket.longestHeader)), maximum: maximum)
    }

    mutating func begin(_ slab: Slab, _ offset: Int, _ length: Int, _ frame: ReceptionAnnotation) {
        count = 0
        annotation = frame
        append(slab, offset, length)
    }

    mutating func append(_ slab: Slab, _ offset: Int, _ length: Int) {
        guard length > 0 else { return }
        if count + length > room.capacity { grow(to: count + length) }
        room.copy(length, from: slab, at: offset, to: count)
        count += length
    }

    private mutating func grow(to length: Int) {
        let larger = Slab(capacity: max(length, 2 * room.capacity))
        larger.copy(count, from: room, at: 0, to: 0)
        room = larger
    }

    mutating func clear() {
        count = 0
        annotation = nil
    }

    /// The first four octets, big-endian.
    var header: UInt32 { Octets.header(room.octets(0..<count), at: 0, length: count) }

    /// Copies the packet to the arena.
    func assemble(in arena: inout FrameArena) -> (slab: Slab, offset: Int) {
        let offset = arena.reserve(count)
        let slab = arena.slab
        slab.copy(count, from: room, at: 0, to: offset)
        arena.commit(count)
        return (slab, offset)
    }
}
