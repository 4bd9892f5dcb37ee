import OrderedJSON

/// Finds the segment that a station wrote last, and how far it is proven, from the two ends of
/// its file.
extension PreviousSegment {
    /// How much of a file's start is read: its header.
    private static let headOctets = 64 << 10
    /// How much of a file's end is searched for END or the last checkpoint.
    private static let tailOctets = 4 << 20

    /// The newest segment of `station` in `directory`; nil when there is none that can be read.
    static func newest(in directory: String, station: String) -> PreviousSegment? {
        let named = directoryNames(directory).compactMap { name in
            SegmentName.time(in: name, station: station).map { (name: name, time: $0) }
        }
        guard let latest = named.map(\.time).max() else { return nil }
        let files = named.filter { $0.time == latest }.prefix(maximumFiles).compactMap { name in
            try? FileAccess(path: directory + "/" + name.name)
        }
        return last(of: files)
    }

    /// Most files of one second that are looked at.
    private static let maximumFiles = 64

    /// Of several files of one second, the one that none of the others names as its predecessor;
    /// of several of these the one changed last.
    private static func last(of files: [FileAccess]) -> PreviousSegment? {
        let known = files.compactMap { file -> (file: FileAccess, details: JSONValue)? in
            guard let head = try? file.octets(at: 0, count: headOctets) else { return nil }
            return details(in: head.span.bytes).map { (file, $0) }
        }
        let named = Set(known.compactMap { $0.details["prev_seg"]?.text })
        let candidates = known.filter { !named.contains($0.details["seg"]?.text ?? "") }
        let newest = candidates.max { $0.file.modified < $1.file.modified }
        return newest.flatMap { PreviousSegment(file: $0.file, details: $0.details) }
    }

    private init?(file: FileAccess, details: JSONValue) {
        guard let segment = details["seg"]?.text else { return nil }
        self.segment = segment
        isComplete = false
        let start = file.size - min(file.size, UInt64(PreviousSegment.tailOctets))
        guard let tail = try? file.octets(at: start, count: PreviousSegment.tailOctets) else {
            return
        }
        findProof(in: tail.span.bytes, from: start)
    }

    /// The JSON object of a header block at the start of `octets`.
    private static func details(in octets: RawSpan) -> JSONValue? {
        guard let length = try? octets.little32(4), Int(length) <= octets.byteCount,
            length >= SealSize.smallestBlock
        else { return nil }
        let block = octets.extracting(0..<Int(length))
        guard let seal = try? BlockSeal(type: BlockType.sectionHeader, block: block),
            seal.sequence == 0
        else { return nil }
        var options = OptionCursor(from: 24, to: block.byteCount - 4)
        while let option = try? options.next(in: block) {
            let text = option.value.lowerBound + 4
            if option.code == OptionCode.customText, option.value.count > 4 {
                return JSONParser.parse(block.array(text..<option.value.upperBound))
            }
        }
        return nil
    }

    /// Searches `tail`, which begins at `start` of the file, for the last END or checkpoint.
    private mutating func findProof(in tail: RawSpan, from start: UInt64) {
        var from = 0
        // Each turn begins behind the hit before.
        while let hit = tail.firstOffset(of: BlockSeal.signature, from: from) {
            from = hit + 1
            let end = hit + SealSize.fromNumberToEnd
            guard let length = try? tail.little32(end - 4), length <= CaptureFormat.maximumBlock,
                Int(length) <= end, length >= SealSize.smallestBlock
            else { continue }
            take(tail.extracting(end - Int(length)..<end), at: start + UInt64(end) - UInt64(length))
        }
    }

    /// Takes the digest of `block` if it is a true END or checkpoint of this segment.
    private mutating func take(_ block: RawSpan, at offset: UInt64) {
        let option = 20
        let isEnd = block.has(CustomTag.end, at: option + 8)
        guard isEnd || block.has(CustomTag.checkpoint, at: option + 8),
            (try? block.little32(0)) == BlockType.interfaceStatistics,
            (try? block.little64(option + 20)) == offset,
            let seal = try? BlockSeal(type: BlockType.interfaceStatistics, block: block),
            segment.hasPrefix(hexadecimal(seal.segment.byteSwapped))
        else { return }
        let digestStart = option + 12 + (isEnd ? 40 : 24)
        digest = block.array(digestStart..<digestStart + 32)
        self.offset = offset
        isComplete = isEnd
    }
}
