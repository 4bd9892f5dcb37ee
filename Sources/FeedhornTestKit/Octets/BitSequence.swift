/// Bits in a row, the first one the most significant of its octet, as CCSDS counts them.
public struct BitSequence: Sendable, Equatable {
    /// The bits, eight to an octet; what the last octet has over `count` is zero.
    public private(set) var octets: [UInt8] = []
    /// Number of bits.
    public private(set) var count = 0

    /// No bits.
    public init() {}

    /// The bits of `octets`.
    public init(_ octets: [UInt8]) {
        self.octets = octets
        self.count = octets.count * 8
    }

    /// Makes room for `octets` octets.
    public mutating func reserveCapacity(octets count: Int) { octets.reserveCapacity(count) }

    /// The bit at `position`.
    public subscript(position: Int) -> Bool {
        octets[position >> 3] & (0x80 >> UInt8(position & 7)) != 0
    }

    /// Appends the highest `bits` bits (1…8) of `octet`.
    public mutating func append(_ octet: UInt8, bits: Int = 8) {
        precondition((1...8).contains(bits), "an octet has no \(bits) bits")
        let kept = bits == 8 ? octet : octet & ~(0xFF >> UInt8(bits))
        let used = count & 7
        if used == 0 {
            octets.append(kept)
        } else {
            octets[octets.count - 1] |= kept >> UInt8(used)
            if used + bits > 8 { octets.append(kept << UInt8(8 - used)) }
        }
        count += bits
    }

    /// Appends whole octets.
    public mutating func append(contentsOf more: [UInt8]) {
        let used = UInt8(count & 7)
        count += more.count * 8
        guard used > 0 else { return octets.append(contentsOf: more) }
        // The last octet's free bits, then each octet's rest in one of its own.
        var last = octets.removeLast()
        octets.append(
            contentsOf: more.map { octet in
                defer { last = octet << (8 - used) }
                return last | octet >> used
            })
        octets.append(last)
    }

    /// Appends the bits of `source` that lie in `range`.
    public mutating func append(_ range: Range<Int>, of source: BitSequence) {
        precondition(range.lowerBound >= 0 && range.upperBound <= source.count)
        var position = range.lowerBound
        let whole = range.count / 8
        append(contentsOf: source.octets(at: position, count: whole))
        position += 8 * whole
        if position < range.upperBound {
            append(source.octet(at: position), bits: range.upperBound - position)
        }
    }

    /// The eight bits from `position` on; bits past the end read as zero.
    public func octet(at position: Int) -> UInt8 {
        let first = position >> 3
        let shift = UInt8(position & 7)
        let high = first < octets.count ? octets[first] : 0
        if shift == 0 { return high }
        let low = first + 1 < octets.count ? octets[first + 1] : 0
        return high << shift | low >> (8 - shift)
    }

    /// `count` octets from the bit at `position` on.
    public func octets(at position: Int, count: Int) -> [UInt8] {
        if position & 7 == 0, position >> 3 + count <= octets.count {
            return Array(octets[position >> 3..<position >> 3 + count])
        }
        let shift = UInt8(position & 7)
        let first = position >> 3
        guard shift > 0, first + count < octets.count else {
            return (0..<count).map { octet(at: position + 8 * $0) }
        }
        var high = octets[first]
        return octets[first + 1..<first + 1 + count].map { low in
            defer { high = low }
            return high << shift | low >> (8 - shift)
        }
    }

    /// Turns over the bit at `position`.
    public mutating func flip(_ position: Int) {
        octets[position >> 3] ^= 0x80 >> UInt8(position & 7)
    }

    /// Turns over every bit of `range`.
    public mutating func invert(_ range: Range<Int>) {
        var position = range.lowerBound
        while position < range.upperBound {
            if position & 7 == 0, range.upperBound - position >= 8 {
                octets[position >> 3] ^= 0xFF
                position += 8
            } else {
                flip(position)
                position += 1
            }
        }
    }
}
