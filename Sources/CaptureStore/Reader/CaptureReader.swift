import TelemetryLink

/// Reads a capture file block by block, checks every seal, the chain, the hashes and the end, and
/// finds its way behind what is damaged (§2, §4).
///
/// It yields what is good, in the order of the file: of a torn file all up to the tear, of a
/// damaged one all but the bad blocks. No octets, however arranged, make it trap.
public final class CaptureReader {
    private let file: FileAccess
    private var window: FileWindow
    /// A second window, for looking at blocks while searching in the first.
    private var probe: FileWindow
    private var reader: SectionReader
    private var offset: UInt64 = 0
    private var isResumed = false
    private var hasSkipped = false
    private var isDerived = false
    private var isDone = false
    private var nextRecord = 0

    /// Opens the file at `path`; octets that are appended later are not read.
    public init(path: String) throws(CaptureError) {
        do {
            file = try FileAccess(path: path)
        } catch {
            throw .system(path: path, error)
        }
        window = FileWindow(of: file)
        probe = FileWindow(of: file)
        reader = SectionReader(file: file, path: path)
    }

    /// What has been found so far; complete when ``next()`` has returned nil.
    public var report: CaptureReport { reader.report }

    /// The next thing in the file; nil at its end.
    ///
    /// - Throws: ``CaptureError`` when the file cannot be read.
    public func next() throws(CaptureError) -> CaptureRecord? {
        // Each turn reads a block or resumes further on, up to the file's end.
        while nextRecord == reader.records.count {
            if isDone { return nil }
            nextRecord = 0
            reader.records.removeAll(keepingCapacity: true)
            do {
                try step()
            } catch {
                isDone = true
                throw .system(path: reader.report.path, error)
            }
        }
        defer { nextRecord += 1 }
        return reader.records[nextRecord]
    }

    /// Reads the whole file at `path` and reports on it.
    public static func check(path: String) throws(CaptureError) -> CaptureReport {
        let reader = try CaptureReader(path: path)
        while try reader.next() != nil {}
        return reader.report
    }
}

// MARK: - From block to block

extension CaptureReader {
    private func step() throws(SystemCallError) {
        guard offset < file.size else { return finish() }
        let before = reader.records.count
        switch try readBlock() {
        case .success(let length):
            countRecovered(from: before)
            isResumed = false
            reader.report.blocks += 1
            reader.report.goodOctets += UInt64(length)
            offset += UInt64(length)
        case .failure(let fault): try resume(after: fault)
        }
    }

    private func countRecovered(from before: Int) {
        guard hasSkipped else { return }
        for case .chunk in reader.records[before...] { reader.report.recoveredChunks += 1 }
    }

    /// Reads the block at `offset`; its length, or why it cannot be used.
    private func readBlock() throws(SystemCallError) -> Result<Int, BlockFault> {
        switch try block(at: offset, in: &window) {
        case .failure(let fault): return .failure(fault)
        case .success(let found):
            let (slab, range) = (found.slab, found.range)
            let isSearched = offset == 0 ? try isRewritten(found) : false
            return Result { () throws(BlockFault) in
                if offset == 0 { try refuseBigEndian(slab.octets(range)) }
                let seal = try BlockSeal(type: found.frame.type, block: slab.octets(range))
                if seal == nil, isSearched { isDerived = true }
                if seal == nil, !isDerived {
                    throw BlockFault(.noSeal, "type " + hexadecimal(found.frame.type))
                }
                let context = BlockContext(
                    frame: found.frame, seal: seal, isDerived: isDerived, isResumed: isResumed)
                try reader.read(context, slab: slab, range: range)
                return range.count
            }
        }
    }

    private struct FoundBlock {
        var frame: BlockFrame
        var slab: Slab
        var range: Range<Int>
    }

    /// The block at `offset`, its lengths checked.
    private func block(
        at offset: UInt64, in window: inout FileWindow
    ) throws(SystemCallError) -> Result<FoundBlock, BlockFault> {
        let head = try window.octets(at: offset, count: BlockFrame.headSize)
        let frame: BlockFrame
        do {
            frame = try BlockFrame(
                head: head.slab.octets(head.range), offset: offset, size: file.size)
        } catch {
            return .failure(error)
        }
        let whole = try window.octets(at: offset, count: frame.length)
        return Result { () throws(BlockFault) in
            try frame.check(whole.slab.octets(whole.range))
            return FoundBlock(frame: frame, slab: whole.slab, range: whole.range)
        }
    }

    private func refuseBigEndian(_ block: RawSpan) throws(BlockFault) {
        let swapped = CaptureFormat.byteOrderMagic.byteSwapped
        if (try? block.little32(8)) == swapped { throw BlockFault(.bigEndianSection) }
    }

    /// The file was ours before tools rewrote it: a header of this profile, no seal anywhere near.
    private func isRewritten(_ found: FoundBlock) throws(SystemCallError) -> Bool {
        guard found.frame.type == BlockType.sectionHeader,
            found.slab.octets(found.range).firstOffset(of: CaptureReader.profileMember) != nil
        else { return false }
        let start = try probe.octets(at: 0, count: FileWindow.capacity)
        return start.slab.octets(start.range).firstOffset(of: BlockSeal.signature) == nil
    }

    private static let profileMember = Array("\"fmt\":\"TGCAP/1\"".utf8)
}

// MARK: - Behind an unusable block

extension CaptureReader {
    private func resume(after fault: BlockFault) throws(SystemCallError) {
        let next = isDerived ? nil : try nextGoodBlock(from: offset + 1)
        let place = next.map { UInt64($0) }
        reader.note(
            CaptureFault(
                code: fault.code, offset: offset, detail: fault.detail, resumesAt: place))
        guard let next else { return giveUp() }
        reader.report.lostOctets += next - offset
        reader.report.state = .damaged
        offset = next
        isResumed = true
        hasSkipped = true
    }

    private func giveUp() {
        let hasGood = reader.report.goodOctets > 0
        reader.report.lostOctets += file.size - offset
        reader.report.goodUntil = offset
        if hasGood || reader.section != nil {
            reader.report.state = hasGood && reader.report.errorCount == 1 ? .torn : .damaged
        } else {
            reader.report.state = offset == 0 ? .foreign : .damaged
        }
        reader.finish()
        isDone = true
    }

    private func finish() {
        reader.finish()
        isDone = true
        guard reader.report.state == .complete else { return }
        let hasErrors = reader.report.errorCount > 0
        if isDerived {
            reader.report.state = hasErrors ? .damaged : .derived
        } else if let section = reader.section {
            if hasErrors {
                reader.report.state = .damaged
            } else if !section.hasEnded {
                reader.report.state = .open
            }
        } else {
            reader.report.state = .foreign
        }
    }

    /// Offset of the next whole block whose seal is true, found backwards from its seal.
    private func nextGoodBlock(from start: UInt64) throws(SystemCallError) -> UInt64? {
        let overlap = UInt64(BlockSeal.signature.count - 1)
        var at = start
        // Each turn moves on by most of a window.
        while at < file.size {
            let part = try window.octets(at: at, count: FileWindow.capacity)
            let octets = part.range.count
            guard octets > 0 else { return nil }
            var from = 0
            while let hit = part.slab.octets(part.range).firstOffset(
                of: BlockSeal.signature, from: from)
            {
                if let block = try goodBlock(sealedAt: at + UInt64(hit), from: start) {
                    return block
                }
                from = hit + 1
            }
            guard at + UInt64(octets) < file.size, UInt64(octets) > overlap else { return nil }
            at += UInt64(octets) - overlap
        }
        return nil
    }

    /// Offset of the block whose seal's signature stands at `hit`, if it is whole, true and of
    /// this section.
    private func goodBlock(
        sealedAt hit: UInt64, from start: UInt64
    ) throws(SystemCallError) -> UInt64? {
        let end = hit + UInt64(SealSize.fromNumberToEnd)
        let tail = try probe.octets(at: end - 4, count: 4)
        guard let length = try? tail.slab.octets(tail.range).little32(0),
            length >= SealSize.smallestBlock, length <= CaptureFormat.maximumBlock, length % 4 == 0,
            UInt64(length) <= end, end - UInt64(length) >= start
        else { return nil }
        let offset = end - UInt64(length)
        guard case .success(let found) = try block(at: offset, in: &probe),
            let seal = try? BlockSeal(
                type: found.frame.type, block: found.slab.octets(found.range))
        else { return nil }
        let isSectionStart = found.frame.type == BlockType.sectionHeader
        let isOwn = reader.section.map { $0.seal.isEmpty || $0.owns(seal) } ?? true
        return isSectionStart || isOwn ? offset : nil
    }
}
