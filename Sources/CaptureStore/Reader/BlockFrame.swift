/// Where a block lies in a file, and its type.
struct BlockFrame {
    var type: UInt32
    var offset: UInt64
    var length: Int

    /// Octets of type and length.
    static let headSize = 8
    /// Smallest block: type and both lengths.
    static let smallest = 12

    /// The frame of the block whose first octets are `head`, in a file of `size` octets.
    init(head: RawSpan, offset: UInt64, size: UInt64) throws(BlockFault) {
        guard head.byteCount >= BlockFrame.headSize else {
            throw BlockFault(.tornHeader, "\(head.byteCount) octets left")
        }
        type = try head.little32(0)
        let length = try head.little32(4)
        guard length >= BlockFrame.smallest, length % 4 == 0,
            length <= CaptureFormat.maximumBlock
        else { throw BlockFault(.blockLength, "\(length)") }
        guard UInt64(length) <= size - offset else {
            throw BlockFault(.tornBlock, "needs \(length), has \(size - offset)")
        }
        self.length = Int(length)
        self.offset = offset
    }

    /// Checks the length at the end of the block, which is `block`.
    func check(_ block: RawSpan) throws(BlockFault) {
        guard block.byteCount == length else {
            throw BlockFault(.tornBlock, "needs \(length), has \(block.byteCount)")
        }
        let trailing = try block.little32(length - 4)
        guard trailing == UInt32(length) else {
            throw BlockFault(.trailingLength, "\(trailing)")
        }
    }
}

/// The seal of a block, its CRC checked (§2).
struct BlockSeal {
    /// First four octets of the segment identifier, read little-endian.
    var segment: UInt32
    var sequence: UInt32
    var previous: UInt32
    var crc: UInt32

    /// Enterprise number and tag: what a search for seals looks for.
    static let signature: [UInt8] = {
        var octets: [UInt8] = []
        octets.append(little: CaptureFormat.privateEnterpriseNumber)
        return octets + CustomTag.seal
    }()

    /// The head of the seal's option and the signature.
    private static let head: [UInt8] = {
        var octets: [UInt8] = []
        octets.append(little: OptionCode.customBinaryNotCopied)
        octets.append(little: SealSize.value)
        return octets + signature
    }()

    /// The seal of `block`, or nil when it has none.
    init?(type: UInt32, block: RawSpan) throws(BlockFault) {
        if type == BlockType.journalEntry {
            try self.init(journal: block)
        } else {
            try self.init(options: block)
        }
    }

    private init?(options block: RawSpan) throws(BlockFault) {
        let end = block.byteCount
        guard end >= SealSize.smallestBlock, block.has(BlockSeal.head, at: end - SealSize.total)
        else { return nil }
        guard try block.little32(end - 8) == 0 else { throw BlockFault(.endOfOptions) }
        segment = try block.little32(end - 24)
        sequence = try block.little32(end - 20)
        previous = try block.little32(end - 16)
        crc = try block.little32(end - 12)
        try check(block.extracting(0..<end - SealSize.notCovered))
    }

    private init?(journal block: RawSpan) throws(BlockFault) {
        let start = block.byteCount - 4 - SealSize.journalLine
        guard start >= BlockFrame.headSize, block.has(BlockChain.journalKey, at: start) else {
            return nil
        }
        let digits = block.array(start + 8..<start + 40)
        guard block.has([0x0A], at: start + 40) else { throw BlockFault(.sealSyntax) }
        segment = try BlockSeal.number(digits[0..<8]).byteSwapped
        sequence = try BlockSeal.number(digits[8..<16])
        previous = try BlockSeal.number(digits[16..<24])
        crc = try BlockSeal.number(digits[24..<32])
        try check(block.extracting(0..<start + 32))
    }

    private func check(_ covered: RawSpan) throws(BlockFault) {
        let computed = CRC32.checksum(covered)
        guard computed == crc else {
            throw BlockFault(
                .crc, "stored \(hexadecimal(crc)) computed \(hexadecimal(computed))")
        }
    }

    /// Eight lower-case hexadecimal digits.
    private static func number(_ digits: ArraySlice<UInt8>) throws(BlockFault) -> UInt32 {
        var value: UInt32 = 0
        for octet in digits {
            guard !(0x41...0x46).contains(octet), let digit = hexadecimalValue(octet) else {
                throw BlockFault(.sealSyntax)
            }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}

/// Eight hexadecimal digits.
func hexadecimal(_ value: UInt32) -> String {
    var octets: [UInt8] = []
    octets.append(hexadecimal: value)
    return String(decoding: octets, as: UTF8.self)
}
