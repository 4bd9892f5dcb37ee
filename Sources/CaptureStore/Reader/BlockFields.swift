/// Little-endian fields of a block, each checked to lie in it.
extension RawSpan {
    func little16(_ offset: Int) throws(BlockFault) -> UInt16 {
        guard offset >= 0, offset <= byteCount - 2 else { throw BlockFault(.malformed) }
        return UInt16(littleEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self))
    }

    func little32(_ offset: Int) throws(BlockFault) -> UInt32 {
        guard offset >= 0, offset <= byteCount - 4 else { throw BlockFault(.malformed) }
        return UInt32(littleEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    func little64(_ offset: Int) throws(BlockFault) -> UInt64 {
        guard offset >= 0, offset <= byteCount - 8 else { throw BlockFault(.malformed) }
        return UInt64(littleEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// A time in two halves, the upper one first.
    func pcapngTime(_ offset: Int) throws(BlockFault) -> UInt64 {
        UInt64(try little32(offset)) << 32 | UInt64(try little32(offset + 4))
    }

    /// The octets of `range`, as far as they lie in the block.
    func array(_ range: Range<Int>) -> [UInt8] {
        withUnsafeBytes { Array($0[range.clamped(to: 0..<$0.count)]) }
    }

    func text(_ range: Range<Int>) -> String {
        String(decoding: array(range), as: UTF8.self)
    }

    /// The octets of `pattern` stand at `offset`.
    func has(_ pattern: [UInt8], at offset: Int) -> Bool {
        guard offset >= 0, offset <= byteCount - pattern.count else { return false }
        return withUnsafeBytes { octets in
            octets[offset..<offset + pattern.count].elementsEqual(pattern)
        }
    }

    /// Where `pattern` first stands at or behind `start`.
    func firstOffset(of pattern: [UInt8], from start: Int = 0) -> Int? {
        guard let first = pattern.first else { return nil }
        return withUnsafeBytes { octets in
            var at = start
            while at <= octets.count - pattern.count {
                let rest = UnsafeRawBufferPointer(rebasing: octets[at...])
                guard let next = rest.firstOffset(of: first),
                    at + next <= octets.count - pattern.count
                else { return nil }
                at += next
                if octets[at..<at + pattern.count].elementsEqual(pattern) { return at }
                at += 1
            }
            return nil
        }
    }
}

/// The options of a block, one after another.
struct OptionCursor {
    private var at: Int
    private let end: Int

    /// Options from `start` to `end` of a block.
    init(from start: Int, to end: Int) {
        at = start
        self.end = end
    }

    /// The next option's code and where its value lies; nil behind the last.
    mutating func next(
        in block: RawSpan
    ) throws(BlockFault) -> (code: UInt16, value: Range<Int>)? {
        guard at + 4 <= end else { return nil }
        let code = try block.little16(at)
        let length = Int(try block.little16(at + 2))
        if code == 0 { return nil }
        guard at + 4 + length <= end else { throw BlockFault(.optionOverrun, "code \(code)") }
        let start = at + 4
        at = start + paddedLength(length)
        return (code, start..<start + length)
    }
}
