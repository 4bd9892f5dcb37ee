import CCSDS
import Testing

/// Does the walk find every packet, and say why and where it stops?
@Suite struct PacketWalkerTests {
    static let space: [UInt8] = [0x00, 0x2A, 0xC0, 0x01, 0x00, 0x02, 1, 2, 3]
    static let encapsulation: [UInt8] = [0xE9, 0x04, 7, 8]
    static let idleOctet: [UInt8] = [0xE0]

    /// All packets, the step that ended the walk, and where.
    func walk(
        _ octets: [UInt8], maximum: Int = 65_542
    ) -> (packets: [PacketWalkStep], stop: PacketWalkStep, offset: Int, rest: Int) {
        var walker = PacketWalker(octets.span.bytes, maximumLength: maximum)
        var packets: [PacketWalkStep] = []
        var step = walker.next()
        while case .packet = step {
            packets.append(step)
            step = walker.next()
        }
        let again = walker.next()
        #expect(again == step, "a walk that has stopped does not go on")
        return (packets, step, walker.offset, walker.rest.byteCount)
    }

    @Test func mixture() {
        let octets = Self.space + Self.encapsulation + Self.idleOctet + Self.space
        let walk = walk(octets)
        #expect(
            walk.packets == [
                .packet(offset: 0, length: 9, isEncapsulation: false),
                .packet(offset: 9, length: 4, isEncapsulation: true),
                .packet(offset: 13, length: 1, isEncapsulation: true),
                .packet(offset: 14, length: 9, isEncapsulation: false),
            ])
        #expect(walk.stop == .end)
        #expect(walk.offset == 23)
        #expect(walk.rest == 0)
    }

    @Test func nothing() {
        let walk = walk([])
        #expect(walk.packets.isEmpty)
        #expect(walk.stop == .end)
    }

    @Test(arguments: 1..<9)
    func cutSpacePacket(_ count: Int) {
        let walk = walk(Self.idleOctet + Self.space.prefix(count))
        #expect(walk.packets.count == 1)
        #expect(walk.stop == .needMore(packetLength: count < 6 ? nil : 9))
        #expect(walk.offset == 1)
        #expect(walk.rest == count)
    }

    @Test(arguments: [(1, nil), (2, 4), (3, 4)] as [(Int, Int?)])
    func cutEncapsulationPacket(_ count: Int, _ length: Int?) {
        let walk = walk(Self.space + Self.encapsulation.prefix(count))
        #expect(walk.stop == .needMore(packetLength: length))
        #expect(walk.offset == 9)
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt8])
    func otherVersions(_ version: UInt8) {
        let walk = walk(Self.space + [version << 5] + Self.space)
        #expect(walk.packets.count == 1)
        #expect(walk.stop == .badVersion)
        #expect(walk.offset == 9)
        #expect(walk.rest == 10)
    }

    @Test func lengthBelowTheHeader() {
        let walk = walk(Self.space + [0xEA, 0, 0, 3] + Self.space)
        #expect(walk.stop == .badLength)
        #expect(walk.offset == 9)
    }

    @Test func lengthOverTheMaximum() {
        let walk = walk(Self.space, maximum: 8)
        #expect(walk.packets.isEmpty)
        #expect(walk.stop == .badLength)
        #expect(self.walk(Self.space, maximum: 9).stop == .end)
        #expect(self.walk([0xEB, 0, 0, 0, 0, 1, 0, 7]).stop == .badLength)
    }

    /// Against a walk that keeps an index and uses only the length rule, over random octets.
    @Test func equalsAWalkByIndex() {
        var random = SeededGenerator(announcedFor: "PacketWalkerTests.equalsAWalkByIndex")
        for _ in 0..<2_000 {
            var octets: [UInt8] = []
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                let piece =
                    [Self.space, Self.encapsulation, Self.idleOctet]
                    .randomElement(using: &random) ?? []
                octets += piece
            }
            let mutated = Bool.random(using: &random) ? random.mutate(octets) : octets
            var expected: [PacketWalkStep] = []
            var index = 0
            while index < mutated.count,
                case .length(let length, let isEncapsulation) = packetLength(
                    mutated.span.bytes.extracting(index..<mutated.count), maximum: 65_542),
                index + length <= mutated.count
            {
                expected.append(
                    .packet(offset: index, length: length, isEncapsulation: isEncapsulation))
                index += length
            }
            let found = walk(mutated)
            #expect(found.packets == expected)
            #expect(found.offset == index)
        }
    }
}
