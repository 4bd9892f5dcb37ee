import OrderedJSON
import TelemetryLink

/// Links, chunks and events of a section.
extension SectionReader {
    mutating func readLink(_ block: RawSpan, _ context: BlockContext) throws(BlockFault) {
        guard let current = section else { return }
        var link = CaptureReport.Link()
        link.linkType = try block.little16(8)
        var number = current.expectations.count
        var configuration: JSONValue?
        var options = OptionCursor(from: 16, to: block.byteCount - 4)
        while let option = try options.next(in: block) {
            switch option.code {
            case OptionCode.linkName: link.name = block.text(option.value)
            case OptionCode.linkTimeResolution:
                guard option.value.count == 1,
                    block.has([linkTimeNanoseconds], at: option.value.lowerBound)
                else { throw BlockFault(.tsresol, block.array(option.value).hexadecimal) }
            case OptionCode.customText where isOurs(option.value, in: block):
                configuration = JSONParser.parse(jsonText(option.value, in: block))
                if !context.isDerived { number = try linkNumber(configuration) }
            default: break
            }
        }
        if number != current.expectations.count, current.isGapless, !context.isResumed {
            note(.linkID, "\(number)", at: context)
        }
        makeRoom(forLink: number)
        section?.expectations[number] = SectionState.Expectation()
        update { $0.links[number] = link }
        records.append(
            .link(number: number, name: link.name ?? "", configuration: configuration))
    }

    private func linkNumber(_ configuration: JSONValue?) throws(BlockFault) -> Int {
        let number: Int? =
            switch configuration?["id"] {
            case .integer(let value): Int(value)
            case .number(let value): Int(exactly: value.rounded(.towardZero))
            case .string(let text): Int(text)
            case .bool(let value): value ? 1 : 0
            default: nil
            }
        guard let number, (0...SectionReader.maximumLinkNumber).contains(number) else {
            throw BlockFault(.linkJSON)
        }
        return number
    }

    /// Makes the list of links long enough for `number`, which is believed.
    private mutating func makeRoom(forLink number: Int) {
        guard let known = section?.expectations.count, known <= number else { return }
        let missing = number - known + 1
        section?.expectations += Array(repeating: SectionState.Expectation(), count: missing)
        update { $0.links += Array(repeating: CaptureReport.Link(), count: missing) }
    }

    mutating func readEvent(_ block: RawSpan, _ context: BlockContext) throws(BlockFault) {
        update { $0.events += 1 }
        guard block.firstOffset(of: SectionReader.timestampKey) != nil else {
            throw BlockFault(.eventTimestamp)
        }
        records.append(.event(RecordedEvent(block: block, offset: context.frame.offset)))
    }

    private static let timestampKey = Array("__REALTIME_TIMESTAMP=".utf8)
}

// MARK: - Chunks

extension SectionReader {
    /// A chunk's link is one that was described, or a description may have been lost.
    private mutating func checkLink(_ number: UInt32, _ context: BlockContext) throws(BlockFault) {
        let place = Int(number)
        let links = section.map { report.sections[$0.place].links } ?? []
        if links.indices.contains(place), links[place].linkType != nil { return }
        guard place <= SectionReader.maximumLinkNumber else {
            throw BlockFault(.interface, "\(number)")
        }
        if section?.isGapless == true { note(.unknownLink, "\(number)", at: context) }
        makeRoom(forLink: place)
    }

    mutating func readChunk(
        _ block: RawSpan, _ context: BlockContext, slab: Slab, start: Int
    ) throws(BlockFault) {
        let number = try block.little32(8)
        let utc = try block.pcapngTime(12)
        let captured = Int(try block.little32(20))
        let original = Int(try block.little32(24))
        try checkLink(number, context)
        let head = EnhancedPacketBlock.headSize
        guard captured <= CaptureFormat.maximumChunk,
            head + paddedLength(captured) <= block.byteCount - 4
        else { throw BlockFault(.capturedLength, "\(captured)") }
        var chunk = CaptureChunk(
            link: Int(number), slab: slab, range: start + head..<start + head + captured, utc: utc,
            monotonic: nil, flags: [], direction: 0, dropped: 0, number: nil, streamOffset: nil,
            isVerified: false)
        noteTime(utc)
        var options = OptionCursor(from: head + paddedLength(captured), to: block.byteCount - 4)
        while let option = try options.next(in: block) {
            try readOption(option, of: &chunk, block, context, isCut: captured < original)
        }
        update {
            $0.links[Int(number)].chunks += 1
            $0.links[Int(number)].octets += UInt64(captured)
        }
        records.append(.chunk(chunk))
    }

    private mutating func noteTime(_ utc: UInt64) {
        update {
            if $0.firstUTC == nil { $0.firstUTC = utc }
            if let last = $0.lastUTC, utc < last { $0.backwards += 1 }
            $0.lastUTC = utc
        }
    }

    private mutating func readOption(
        _ option: (code: UInt16, value: Range<Int>), of chunk: inout CaptureChunk,
        _ block: RawSpan, _ context: BlockContext, isCut: Bool
    ) throws(BlockFault) {
        let start = option.value.lowerBound
        switch option.code {
        case OptionCode.packetFlags:
            if option.value.count == 4 { chunk.direction = try block.little32(start) & 3 }
        case OptionCode.packetDropCount:
            guard option.value.count == 8 else { throw BlockFault(.malformed) }
            chunk.dropped = try block.little64(start)
            update { $0.links[chunk.link].drops &+= chunk.dropped }
        case OptionCode.packetNumber:
            guard option.value.count == 8 else { throw BlockFault(.malformed) }
            noteNumber(try block.little64(start), of: &chunk)
        case OptionCode.customBinary:
            guard isOurs(option.value, in: block), block.has(CustomTag.reception, at: start + 4),
                option.value.count >= 8
            else { return }
            guard option.value.count >= 32 else { throw BlockFault(.malformed) }
            try readReception(start + 8, of: &chunk, block, context, isCut: isCut)
        default: break
        }
    }

    private mutating func noteNumber(_ number: UInt64, of chunk: inout CaptureChunk) {
        chunk.number = number
        let link = chunk.link
        if let expected = section?.expectations[link].number, number != expected {
            update {
                $0.links[link].gaps += 1
                if number > expected { $0.links[link].lost &+= number - expected }
            }
        }
        section?.expectations[link].number = number &+ 1
    }

    /// The reception record: flags, monotonic time, place in the link's octets, CRC.
    private mutating func readReception(
        _ start: Int, of chunk: inout CaptureChunk, _ block: RawSpan, _ context: BlockContext,
        isCut: Bool
    ) throws(BlockFault) {
        let link = chunk.link
        chunk.flags = ChunkFlags(rawValue: try block.little32(start))
        chunk.monotonic = try block.little64(start + 4)
        let streamOffset = try block.little64(start + 12)
        chunk.streamOffset = streamOffset
        let stored = try block.little32(start + 20)
        let isRight = !isCut && CRC32.checksum(chunk.octets) == stored
        chunk.isVerified = isRight
        if !isCut, !isRight {
            update { $0.links[link].badChunks += 1 }
            note(.contentCRC, "link \(link)", at: context)
        }
        if let expected = section?.expectations[link].streamOffset, streamOffset != expected,
            !context.isDerived, section?.missing == 0
        {
            note(.streamGap, "link \(link): \(streamOffset) expected \(expected)", at: context)
        }
        section?.expectations[link].streamOffset = streamOffset &+ UInt64(chunk.range.count)
    }
}
