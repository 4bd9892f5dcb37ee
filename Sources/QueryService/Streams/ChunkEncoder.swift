import NIOCore
import TelemetryLink
import TelemetryPipeline

/// Makes the chunks of one (filter, classes, format) out of batches.
struct ChunkEncoder {
    private let interest: PacketInterest
    private let format: StreamFormat
    private var lines = NDJSONEncoder()
    private var builder = ChunkBuilder()
    private var selection: [Int] = []

    init(_ interest: PacketInterest, _ format: StreamFormat) {
        self.interest = interest
        self.format = format
    }

    /// Nothing waits to be sent.
    var isEmpty: Bool { builder.isEmpty }

    /// The chunk so far.
    mutating func close() -> StreamChunk? { builder.close() }

    /// Encodes what passes of a batch.
    ///
    /// - Parameter emit: gets each chunk that is full.
    mutating func encode(_ routed: RoutedBatch, emit: (StreamChunk) -> Void) {
        let bound = interest.filter.bound(to: routed.link)
        let batch = routed.batch
        if interest.classes.contains(.packets) {
            bound.select(from: batch, into: &selection)
        } else {
            selection.removeAll(keepingCapacity: true)
        }
        let others = StreamRecord.others(of: routed, interest.classes, bound)
        var next = 0
        for index in selection {
            while next < others.count, others[next].offset <= batch.streamOffset(ofPacket: index) {
                encode(others[next], routed, emit: emit)
                next += 1
            }
            encodePacket(index, routed, emit: emit)
        }
        for record in others[next...] { encode(record, routed, emit: emit) }
    }

    private mutating func encodePacket(
        _ index: Int, _ routed: RoutedBatch, emit: (StreamChunk) -> Void
    ) {
        let batch = routed.batch
        let length = Int(batch.packets[index].length)
        switch format {
        case .raw:
            builder.appendPacket(maximum: length) { memory in
                batch.octets(of: batch.packets[index]).withUnsafeBytes {
                    memory.copyMemory(from: $0)
                }
                return length
            }
        case .ndjson:
            builder.appendPacket(maximum: NDJSONEncoder.maximumLength(data: length)) {
                lines.writePacket(at: index, of: batch, link: routed.link, to: $0)
            }
        }
        emitFull(emit)
    }

    private mutating func encode(
        _ record: StreamRecord, _ routed: RoutedBatch, emit: (StreamChunk) -> Void
    ) {
        guard format == .ndjson else { return }
        let batch = routed.batch
        switch record.kind {
        case .gap(let index):
            builder.appendOther(.gap(batch.gaps[index], link: routed.link))
        case .event(let index):
            builder.appendOther(.event(batch.events[index], link: routed.link))
        case .notice(let index):
            builder.appendOther(.notice(routed.notices[index], link: routed.link))
        case .frame(let index):
            let frame = batch.frames[index]
            builder.appendOther(maximum: NDJSONEncoder.maximumLength(data: Int(frame.length))) {
                lines.write(frame, octets: batch.octets(of: frame), link: routed.link, to: $0)
            }
        case .rejected(let index):
            let frame = batch.rejected[index]
            builder.appendOther(maximum: NDJSONEncoder.maximumLength(data: Int(frame.length))) {
                lines.write(frame, octets: batch.octets(of: frame), link: routed.link, to: $0)
            }
        case .zone(let index):
            let length = NDJSONEncoder.maximumLength(data: batch.zones[index].validOctets)
            builder.appendOther(maximum: length) {
                lines.writeZone(at: index, of: batch, link: routed.link, to: $0)
            }
        case .userData(let index):
            let length = NDJSONEncoder.maximumLength(data: Int(batch.userData[index].length))
            builder.appendOther(maximum: length) {
                lines.writeUserData(at: index, of: batch, link: routed.link, to: $0)
            }
        }
        emitFull(emit)
    }

    /// Encodes a packet that is kept.
    mutating func encode(
        _ packet: PacketSubject, octets: RawSpan, link: LinkName, emit: (StreamChunk) -> Void
    ) {
        switch format {
        case .raw:
            builder.appendPacket(maximum: octets.byteCount) { memory in
                octets.withUnsafeBytes { memory.copyMemory(from: $0) }
                return octets.byteCount
            }
        case .ndjson:
            builder.appendPacket(maximum: NDJSONEncoder.maximumLength(data: octets.byteCount)) {
                lines.write(packet, octets: octets, link: link, to: $0)
            }
        }
        emitFull(emit)
    }

    private mutating func emitFull(_ emit: (StreamChunk) -> Void) {
        if builder.isFull, let chunk = builder.close() { emit(chunk) }
    }
}

/// A record of a batch that is no packet, and its place in the link's stream.
struct StreamRecord {
    enum Kind {
        case gap(Int)
        case event(Int)
        case notice(Int)
        case frame(Int)
        case rejected(Int)
        case zone(Int)
        case userData(Int)
    }

    var kind: Kind
    /// Bits of the link's stream before it.
    var offset: UInt64

    /// What passes of a batch and is no packet, in the order of the stream.
    static func others(
        of routed: RoutedBatch, _ classes: RecordClasses, _ bound: BoundFilter
    ) -> [StreamRecord] {
        let batch = routed.batch
        var records: [StreamRecord] = []
        if classes.contains(.gaps) {
            for (index, gap) in batch.gaps.enumerated() where bound.passes(gap) {
                records.append(StreamRecord(kind: .gap(index), offset: gap.streamOffset))
            }
        }
        if classes.contains(.events) {
            for (index, event) in batch.events.enumerated()
            where bound.passesRecord(at: event.earthReceiveTime) {
                records.append(StreamRecord(kind: .event(index), offset: event.streamOffset))
            }
            // Notices come in batches of their own: they have no place in the stream.
            for (index, notice) in routed.notices.enumerated()
            where bound.passesRecord(at: notice.time) {
                records.append(StreamRecord(kind: .notice(index), offset: 0))
            }
        }
        if classes.contains(.frames) {
            for (index, frame) in batch.frames.enumerated() where bound.passes(frame) {
                records.append(
                    StreamRecord(kind: .frame(index), offset: frame.annotation.streamOffset))
            }
        }
        if classes.contains(.rejected) {
            for (index, frame) in batch.rejected.enumerated()
            where bound.passesRecord(at: frame.earthReceiveTime) {
                records.append(StreamRecord(kind: .rejected(index), offset: frame.streamOffset))
            }
        }
        addData(of: routed, classes, bound, to: &records)
        return records.sorted { $0.offset < $1.offset }
    }
}

extension StreamRecord {
    /// Zones stand where their frames do; user data behind everything else of its batch, for it
    /// is whole with its last packet.
    private static func addData(
        of routed: RoutedBatch, _ classes: RecordClasses, _ bound: BoundFilter,
        to records: inout [StreamRecord]
    ) {
        let batch = routed.batch
        if classes.contains(.zones) {
            for (index, zone) in batch.zones.enumerated() where bound.passes(zone, of: batch) {
                let frame = batch.frames[Int(zone.frame)]
                records.append(
                    StreamRecord(kind: .zone(index), offset: frame.annotation.streamOffset))
            }
        }
        if classes.contains(.userData) {
            for (index, data) in batch.userData.enumerated() where bound.passes(data) {
                records.append(StreamRecord(kind: .userData(index), offset: .max))
            }
        }
    }
}

extension PacketBatch {
    /// Bits of the link's stream before the frame in which a packet starts.
    fileprivate func streamOffset(ofPacket index: Int) -> UInt64 {
        let annotation = Int(packets[index].annotation)
        return annotation < annotations.count ? annotations[annotation].streamOffset : 0
    }
}
