public import CCSDS

/// Puts together a ``PacketBatch`` from octets that did not come through a decoder: for tools
/// that import packets, and for tests of what stands behind the decoder.
///
/// Each appended packet or frame is copied into the batch's own slabs. Records get the fields
/// that their octets say (`header`, `length`, the encapsulation mark); everything else is the
/// caller's.
public struct PacketBatchBuilder {
    /// Octets of a slab, unless one packet or frame is longer.
    public static let slabCapacity = 64 * 1024

    private var batch = PacketBatch()
    private var used = 0

    /// An empty batch.
    public init() {}

    /// Packets so far.
    public var packetCount: Int { batch.packets.count }

    /// The octets of `octets` in a slab of the batch; `nil` when the batch has no room for
    /// another slab, or they are longer than a slab can be.
    private mutating func place(_ octets: some Collection<UInt8>) -> (slab: UInt8, offset: UInt32)?
    {
        let length = octets.count
        guard length <= Slab.maximumCapacity else { return nil }
        if batch.slabs.last.map({ $0.capacity - used < length }) ?? true {
            guard batch.slabs.count < PacketBatch.maximumSlabs else { return nil }
            batch.slabs.append(Slab(capacity: max(length, PacketBatchBuilder.slabCapacity)))
            used = 0
        }
        let slab = batch.slabs[batch.slabs.count - 1]
        unsafe slab.withUnsafeMutableOctets(used..<used + length) { memory in
            unsafe memory.copyBytes(from: octets)
        }
        defer { used += length }
        return (UInt8(batch.slabs.count - 1), UInt32(used))
    }

    /// Appends what is known of the frame in which the next packets start.
    ///
    /// - Returns: its index, for ``append(packet:at:channel:annotation:quality:flags:)``.
    @discardableResult
    public mutating func append(annotation: ReceptionAnnotation) -> UInt32 {
        batch.annotations.append(annotation)
        return UInt32(batch.annotations.count - 1)
    }

    /// Appends one packet, header included.
    ///
    /// - Parameters:
    ///   - octets: the packet.
    ///   - annotation: index of its frame's annotation; `UInt32.max` = no frame.
    ///   - channel: where it came from.
    ///   - earthReceiveTime: ns since 1970 UTC.
    ///   - quality: what is known of its octets.
    ///   - flags: its marks.
    /// - Returns: `false`, and nothing appended, when the batch is full.
    @discardableResult
    public mutating func append(
        packet octets: some Collection<UInt8>, at earthReceiveTime: UInt64,
        channel: GlobalVirtualChannelIdentifier = .none, annotation: UInt32 = .max,
        quality: DeliveredFrameQuality = .good, flags: PacketFlags = []
    ) -> Bool {
        guard let place = place(octets) else { return false }
        var header: UInt32 = 0
        for octet in octets.prefix(4) { header = header << 8 | UInt32(octet) }
        header <<= UInt32(8 * (4 - min(4, octets.count)))
        // 133.1-B-3 §4.1.2.2: packet version number 111.
        let mark: PacketFlags = header >> 29 == 7 ? .encapsulation : []
        batch.packets.append(
            PacketRecord(
                earthReceiveTime: earthReceiveTime, offset: place.offset,
                length: UInt32(octets.count), header: header, channel: channel,
                annotation: annotation, slab: place.slab, quality: quality,
                flags: flags.union(mark)))
        return true
    }

    /// Appends one delivered frame: FECF included, without marker and parity.
    ///
    /// - Returns: `false`, and nothing appended, when the batch is full.
    @discardableResult
    public mutating func append(
        frame octets: some Collection<UInt8>, annotation: ReceptionAnnotation
    ) -> Bool {
        guard let place = place(octets) else { return false }
        batch.frames.append(
            FrameRecord(
                annotation: annotation, offset: place.offset, length: UInt32(octets.count),
                slab: place.slab))
        return true
    }

    /// Appends one rejected frame, as far as it was decoded.
    ///
    /// - Returns: `false`, and nothing appended, when the batch is full.
    @discardableResult
    public mutating func append(
        rejected octets: some Collection<UInt8>, reason: RejectionReason, streamOffset: UInt64,
        ownedBits: UInt64, at earthReceiveTime: UInt64
    ) -> Bool {
        guard let place = place(octets) else { return false }
        batch.rejected.append(
            RejectedFrame(
                reason: reason, streamOffset: streamOffset, ownedBits: ownedBits,
                earthReceiveTime: earthReceiveTime, offset: place.offset,
                length: UInt32(octets.count), slab: place.slab))
        return true
    }

    /// Appends a counter that did not go on by one.
    public mutating func append(gap: CounterGap) {
        batch.gaps.append(gap)
    }

    /// Appends an event of the link.
    public mutating func append(event: LinkEvent) {
        batch.events.append(event)
    }

    /// The batch so far; the builder starts over with an empty one.
    public mutating func finish() -> PacketBatch {
        defer {
            batch = PacketBatch()
            used = 0
        }
        return batch
    }
}
