import Testing

@testable import ChannelCoding

/// Does a frame arrive as it was sent, whatever its place, sense and randomizer?
struct FrameMoverTests {
    /// Bit by bit, the plain meaning of the words.
    private func naive(
        _ source: [UInt8], bitOffset: Int, inverted: Bool, sequence: [UInt8], count: Int
    ) -> [UInt8] {
        var frame = [UInt8](repeating: 0, count: count)
        for bit in 0..<count * 8 {
            let at = bit + bitOffset
            var value = source[at / 8] >> UInt8(7 - at % 8) & 1
            if inverted { value ^= 1 }
            value ^= sequence[bit / 8] >> UInt8(7 - bit % 8) & 1
            frame[bit / 8] |= value << UInt8(7 - bit % 8)
        }
        return frame
    }

    @Test(arguments: [nil, Pseudorandomizer.period255, .period131071])
    func movesLikeBitByBit(randomizer: Pseudorandomizer?) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        let lengths = Array(0...41) + [255, 256, 257, 1020, 1115, 1279]
        let mover = FrameMover(randomizer: randomizer, maximumLength: 1279)
        let sequence =
            randomizer?.sequence(count: 1279) ?? [UInt8](repeating: 0, count: 1279)
        for length in lengths {
            for offset in 0..<8 {
                for inverted in [false, true] {
                    let source = generator.octets(length + (offset == 0 ? 0 : 1))
                    let expected = naive(
                        source, bitOffset: offset, inverted: inverted, sequence: sequence,
                        count: length)
                    let place: Comment = "\(length) \(offset) \(inverted) seed \(seed)"
                    try expectMove(mover, source, offset, inverted, expected, place)
                }
            }
        }
    }

    /// Moves between unreadable pages: one octet too far ends the test run.
    private func expectMove(
        _ mover: FrameMover, _ source: [UInt8], _ offset: Int, _ inverted: Bool,
        _ expected: [UInt8], _ place: Comment
    ) throws {
        let from = try #require(GuardedOctets(source, at: .back))
        let to = try #require(GuardedOctets(expected.map { ~$0 }, at: .back))
        mover.move(
            from: from.base, bitOffset: offset, inverted: inverted, to: to.base,
            count: expected.count)
        #expect(to.octets == expected, place)
        #expect(from.octets == source, place)
    }

    @Test("the longest frame has a sequence to its end")
    func longestFrame() {
        let length = FrameMover.longestFrame
        let sequence = Pseudorandomizer.period131071.sequence(count: length)
        let mover = FrameMover(randomizer: .period131071, maximumLength: length)
        let zeros = [UInt8](repeating: 0, count: length + 1)
        var moved = zeros
        mover.move(from: zeros, bitOffset: 0, inverted: false, to: &moved, count: length)
        #expect(Array(moved.prefix(length)) == sequence)
        mover.move(from: zeros, bitOffset: 5, inverted: true, to: &moved, count: length)
        #expect(Array(moved.prefix(length)) == sequence.map { ~$0 })
        #expect(moved[length] == 0)
    }
}
