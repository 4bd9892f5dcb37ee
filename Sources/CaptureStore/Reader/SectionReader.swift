import Crypto
import OrderedJSON
import TelemetryLink

/// Reads what the blocks of a file mean: chain, hash, links, chunks, events (§3, §4), and keeps
/// the report. Where the blocks lie is not its concern.
struct SectionReader {
    var report: CaptureReport
    /// The section being read; nil before the first.
    var section: SectionState?
    /// What the last block was, in order.
    var records: [CaptureRecord] = []
    private let file: FileAccess

    /// Largest number of a link that is believed: bounds the list of links.
    static let maximumLinkNumber = 65_535

    init(file: FileAccess, path: String) {
        self.file = file
        report = CaptureReport(path: path, size: file.size)
    }

    /// Reads one framed block, whose octets lie in `range` of `slab`.
    mutating func read(
        _ context: BlockContext, slab: Slab, range: Range<Int>
    ) throws(BlockFault) {
        let block = slab.octets(range)
        if context.frame.type == BlockType.sectionHeader { try readHeader(block, context) }
        if section == nil { beginSectionWithoutHeader(context) }
        if section?.hasEnded == true { note(.dataAfterEnd, at: context) }
        if let seal = context.seal, !context.isDerived { try follow(seal, context) }
        let isStatistics = context.frame.type == BlockType.interfaceStatistics
        let digest = isStatistics ? section.map { Array($0.digest.finalize()) } : nil
        block.withUnsafeBytes { section?.digest.update(bufferPointer: $0) }
        switch context.frame.type {
        case BlockType.interfaceDescription: try readLink(block, context)
        case BlockType.enhancedPacket:
            try readChunk(block, context, slab: slab, start: range.lowerBound)
        case BlockType.journalEntry: try readEvent(block, context)
        case BlockType.interfaceStatistics:
            if context.seal != nil, !context.isDerived {
                try readStatistics(block, context, digest: digest ?? [])
            }
        default: break
        }
    }

    /// Counts an error that does not make the block unusable.
    mutating func note(_ code: CaptureFault.Code, _ detail: String = "", at context: BlockContext) {
        note(CaptureFault(code: code, offset: context.frame.offset, detail: detail))
    }

    mutating func note(_ fault: CaptureFault) {
        report.note(fault)
        records.append(.fault(fault))
    }

    /// Changes the report on the section being read.
    mutating func update(_ change: (inout CaptureReport.Section) -> Void) {
        guard let place = section?.place, report.sections.indices.contains(place) else { return }
        change(&report.sections[place])
    }

    /// Finishes the report: what is only known at the end.
    mutating func finish() {
        guard let section else { return }
        update {
            $0.blocks = section.sequence
            $0.missingBlocks = section.missing
            $0.isVerified = section.hasEnded && section.isDigestWhole
        }
    }

    /// Octets of the section, for the entries of an index; nil where there are none.
    func octets(at offset: UInt64, count: Int) -> [UInt8]? {
        let (sum, overflow) = offset.addingReportingOverflow(section?.offset ?? 0)
        guard !overflow, let octets = try? file.octets(at: sum, count: count) else { return nil }
        return octets
    }
}

// MARK: - Sections and their chain

extension SectionReader {
    private mutating func readHeader(
        _ block: RawSpan, _ context: BlockContext
    ) throws(BlockFault) {
        guard try block.little32(8) == CaptureFormat.byteOrderMagic else {
            throw BlockFault(.byteOrderMagic)
        }
        let version = (try block.little16(12), try block.little16(14))
        guard version == (1, 0) else {
            throw BlockFault(.version, "\(version.0).\(version.1)")
        }
        var details = JSONValue.object([])
        var options = OptionCursor(from: 24, to: block.byteCount - 4)
        while let option = try options.next(in: block) {
            guard option.code == OptionCode.customText, isOurs(option.value, in: block) else {
                continue
            }
            guard let value = JSONParser.parse(jsonText(option.value, in: block)) else {
                throw BlockFault(.stationJSON)
            }
            details = value
        }
        guard case .object = details else { throw BlockFault(.malformed) }
        guard details["fmt"]?.text == CaptureFormat.profile else { throw BlockFault(.notTGCAP) }
        if let section, !section.hasEnded { note(.sectionWithoutEnd, at: context) }
        try beginSection(details, context)
    }

    private mutating func beginSection(
        _ details: JSONValue, _ context: BlockContext
    ) throws(BlockFault) {
        var seal: [UInt8] = [0, 0, 0, 0]
        if let value = details["seg"] {
            guard let octets = value.text.flatMap({ SectionReader.octets(hexadecimal: $0) }) else {
                throw BlockFault(.malformed)
            }
            seal = Array(octets.prefix(4))
        }
        begin(
            CaptureSection(
                segment: details["seg"]?.text ?? "", station: details["station"]?.text,
                details: details), seal: seal, at: context.frame.offset)
    }

    /// The header is lost: the data below it can still be used.
    private mutating func beginSectionWithoutHeader(_ context: BlockContext) {
        var seal: [UInt8] = []
        if let segment = context.seal?.segment { seal.append(little: segment) }
        begin(CaptureSection(), seal: seal, at: 0)
    }

    private mutating func begin(_ head: CaptureSection, seal: [UInt8], at offset: UInt64) {
        finish()
        section = SectionState(offset: offset, seal: seal, place: report.sections.count)
        report.sections.append(
            CaptureReport.Section(offset: offset, segment: head.segment, station: head.station))
        records.append(.section(head))
    }

    /// Checks that the block continues the chain.
    private mutating func follow(
        _ seal: BlockSeal, _ context: BlockContext
    ) throws(BlockFault) {
        guard var current = section else { return }
        guard current.owns(seal) else {
            throw BlockFault(.foreignSegment, hexadecimal(seal.segment.byteSwapped))
        }
        let sequence = UInt64(seal.sequence)
        if sequence != current.sequence || seal.previous != current.previous {
            if !context.isResumed {
                note(
                    .chain,
                    "seq \(sequence) expected \(current.sequence), prev "
                        + hexadecimal(seal.previous) + " expected "
                        + hexadecimal(current.previous), at: context)
            }
            if sequence > current.sequence { current.missing += sequence - current.sequence }
            current.isDigestWhole = false
        } else if context.isResumed {
            current.isDigestWhole = false
        }
        current.sequence = sequence + 1
        current.previous = seal.crc
        section = current
    }

    /// The option's value begins with our enterprise number.
    func isOurs(_ value: Range<Int>, in block: RawSpan) -> Bool {
        guard value.count >= 4, let number = try? block.little32(value.lowerBound) else {
            return false
        }
        return number == CaptureFormat.privateEnterpriseNumber
    }

    func jsonText(_ value: Range<Int>, in block: RawSpan) -> [UInt8] {
        block.array(value.lowerBound + 4..<value.upperBound)
    }

    /// The octets that pairs of hexadecimal digits say, white space between pairs left out.
    private static func octets(hexadecimal text: String) -> [UInt8]? {
        var octets: [UInt8] = []
        var high: UInt8?
        for octet in text.utf8 {
            if high == nil, octet == 0x20 || (0x09...0x0D).contains(octet) { continue }
            guard let digit = hexadecimalValue(octet) else { return nil }
            if let first = high {
                octets.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        return high == nil ? octets : nil
    }
}
