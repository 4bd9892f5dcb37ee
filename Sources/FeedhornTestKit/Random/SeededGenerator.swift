/// A deterministic source of numbers: the same seed gives the same stream, on every machine and
/// with every compiler.
///
/// SplitMix64 (Steele, Lea, Flood 2014). The derived draws below are this type's own, because
/// the standard library does not promise that its algorithms stay as they are.
public struct SeededGenerator: RandomNumberGenerator, Sendable, CustomStringConvertible {
    /// What it was made from; a test prints it when it fails.
    public let seed: UInt64
    private var state: UInt64

    /// Starts the sequence that belongs to `seed`.
    public init(seed: UInt64) {
        self.seed = seed
        self.state = seed
    }

    /// The seed, as a test prints it.
    public var description: String { "seed 0x" + String(seed, radix: 16) }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A number from 0 up to, not including, `bound`. `bound` is at least 1.
    public mutating func integer(below bound: Int) -> Int {
        precondition(bound > 0, "no number lies below \(bound)")
        return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// A number of `range`, both ends included.
    public mutating func integer(in range: ClosedRange<Int>) -> Int {
        range.lowerBound + integer(below: range.upperBound - range.lowerBound + 1)
    }

    /// True with `probability` (0…1).
    public mutating func chance(_ probability: Double) -> Bool {
        Double(next() >> 11) / Double(1 << 53) < probability
    }

    /// `count` random octets.
    public mutating func octets(_ count: Int) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(count + 7)
        while result.count < count {
            var word = next()
            for _ in 0..<8 {
                result.append(UInt8(truncatingIfNeeded: word))
                word >>= 8
            }
        }
        result.removeLast(result.count - count)
        return result
    }

    /// A random octet that is not zero.
    public mutating func nonZeroOctet() -> UInt8 { UInt8(integer(in: 1...255)) }

    /// One of `choices`, which is not empty.
    public mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
        choices[integer(below: choices.count)]
    }

    /// `count` different numbers of `range`, in rising order.
    public mutating func distinct(_ count: Int, in range: Range<Int>) -> [Int] {
        precondition(count <= range.count, "\(count) different numbers do not lie in \(range)")
        var pool = Array(range)
        for place in 0..<count {
            pool.swapAt(place, integer(in: place...pool.count - 1))
        }
        return pool[..<count].sorted()
    }

    /// `0..<count` cut into ranges of 1 to `longest`, as a device would deliver them.
    public mutating func chunks(of count: Int, upTo longest: Int) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start = 0
        while start < count {
            let end = min(count, start + integer(in: 1...longest))
            result.append(start..<end)
            start = end
        }
        return result
    }

    /// A generator of its own, so that one part of a test can draw more without changing the rest.
    public mutating func fork() -> SeededGenerator { SeededGenerator(seed: next()) }
}
