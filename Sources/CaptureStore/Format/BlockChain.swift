/// The chain that the seals make of a file's blocks (§2): each block says its number and the
/// CRC of the block before it.
struct BlockChain {
    /// First four octets of the segment identifier.
    let segment: [UInt8]
    /// Number of the next block; the section header has 0.
    private(set) var sequence: UInt32 = 0
    /// CRC of the block before; 0 before the section header.
    private(set) var previous: UInt32 = 0

    init(segment: SegmentIdentifier) {
        self.segment = segment.seal
    }

    /// Seals the block that begins at `start` and whose body ends at the end of `buffer`; the
    /// caller has put `blockLength(body:)` into its header.
    mutating func seal(_ buffer: inout [UInt8], from start: Int) {
        appendSealHead(&buffer)
        let crc = buffer.withUnsafeBytes {
            CRC32.checksum(UnsafeRawBufferPointer(rebasing: $0[start...]))
        }
        let length = buffer.count - start + SealSize.notCovered
        finish(&buffer, crc: crc, length: length)
    }

    /// Seals a block whose octets lie apart: `crc` covers those before the tail, which begins at
    /// `tailStart` in `buffer`; `length` is that of the whole block.
    mutating func seal(
        _ buffer: inout [UInt8], tailFrom tailStart: Int, crc: UInt32, length: Int
    ) {
        appendSealHead(&buffer)
        let whole = buffer.withUnsafeBytes {
            CRC32.checksum(UnsafeRawBufferPointer(rebasing: $0[tailStart...]), continuing: crc)
        }
        finish(&buffer, crc: whole, length: length)
    }

    /// The seal of a journal entry, which has no options: a line of text.
    mutating func sealJournal(_ buffer: inout [UInt8], from start: Int) {
        buffer.append(contentsOf: BlockChain.journalKey)
        for octet in segment { buffer.append(hexadecimal: UInt32(octet), digits: 2) }
        buffer.append(hexadecimal: sequence)
        buffer.append(hexadecimal: previous)
        let crc = buffer.withUnsafeBytes {
            CRC32.checksum(UnsafeRawBufferPointer(rebasing: $0[start...]))
        }
        buffer.append(hexadecimal: crc)
        buffer.append(0x0A)
        buffer.append(little: UInt32(buffer.count - start + 4))
        advance(crc)
    }

    /// Begins the seal line of a journal entry.
    static let journalKey = Array("TG_SEAL=".utf8)

    /// Length of a block whose type, length and body take `octets` octets.
    static func blockLength(unsealed octets: Int) -> UInt32 {
        UInt32(octets + SealSize.total)
    }

    private func appendSealHead(_ buffer: inout [UInt8]) {
        buffer.append(
            customOption: OptionCode.customBinaryNotCopied, length: Int(SealSize.value),
            tag: CustomTag.seal)
        buffer.append(contentsOf: segment)
        buffer.append(little: sequence)
        buffer.append(little: previous)
    }

    private mutating func finish(_ buffer: inout [UInt8], crc: UInt32, length: Int) {
        assert(length % 4 == 0 && length <= CaptureFormat.maximumBlock)
        buffer.append(little: crc)
        buffer.append(little: UInt32(0))
        buffer.append(little: UInt32(length))
        advance(crc)
    }

    private mutating func advance(_ crc: UInt32) {
        previous = crc
        sequence &+= 1
    }
}

extension [UInt8] {
    /// Appends a block of `type` whose body `body` appends, sealed, its length filled in.
    mutating func appendBlock(
        _ type: UInt32, chain: inout BlockChain, _ body: (inout [UInt8]) -> Void
    ) {
        let start = count
        append(little: type)
        append(little: UInt32(0))
        body(&self)
        replaceLittle(at: start + 4, with: BlockChain.blockLength(unsealed: count - start))
        chain.seal(&self, from: start)
    }

    /// Puts `value` over the four octets at `position`.
    mutating func replaceLittle(at position: Int, with value: UInt32) {
        for octet in 0..<4 {
            self[position + octet] = UInt8(truncatingIfNeeded: value >> (8 * UInt32(octet)))
        }
    }
}
