/// What the decoder made of some received octets: records, and the slabs that they point into.
///
/// A batch is a value: whoever holds it holds its slabs, and nothing in it changes.
public struct PacketBatch: Sendable {
    /// A batch is closed before it refers to more slabs than a record's `slab` can name.
    public static let maximumSlabs = 255

    /// The memory that the records point into.
    public internal(set) var slabs: [Slab] = []
    /// Packets, in the order in which they were completed.
    public internal(set) var packets: [PacketRecord] = []
    /// One per frame in which a packet of this batch starts.
    public internal(set) var annotations: [ReceptionAnnotation] = []
    /// Delivered frames, in the order of the stream.
    public internal(set) var frames: [FrameRecord] = []
    /// What delivered frames carry that is no packet, in the order of the stream.
    public internal(set) var zones: [FrameZoneRecord] = []
    /// User data that was put together from segments, in the order in which it was completed.
    public internal(set) var userData: [UserDataRecord] = []
    /// Frames that failed a check.
    public internal(set) var rejected: [RejectedFrame] = []
    /// Counters that did not go on by one.
    public internal(set) var gaps: [CounterGap] = []
    /// Other things that happened.
    public internal(set) var events: [LinkEvent] = []

    /// An empty batch.
    public init() {}

    /// Nothing in it.
    public var isEmpty: Bool {
        packets.isEmpty && frames.isEmpty && rejected.isEmpty && gaps.isEmpty && events.isEmpty
            && zones.isEmpty && userData.isEmpty
    }

    /// The octets of `packet`, borrowed from the batch.
    @_lifetime(borrow self)
    public borrowing func octets(of packet: PacketRecord) -> RawSpan {
        octets(slab: packet.slab, offset: packet.offset, length: packet.length)
    }

    /// The octets of `frame`, borrowed from the batch: with FECF, without marker and parity.
    @_lifetime(borrow self)
    public borrowing func octets(of frame: FrameRecord) -> RawSpan {
        octets(slab: frame.slab, offset: frame.offset, length: frame.length)
    }

    /// The octets of `zone`, fill behind its valid bits included, borrowed from the batch.
    @_lifetime(borrow self)
    public borrowing func octets(of zone: FrameZoneRecord) -> RawSpan {
        octets(slab: zone.slab, offset: zone.offset, length: zone.length)
    }

    /// The octets of `data`, borrowed from the batch.
    @_lifetime(borrow self)
    public borrowing func octets(of data: UserDataRecord) -> RawSpan {
        octets(slab: data.slab, offset: data.offset, length: data.length)
    }

    /// The octets of a rejected frame, as far as it was decoded.
    @_lifetime(borrow self)
    public borrowing func octets(of frame: RejectedFrame) -> RawSpan {
        octets(slab: frame.slab, offset: frame.offset, length: frame.length)
    }

    @_lifetime(borrow self)
    borrowing func octets(slab: UInt8, offset: UInt32, length: UInt32) -> RawSpan {
        guard length > 0 else { return RawSpan() }
        let octets = unsafe slabs[Int(slab)].pointer(Int(offset)..<Int(offset) + Int(length))
        let span = unsafe RawSpan(_unsafeBytes: octets)
        return unsafe _overrideLifetime(span, borrowing: self)
    }

    /// Whether a packet is in it, or a frame that failed no check.
    public var hasGood: Bool {
        !packets.isEmpty || frames.contains { $0.annotation.quality != .erred }
    }

    /// Empties the batch and keeps its memory, so that the next one needs none.
    public mutating func removeAll() {
        slabs.removeAll(keepingCapacity: true)
        packets.removeAll(keepingCapacity: true)
        annotations.removeAll(keepingCapacity: true)
        frames.removeAll(keepingCapacity: true)
        zones.removeAll(keepingCapacity: true)
        userData.removeAll(keepingCapacity: true)
        rejected.removeAll(keepingCapacity: true)
        gaps.removeAll(keepingCapacity: true)
        events.removeAll(keepingCapacity: true)
    }
}
