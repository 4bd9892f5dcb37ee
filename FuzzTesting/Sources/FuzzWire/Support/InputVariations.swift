/// Inputs that differ a little from a given one; which, its octets alone decide.
struct InputVariations {
    private var state: UInt64

    init(_ input: UnsafeRawBufferPointer) {
        // FNV-1a.
        state = input.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    /// SplitMix64.
    private mutating func random() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }

    /// The next variation, which the caller gives back: one to four octets are others, and one in
    /// four inputs is cut short or has an octet more.
    mutating func next(of input: UnsafeRawBufferPointer) -> UnsafeMutableRawBufferPointer {
        var choice = random()
        var count = input.count
        switch choice & 7 {
        case 0: count = Int(choice >> 32 % UInt64(count + 1))
        case 1: count += 1
        default: break
        }
        let octets = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
        octets.copyMemory(from: UnsafeRawBufferPointer(rebasing: input[..<min(count, input.count)]))
        if count > input.count { octets[input.count] = UInt8(truncatingIfNeeded: choice >> 16) }
        guard count > 0 else { return octets }
        for _ in 0...(choice >> 3 & 3) {
            choice = random()
            let place = Int(choice >> 32 % UInt64(count))
            switch choice & 3 {
            case 0: octets[place] = UInt8(truncatingIfNeeded: choice >> 8)
            case 1: octets[place] ^= 1 << UInt8(choice >> 8 & 7)
            case 2: octets[place] &+= UInt8(choice >> 8 & 1) &* 2 &- 1
            // Neighbours are often parts of one number.
            default: octets[place] = octets[Int(choice >> 16 & 0xFFFF) % count]
            }
        }
        return octets
    }
}
