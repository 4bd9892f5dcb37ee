import Testing

@testable import ChannelCoding

/// Are the sequences those of the books?
struct PseudorandomizerTests {
    struct Vector: Decodable {
        var id: String
        var kind: String
        var sequence: HexOctets?
        var plain: HexOctets?
        var randomized: HexOctets?
        var ones_per_period: Int?
    }

    @Test("the first 40 bits as printed")
    func printedBeginnings() throws {
        #expect(
            Pseudorandomizer.period255.sequence(count: 5) == [0xFF, 0x48, 0x0E, 0xC0, 0x9A])
        #expect(
            Pseudorandomizer.period131071.sequence(count: 5) == [0x1C, 0x71, 0xB9, 0x1B, 0xA9])
    }

    @Test(.enabled(if: VectorFile.isPresent, VectorFile.absence))
    func sequences() throws {
        var compared = 0
        for vector in try VectorFile.load("randomizer", as: Vector.self) {
            let randomizer: Pseudorandomizer
            switch vector.kind {
            case "randomizer_tm_255": randomizer = .period255
            case "randomizer_tm_131071": randomizer = .period131071
            default: continue
            }
            let sequence = try #require(vector.sequence).octets
            #expect(randomizer.sequence(count: sequence.count) == sequence, "\(vector.id)")
            compared += 1
        }
        #expect(compared == 2)
    }

    @Test(.enabled(if: VectorFile.isPresent, VectorFile.absence))
    func applied() throws {
        var compared = 0
        for vector in try VectorFile.load("randomizer", as: Vector.self)
        where vector.kind == "randomizer_apply" {
            let randomized = try #require(vector.randomized).octets
            let mover = FrameMover(randomizer: .period255, maximumLength: randomized.count)
            var plain = [UInt8](repeating: 0, count: randomized.count)
            mover.move(
                from: randomized, bitOffset: 0, inverted: false, to: &plain,
                count: randomized.count)
            #expect(plain == vector.plain?.octets, "\(vector.id)")
            compared += 1
        }
        #expect(compared == 6)
    }

    @Test("the short sequence has a period of 255 bits, 128 of them ones")
    func shortPeriod() {
        let period = 255
        let bits = Pseudorandomizer.period255.sequence(count: 600).flatMap { octet in
            (0..<8).map { (shift: Int) -> UInt8 in octet >> UInt8(7 - shift) & 1 }
        }
        #expect(bits[0..<period].count(where: { $0 == 1 }) == 128)
        #expect(bits[period...].elementsEqual(bits[0..<bits.count - period]))
        #expect(bits[5..<period + 5] != bits[0..<period])
    }

    @Test("the long sequence has a period of 131,071 bits, 65,536 of them ones")
    func longPeriod() {
        let period = 131_071
        let sequence = Pseudorandomizer.period131071.sequence(count: period / 8 * 2 + 2)
        let bits = sequence.flatMap { octet in
            (0..<8).map { (shift: Int) -> UInt8 in octet >> UInt8(7 - shift) & 1 }
        }
        #expect(bits[0..<period].count(where: { $0 == 1 }) == 65_536)
        #expect(bits[period...].elementsEqual(bits[0..<bits.count - period]))
        #expect(bits[8..<period + 8] != bits[0..<period])
    }
}
