import Crypto
import TelemetryLink

/// The state of one file as far as it is encoded: its chain, running digest, links and index.
///
/// It turns entries into blocks of a batch and does no I/O.
struct SegmentEncoder {
    let segment: SegmentIdentifier
    let station: String
    let linkType: UInt16
    let eventIdentifier: String

    private var chain: BlockChain
    private var digest = SHA256()
    private var joiner = CRC32Joiner()
    private var index: [IndexEntry] = []
    /// Octets of the file so far.
    private(set) var offset: UInt64 = 0
    private(set) var links: [LinkProgress] = []
    private var linkNames: [String] = []
    /// Offset of the last checkpoint (0 for none) and the digest in it.
    private(set) var lastCheckpoint: UInt64 = 0
    private(set) var lastCheckpointDigest: [UInt8] = []

    init(segment: SegmentIdentifier, configuration: CaptureConfiguration) {
        self.segment = segment
        station = configuration.station
        linkType = configuration.linkType
        eventIdentifier = configuration.eventIdentifier
        chain = BlockChain(segment: segment)
    }

    /// The digest of the octets so far.
    private var currentDigest: [UInt8] { Array(digest.finalize()) }

    /// Upper bound of what `close` will add.
    var closingOctets: UInt64 {
        let statistics = 104 * links.count
        let indexBlocks = index.count / CaptureFormat.maximumIndexEntries + 1
        return UInt64(statistics + 24 * index.count + 80 * indexBlocks + EndBlock.size)
    }

    mutating func begin(_ header: SectionHeaderBlock, into batch: inout BlockBatch) {
        assert(offset == 0)
        put(&batch) { header.encode(to: &$0, chain: &$1) }
    }

    mutating func add(_ link: CaptureLink, into batch: inout BlockBatch) {
        let block = InterfaceDescriptionBlock(
            link: link, number: links.count, linkType: linkType, segment: segment,
            station: station)
        links.append(LinkProgress())
        linkNames.append(link.name)
        put(&batch) { block.encode(to: &$0, chain: &$1) }
    }

    mutating func add(_ event: CaptureEvent, into batch: inout BlockBatch) {
        let known = event.link.flatMap { linkNames.indices.contains($0) ? $0 : nil }
        let block = EventBlock(
            event: event, identifier: eventIdentifier, linkName: known.map { linkNames[$0] })
        put(&batch) { block.encode(to: &$0, chain: &$1) }
    }

    mutating func add(_ chunk: QueuedChunk, into batch: inout BlockBatch) {
        let progress = links[chunk.link]
        let block = EnhancedPacketBlock(
            link: chunk.link, time: chunk.time, length: chunk.range.count,
            direction: chunk.direction, flags: chunk.flags, dropped: chunk.dropped,
            number: progress.chunks, streamOffset: progress.octets)
        noteIndex(of: block)
        let headCRC = batch.append({ block.encodeHead(to: &$0) }, { hash($0) })
        batch.append(chunk.slab, chunk.range)
        let dataCRC = chunk.slab.octets(chunk.range).withUnsafeBytes { hash($0) }
        let crc = joiner.join(headCRC, dataCRC, count: chunk.range.count)
        batch.append(
            { block.encodeTail(to: &$0, crc: crc, dataCRC: dataCRC, chain: &chain) },
            { digest.update(bufferPointer: $0) })
        offset += UInt64(block.blockLength)
        note(chunk)
    }

    mutating func checkpoint(_ time: ReceptionTime, into batch: inout BlockBatch) {
        let block = CheckpointBlock(
            utc: time.utc, monotonic: time.monotonic, offset: offset,
            previousCheckpoint: lastCheckpoint, digest: currentDigest)
        lastCheckpoint = offset
        lastCheckpointDigest = block.digest
        put(&batch) { [links] in block.encode(links: links, to: &$0, chain: &$1) }
    }

    /// Adds statistics, index and END. `dropped` are octets lost behind the last chunk of each
    /// link. Returns the offset of END and its digest.
    mutating func close(
        _ time: ReceptionTime, reason: EndReason, dropped: [UInt64] = [],
        into batch: inout BlockBatch
    ) -> (offset: UInt64, digest: [UInt8]) {
        for (number, octets) in zip(links.indices, dropped) { links[number].dropped += octets }
        for (number, link) in links.enumerated() {
            put(&batch) { link.encode(link: number, utc: time.utc, to: &$0, chain: &$1) }
        }
        let lastIndex = writeIndex(utc: time.utc, into: &batch)
        let block = EndBlock(
            utc: time.utc, monotonic: time.monotonic, offset: offset, lastIndex: lastIndex,
            lastCheckpoint: lastCheckpoint, reason: reason, digest: currentDigest)
        put(&batch) { block.encode(to: &$0, chain: &$1) }
        return (block.offset, block.digest)
    }
}

extension SegmentEncoder {
    private mutating func put(
        _ batch: inout BlockBatch, _ encode: (inout [UInt8], inout BlockChain) -> Void
    ) {
        let length = batch.append(
            { encode(&$0, &chain) },
            { octets in
                digest.update(bufferPointer: octets)
                return octets.count
            })
        offset += UInt64(length)
    }

    /// Takes octets into the digest; their CRC-32.
    private mutating func hash(_ octets: UnsafeRawBufferPointer) -> UInt32 {
        digest.update(bufferPointer: octets)
        return CRC32.checksum(octets)
    }

    private mutating func note(_ chunk: QueuedChunk) {
        let link = chunk.link
        if links[link].firstTime == 0 { links[link].firstTime = chunk.time.utc }
        links[link].lastTime = chunk.time.utc
        links[link].chunks += 1
        links[link].octets += UInt64(chunk.range.count)
        links[link].dropped += chunk.dropped
    }

    private mutating func noteIndex(of block: EnhancedPacketBlock) {
        if let last = index.last {
            let isFar = offset - last.offset >= CaptureFormat.indexOctets
            let (elapsed, isBack) = block.time.utc.subtractingReportingOverflow(last.utc)
            let isLater = !isBack && elapsed >= CaptureFormat.indexNanoseconds
            guard isFar || isLater else { return }
        }
        index.append(
            IndexEntry(
                utc: block.time.utc, offset: offset, link: UInt32(block.link),
                sequence: chain.sequence))
    }

    private mutating func writeIndex(utc: UInt64, into batch: inout BlockBatch) -> UInt64 {
        var last: UInt64 = 0
        let size = CaptureFormat.maximumIndexEntries
        for start in stride(from: 0, to: index.count, by: size) {
            let entries = index[start..<min(start + size, index.count)]
            let block = IndexBlock(utc: utc, previousIndex: last)
            last = offset
            put(&batch) { block.encode(entries: entries, to: &$0, chain: &$1) }
        }
        return last
    }
}
