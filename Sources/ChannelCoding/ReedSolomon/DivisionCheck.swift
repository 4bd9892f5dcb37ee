/// Decides which codewords are clean, in plain Swift: each is divided by the generator whose roots
/// are ``CodeRoots/deciding``, and a remainder makes it dirty.
///
/// The codewords of a block are divided side by side, so that the processor need not wait for one
/// table look-up before the next.
struct DivisionCheck: Sendable {
    private let depth: Int
    private let multiples: [UInt128]
    /// The remainder of the virtual fill.
    private let afterFill: UInt128
    private var remainders: [UInt128]

    init(code: ReedSolomonCode, basis: SymbolBasis) {
        let register = ParityRegister(errorCapability: 8, basis: basis)
        var remainder = ParityRegister.Remainder()
        for octet in code.fill { register.push(octet, into: &remainder) }
        depth = code.interleavingDepth
        multiples = register.high
        afterFill = remainder.high
        remainders = Array(repeating: 0, count: code.interleavingDepth)
    }

    /// Bit k of the result is set when codeword k is not in the code.
    mutating func dirtyCodewords(_ codeblock: UnsafeRawBufferPointer) -> UInt32 {
        var lane = 0
        while lane + 1 < depth {
            unsafe divideTwo(codeblock, from: lane)
            lane += 2
        }
        if lane < depth { unsafe divideOne(codeblock, from: lane) }
        var dirty: UInt32 = 0
        for lane in 0..<depth where remainders[lane] != 0 { dirty |= 1 << UInt32(lane) }
        return dirty
    }

    private mutating func divideOne(_ codeblock: UnsafeRawBufferPointer, from lane: Int) {
        let remainder = unsafe multiples.withUnsafeBufferPointer { table in
            var remainder = afterFill
            for at in stride(from: lane, to: codeblock.count, by: depth) {
                remainder = unsafe Self.push(codeblock[at], into: remainder, table)
            }
            return remainder
        }
        remainders[lane] = remainder
    }

    private mutating func divideTwo(_ codeblock: UnsafeRawBufferPointer, from lane: Int) {
        let (first, second) = unsafe multiples.withUnsafeBufferPointer { table in
            var (first, second) = (afterFill, afterFill)
            for at in stride(from: lane, to: codeblock.count - 1, by: depth) {
                unsafe first = Self.push(codeblock[at], into: first, table)
                unsafe second = Self.push(codeblock[at + 1], into: second, table)
            }
            return (first, second)
        }
        remainders[lane] = first
        remainders[lane + 1] = second
    }

    @inline(__always)
    private static func push(
        _ octet: UInt8, into remainder: UInt128, _ multiples: UnsafeBufferPointer<UInt128>
    ) -> UInt128 {
        let index = Int(UInt8(truncatingIfNeeded: remainder >> 120) ^ octet)
        return unsafe (remainder << 8) ^ multiples[index]
    }
}
