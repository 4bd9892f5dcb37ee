/// How a bit is told from the one before it, where a stream does not say its polarity.
public enum DifferentialCode: Sendable, Hashable, CaseIterable {
    /// NRZ-M (mark): a one is a change of level.
    case mark
    /// NRZ-S (space): a zero is a change of level.
    case space
}

/// Turns levels into bits: NRZ-M or NRZ-S into NRZ-L.
///
/// An inverted stream gives the same bits, and a wrong level two wrong bits. The first level of a
/// stream has none before it and is compared with zero: its bit says nothing.
public struct DifferentialDecoder: Sendable {
    /// The code.
    public let code: DifferentialCode

    /// The last level.
    private var level: UInt64 = 0

    /// A decoder at the beginning of a stream.
    public init(_ code: DifferentialCode) { self.code = code }

    /// The stream was broken: the next level has none before it.
    public mutating func reset() { level = 0 }

    /// Decodes the next `levels`, eight to an octet, first one most significant, into as many
    /// octets of bits at `bits`. Both may be the same memory.
    @unsafe
    public mutating func decode(
        _ levels: UnsafeRawBufferPointer, into bits: UnsafeMutableRawBufferPointer
    ) {
        precondition(bits.count >= levels.count, "room for bits")
        let inversion: UInt64 = code == .space ? .max : 0
        let word = MemoryLayout<UInt64>.size
        let whole = levels.count / word * word
        for at in stride(from: 0, to: whole, by: word) {
            let now = UInt64(
                bigEndian: unsafe levels.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            let changes = now ^ (now >> 1 | level << 63)
            unsafe bits.storeBytes(
                of: (changes ^ inversion).bigEndian, toByteOffset: at, as: UInt64.self)
            level = now & 1
        }
        for at in whole..<levels.count {
            let now = unsafe UInt64(levels[at])
            let changes = now ^ (now >> 1 | level << 7)
            unsafe bits[at] = UInt8(truncatingIfNeeded: changes ^ inversion)
            level = now & 1
        }
    }
}
