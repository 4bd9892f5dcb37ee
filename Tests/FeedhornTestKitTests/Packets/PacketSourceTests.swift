import FeedhornTestKit
import Testing

@Suite("Does a packet source make what it was told to?")
struct PacketSourceTests {
    @Test func lengthsReachBothEnds() {
        for length in [7, 65_542] {
            let application = PacketSource.Application(
                identifier: 5, lengths: length...length)
            var source = PacketSource(
                applications: [application], generator: SeededGenerator(seed: 1))
            let packet = source.next()
            #expect(packet.octets.count == length)
            #expect(Int(packet.octets[4]) << 8 | Int(packet.octets[5]) == length - 7)
        }
    }

    @Test func countsGoOnPerApplication() {
        var first = PacketSource.Application(identifier: 5, lengths: 20...20)
        first.firstCount = 16_382
        let second = PacketSource.Application(identifier: 6, lengths: 20...20)
        var source = PacketSource(
            applications: [first, second], generator: SeededGenerator(seed: 2))
        let packets = (0..<40).map { _ in source.next() }
        let counts = packets.filter { $0.application == 5 }.compactMap(\.sequenceCount)
        #expect(counts.prefix(4) == [16_382, 16_383, 0, 1])
        #expect(
            packets.filter { $0.application == 6 }.compactMap(\.sequenceCount).prefix(3)
                == [0, 1, 2])
    }

    /// Octets 6…11 are the time; the last two make the check sequence over all 0.
    @Test func timeAndErrorControl() {
        var application = PacketSource.Application(identifier: 5, lengths: 20...20)
        application.secondaryHeader = .time
        application.hasErrorControl = true
        var source = PacketSource(
            applications: [application], generator: SeededGenerator(seed: 3))
        source.onBoardTime = 0x0102_0304_0506
        let packet = source.next().octets
        #expect(packet[6..<12] == [1, 2, 3, 4, 5, 6])
        #expect(packet[0] == 0x08 && packet[1] == 5)
        #expect(FrameCheckSequence.compute(packet) == 0)
    }
}
