/// Checkpoints, index and END of a section: what its statistics blocks carry.
extension SectionReader {
    mutating func readStatistics(
        _ block: RawSpan, _ context: BlockContext, digest: [UInt8]
    ) throws(BlockFault) {
        var options = OptionCursor(from: 20, to: block.byteCount - 4)
        while let option = try options.next(in: block) {
            guard option.code == OptionCode.customBinaryNotCopied,
                isOurs(option.value, in: block)
            else { continue }
            let value = StatisticsValue(
                start: option.value.lowerBound + 8, end: option.value.upperBound)
            let tag = option.value.lowerBound + 4
            if block.has(CustomTag.checkpoint, at: tag) {
                try readCheckpoint(block, value, context, digest)
            } else if block.has(CustomTag.index, at: tag) {
                try readIndex(block, value, context)
            } else if block.has(CustomTag.end, at: tag) {
                try readEnd(block, value, context, digest)
            }
        }
    }

    /// A custom value behind its tag.
    struct StatisticsValue {
        var start: Int
        var end: Int

        func little32(_ offset: Int, in block: RawSpan) throws(BlockFault) -> UInt32 {
            guard start + offset + 4 <= end else { throw BlockFault(.malformed) }
            return try block.little32(start + offset)
        }

        func little64(_ offset: Int, in block: RawSpan) throws(BlockFault) -> UInt64 {
            guard start + offset + 8 <= end else { throw BlockFault(.malformed) }
            return try block.little64(start + offset)
        }

        /// Up to 32 octets.
        func digest(_ offset: Int, in block: RawSpan) -> [UInt8] {
            let first = min(start + offset, end)
            return block.array(first..<min(first + 32, end))
        }
    }

    private mutating func readCheckpoint(
        _ block: RawSpan, _ value: StatisticsValue, _ context: BlockContext, _ digest: [UInt8]
    ) throws(BlockFault) {
        let monotonic = try value.little64(0, in: block)
        let offset = try value.little64(8, in: block)
        _ = try value.little64(16, in: block)
        update { $0.checkpoints += 1 }
        guard isHere(offset, context) else { throw BlockFault(.checkpointOffset, "\(offset)") }
        if section?.isDigestWhole == true, value.digest(24, in: block) != digest {
            note(.sha256, at: context)
        }
        let place = context.frame.offset
        update { $0.durableUntil = place }
        records.append(.checkpoint(CaptureCheckpoint(offset: place, monotonic: monotonic)))
    }

    /// `offset`, counted from the section's start, is that of the block itself.
    private func isHere(_ offset: UInt64, _ context: BlockContext) -> Bool {
        offset == context.frame.offset - (section?.offset ?? 0)
    }

    private mutating func readIndex(
        _ block: RawSpan, _ value: StatisticsValue, _ context: BlockContext
    ) throws(BlockFault) {
        let count = Int(try value.little32(8, in: block))
        update { $0.indexEntries += UInt64(count) }
        // An entry outside the value throws: the block bounds the loop.
        for entry in 0..<count {
            let start = 12 + 24 * entry
            let offset = try value.little64(start + 8, in: block)
            let link = try value.little32(start + 16, in: block)
            _ = try value.little32(start + 20, in: block)
            guard isChunk(at: offset, link: link) else {
                note(.indexEntry, "\(entry)", at: context)
                return
            }
        }
    }

    private func isChunk(at offset: UInt64, link: UInt32) -> Bool {
        guard let head = octets(at: offset, count: 20), head.count == 20 else { return false }
        let view = head.span.bytes
        return (try? view.little32(0)) == BlockType.enhancedPacket
            && (try? view.little32(8)) == link
    }

    private mutating func readEnd(
        _ block: RawSpan, _ value: StatisticsValue, _ context: BlockContext, _ digest: [UInt8]
    ) throws(BlockFault) {
        _ = try value.little64(0, in: block)
        let offset = try value.little64(8, in: block)
        let sequence = try value.little32(32, in: block)
        let reason = try value.little32(36, in: block)
        let isLast = section.map { UInt64(sequence) + 1 == $0.sequence } ?? false
        guard isHere(offset, context), isLast else {
            throw BlockFault(.endOffset, "\(offset)")
        }
        let stored = value.digest(40, in: block)
        if section?.isDigestWhole == true, stored != digest { note(.sha256, at: context) }
        section?.hasEnded = true
        update {
            $0.endReason = reason
            $0.sha256 = stored.hexadecimal
        }
        records.append(.end(reason: reason))
    }
}
