import FeedhornTestKit
import Testing

@Suite("Do bits keep their order?")
struct BitSequenceTests {
    @Test func partsAtAnyPlace() {
        var bits = BitSequence()
        bits.append(0b1010_0000, bits: 3)
        bits.append(contentsOf: [0xFF, 0x00])
        bits.append(0b1100_0000, bits: 2)
        #expect(bits.count == 21)
        #expect(bits.octets == [0b1011_1111, 0b1110_0000, 0b0001_1000])
        #expect(bits.octets(at: 3, count: 2) == [0xFF, 0x00])
        var copy = BitSequence()
        copy.append(1..<21, of: bits)
        #expect(copy.octets == [0b0111_1111, 0b1100_0000, 0b0011_0000] && copy.count == 20)
        copy.invert(1..<12)
        #expect(copy.octets == [0b0000_0000, 0b0011_0000, 0b0011_0000])
        #expect(copy[10] && !copy[12])
    }
}
