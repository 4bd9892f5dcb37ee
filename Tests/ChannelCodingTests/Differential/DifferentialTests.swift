import FeedhornTestKit
import Testing

@testable import ChannelCoding

/// Are NRZ-M and NRZ-S undone, in any pieces and either polarity?
struct DifferentialTests {
    private func decode(
        _ levels: [UInt8], _ code: DifferentialCode, pieces next: () -> Int
    ) -> [UInt8] {
        var decoder = DifferentialDecoder(code)
        var result: [UInt8] = []
        var at = 0
        while at < levels.count {
            let end = min(levels.count, at + next())
            var bits = [UInt8](repeating: 0xEE, count: end - at)
            levels[at..<end].withUnsafeBytes { levels in
                bits.withUnsafeMutableBytes { decoder.decode(levels, into: $0) }
            }
            result += bits
            at = end
        }
        return result
    }

    @Test(arguments: DifferentialCode.allCases)
    func roundTrip(code: DifferentialCode) {
        var generator = FeedhornTestKit.SeededGenerator(seed: 71)
        for count in [1, 7, 8, 9, 64, 1_001] {
            let bits = generator.octets(count)
            let levels = DifferentialEncoder.encode(bits, space: code == .space)
            #expect(decode(levels, code) { count } == bits)
            #expect(decode(levels, code) { 1 } == bits)
            #expect(decode(levels, code) { generator.integer(in: 1...20) } == bits)
            // Turned over, only the first bit can tell.
            var inverted = decode(levels.map { ~$0 }, code) { count }
            inverted[0] ^= 0x80
            #expect(inverted == bits)
        }
    }

    /// 1 is a change (mark), 0 is a change (space): by hand.
    @Test func byHand() {
        // Levels 0 1 1 0 0 0 1 0 after 0: changes 0 1 0 1 0 0 1 1.
        #expect(decode([0b0110_0010], .mark) { 1 } == [0b0101_0011])
        #expect(decode([0b0110_0010], .space) { 1 } == [0b1010_1100])
    }

    @Test func reset() {
        var decoder = DifferentialDecoder(.mark)
        var bits: [UInt8] = [0]
        for expected in [0x81, 0x01] as [UInt8] {
            ([0xFF] as [UInt8]).withUnsafeBytes { levels in
                bits.withUnsafeMutableBytes { decoder.decode(levels, into: $0) }
            }
            #expect(bits == [expected == 0x81 ? 0x80 : 0x00])
        }
        decoder.reset()
        ([0x00] as [UInt8]).withUnsafeBytes { levels in
            bits.withUnsafeMutableBytes { decoder.decode(levels, into: $0) }
        }
        #expect(bits == [0])
    }
}
