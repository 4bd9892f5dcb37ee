import TelemetryLink

/// One chunk as it was read (§3, EPB). The chunk's octets stay where they are: only what stands
/// before and behind them in the file is encoded here.
struct EnhancedPacketBlock {
    var link: Int
    var time: ReceptionTime
    /// Octets in the chunk.
    var length: Int
    var direction: ChunkDirection
    var flags: ChunkFlags
    /// Octets lost before this chunk on its link.
    var dropped: UInt64
    /// Number of the chunk on its link in this file, from 0.
    var number: UInt64
    /// Octets of its link in this file before this chunk.
    var streamOffset: UInt64

    /// Octets from the block's type to the chunk.
    static let headSize = 28
    /// Octets of the options that every block has: flags, number, reception record.
    private static let optionSize = 8 + 12 + 36
    private static let dropOptionSize = 12
    /// Octets of the reception record, from the enterprise number.
    private static let receptionSize = 32
    /// Most octets that one block adds to its chunk.
    static let maximumOverhead = headSize + 3 + optionSize + dropOptionSize + SealSize.total

    /// Length of the block, the chunk included.
    var blockLength: Int {
        EnhancedPacketBlock.headSize + paddedLength(length) + EnhancedPacketBlock.optionSize
            + (dropped > 0 ? EnhancedPacketBlock.dropOptionSize : 0) + SealSize.total
    }

    func encodeHead(to buffer: inout [UInt8]) {
        buffer.append(little: BlockType.enhancedPacket)
        buffer.append(little: UInt32(blockLength))
        buffer.append(little: UInt32(link))
        buffer.append(pcapngTime: time.utc)
        buffer.append(little: UInt32(length))
        buffer.append(little: UInt32(length))
    }

    /// What follows the chunk. `crc` covers head and chunk, `dataCRC` the chunk alone.
    func encodeTail(
        to buffer: inout [UInt8], crc: UInt32, dataCRC: UInt32, chain: inout BlockChain
    ) {
        let start = buffer.count
        buffer.appendPadding(after: length)
        buffer.append(little: OptionCode.packetFlags)
        buffer.append(little: UInt16(4))
        buffer.append(little: direction.rawValue)
        if dropped > 0 { buffer.append(option: OptionCode.packetDropCount, little: dropped) }
        buffer.append(option: OptionCode.packetNumber, little: number)
        buffer.append(
            customOption: OptionCode.customBinary, length: EnhancedPacketBlock.receptionSize,
            tag: CustomTag.reception)
        buffer.append(little: flags.rawValue)
        buffer.append(little: time.monotonic)
        buffer.append(little: streamOffset)
        buffer.append(little: dataCRC)
        chain.seal(&buffer, tailFrom: start, crc: crc, length: blockLength)
    }
}

/// The pieces, in order, in which a chunk is written: a read result is one chunk unless it is
/// longer than a block may hold.
func chunkPieces(_ range: Range<Int>) -> [Range<Int>] {
    guard range.count > CaptureFormat.maximumChunk else { return [range] }
    return stride(from: range.lowerBound, to: range.upperBound, by: CaptureFormat.maximumChunk)
        .map { start in start..<min(start + CaptureFormat.maximumChunk, range.upperBound) }
}
