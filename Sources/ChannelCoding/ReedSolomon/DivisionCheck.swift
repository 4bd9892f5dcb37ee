/// Decides which codewords are clean, in plain Swift: each is divided by the generator whose roots
/// are ``CodeRoots/deciding``, and a remainder makes it dirty.
///
/// Four symbols enter at once, each with a table of its own, so that four look-ups need not wait
/// for each other; and up to four codewords of a block are divided side by side.
struct DivisionCheck: Sendable {
    /// Sixteen octets, the first one in the least significant octet of `x`.
    private typealias Remainder = SIMD2<UInt64>
    private typealias Multiples = UnsafePointer<SIMD2<UInt64>>

    private let depth: Int
    /// Octets of a codeword on the wire.
    private let count: Int
    /// What is left of a symbol that leaves on the left, n symbols later: 256·n + symbol.
    private let multiples: [SIMD2<UInt64>]
    /// The remainder of the virtual fill.
    private let afterFill: SIMD2<UInt64>

    /// Symbols that enter at once.
    private static let step = 4

    init(code: ReedSolomonCode, basis: SymbolBasis) {
        let register = ParityRegister(errorCapability: 8, basis: basis)
        var remainder = ParityRegister.Remainder()
        for octet in code.fill { register.push(octet, into: &remainder) }
        var multiples = register.high
        for index in 0..<256 * (Self.step - 1) {
            var later = ParityRegister.Remainder(high: multiples[index])
            register.push(0, into: &later)
            multiples.append(later.high)
        }
        depth = code.interleavingDepth
        count = code.codeblockLength / code.interleavingDepth
        self.multiples = multiples.map { Self.vector($0) }
        afterFill = Self.vector(remainder.high)
    }

    private static func vector(_ remainder: UInt128) -> Remainder {
        let octets = remainder.byteSwapped
        return Remainder(
            UInt64(truncatingIfNeeded: octets), UInt64(truncatingIfNeeded: octets >> 64))
    }

    /// Bit k of the result is set when codeword k is not in the code.
    func dirtyCodewords(_ codeblock: UnsafeRawBufferPointer) -> UInt32 {
        precondition(codeblock.count == count * depth, "codeblock length")
        return unsafe multiples.withUnsafeBufferPointer { multiples in
            guard let base = codeblock.baseAddress, let table = multiples.baseAddress else {
                return 0
            }
            var dirty: UInt32 = 0
            var lane = 0
            while lane < depth {
                let left = depth - lane
                // One alone takes as long as three, so five are three and two.
                let lanes = left == 5 ? 3 : min(left, 4)
                let found =
                    switch lanes {
                    case 4: unsafe divideFour(base + lane, table)
                    case 3: unsafe divideThree(base + lane, table)
                    case 2: unsafe divideTwo(base + lane, table)
                    default: unsafe divideOne(base + lane, table)
                    }
                dirty |= found << UInt32(lane)
                lane += lanes
            }
            return dirty
        }
    }

    private func divideOne(_ octets: UnsafeRawPointer, _ table: Multiples) -> UInt32 {
        var remainder = unsafe lead(octets, table)
        var at = count % Self.step * depth
        for _ in 0..<count / Self.step {
            unsafe push(octets + at, table, &remainder)
            at &+= Self.step &* depth
        }
        return remainder == .zero ? 0 : 1
    }

    private func divideTwo(_ octets: UnsafeRawPointer, _ table: Multiples) -> UInt32 {
        var first = unsafe lead(octets, table)
        var second = unsafe lead(octets + 1, table)
        var at = count % Self.step * depth
        for _ in 0..<count / Self.step {
            unsafe push(octets + at, table, &first)
            unsafe push(octets + at + 1, table, &second)
            at &+= Self.step &* depth
        }
        return (first == .zero ? 0 : 1) | (second == .zero ? 0 : 2)
    }

    private func divideThree(_ octets: UnsafeRawPointer, _ table: Multiples) -> UInt32 {
        var first = unsafe lead(octets, table)
        var second = unsafe lead(octets + 1, table)
        var third = unsafe lead(octets + 2, table)
        var at = count % Self.step * depth
        for _ in 0..<count / Self.step {
            unsafe push(octets + at, table, &first)
            unsafe push(octets + at + 1, table, &second)
            unsafe push(octets + at + 2, table, &third)
            at &+= Self.step &* depth
        }
        let pair = (first == .zero ? 0 : 1) | (second == .zero ? 0 : 2) as UInt32
        return pair | (third == .zero ? 0 : 4)
    }

    private func divideFour(_ octets: UnsafeRawPointer, _ table: Multiples) -> UInt32 {
        var first = unsafe lead(octets, table)
        var second = unsafe lead(octets + 1, table)
        var third = unsafe lead(octets + 2, table)
        var fourth = unsafe lead(octets + 3, table)
        var at = count % Self.step * depth
        for _ in 0..<count / Self.step {
            unsafe push(octets + at, table, &first)
            unsafe push(octets + at + 1, table, &second)
            unsafe push(octets + at + 2, table, &third)
            unsafe push(octets + at + 3, table, &fourth)
            at &+= Self.step &* depth
        }
        let pair = (first == .zero ? 0 : 1) | (second == .zero ? 0 : 2) as UInt32
        return pair | (third == .zero ? 0 : 4) | (fourth == .zero ? 0 : 8)
    }

    /// The remainder of the fill and of the symbols in front that are less than a step.
    private func lead(_ octets: UnsafeRawPointer, _ table: Multiples) -> Remainder {
        var remainder = afterFill
        for place in 0..<count % Self.step {
            let octet = unsafe octets.load(fromByteOffset: place * depth, as: UInt8.self)
            let leaving = Int((remainder.x ^ UInt64(octet)) & 0xFF)
            let next = Remainder(remainder.y, 0)
            remainder = unsafe (remainder &>> 8) ^ (next &<< 56) ^ table[leaving]
        }
        return remainder
    }

    /// Takes in four symbols.
    @inline(__always)
    private func push(
        _ octets: UnsafeRawPointer, _ table: Multiples, _ remainder: inout Remainder
    ) {
        var entering = unsafe UInt32(octets.load(as: UInt8.self))
        entering |= unsafe UInt32(octets.load(fromByteOffset: depth, as: UInt8.self)) &<< 8
        entering |= unsafe UInt32(octets.load(fromByteOffset: 2 &* depth, as: UInt8.self)) &<< 16
        entering |= unsafe UInt32(octets.load(fromByteOffset: 3 &* depth, as: UInt8.self)) &<< 24
        let leaving = UInt32(truncatingIfNeeded: remainder.x) ^ entering
        let first = unsafe table[768 &+ Int(leaving & 0xFF)]
        let second = unsafe table[512 &+ Int(leaving &>> 8 & 0xFF)]
        let third = unsafe table[256 &+ Int(leaving &>> 16 & 0xFF)]
        let fourth = unsafe table[Int(leaving &>> 24)]
        let sum = first ^ second ^ third ^ fourth
        remainder = sum ^ (remainder &>> 32) ^ (Remainder(remainder.y, 0) &<< 32)
    }
}
