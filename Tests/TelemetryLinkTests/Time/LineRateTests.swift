import TelemetryLink
import Testing

/// Is a first bit dated by the rate of a serial line, where the channel's is not known?
struct LineRateTests {
    /// Packets of eight octets back to back, the second of them in two chunks.
    private func times(bitRate: UInt64?, lineRate: UInt64?) -> [UInt64] {
        var parameters = ManagedParameters(name: "line", framing: .packets)
        parameters.frame.type = .packets
        parameters.bitRate = bitRate
        parameters.lineRate = lineRate
        var decoder = LinkDecoder(parameters)
        var batch = PacketBatch()
        let packet: [UInt8] = [0x00, 0x64, 0xC0, 0x00, 0x00, 0x01, 0xAA, 0xBB]
        let slab = Slab(copying: packet + packet + packet)
        for (range, time) in [(0..<12, UInt64(1_000_000)), (12..<24, 3_000_000)] {
            decoder.consume(
                slab, range, receivedAt: ReceptionTime(utc: time, monotonic: time), into: &batch)
        }
        return batch.packets.map(\.earthReceiveTime)
    }

    @Test("less the octets behind it in its chunk, at eight bits each")
    func line() {
        // 1 Mbit/s: 8 µs an octet; 11, 3 and 7 octets stand behind the first ones of the packets.
        let expected: [UInt64] = [1_000_000 - 88_000, 1_000_000 - 24_000, 3_000_000 - 56_000]
        #expect(times(bitRate: nil, lineRate: 1_000_000) == expected)
    }

    @Test("another rate: what is pending is given up, and what follows is dated by it")
    func changes() {
        var parameters = ManagedParameters(name: "line", framing: .packets)
        parameters.frame.type = .packets
        parameters.lineRate = 1_000_000
        var decoder = LinkDecoder(parameters)
        var batch = PacketBatch()
        let packet: [UInt8] = [0x00, 0x64, 0xC0, 0x00, 0x00, 0x01, 0xAA, 0xBB]
        let slab = Slab(copying: packet + packet + packet)
        func consume(_ range: Range<Int>, at time: UInt64) {
            decoder.consume(
                slab, range, receivedAt: ReceptionTime(utc: time, monotonic: time), into: &batch)
        }
        // Nothing was received yet: nothing is given up.
        decoder.changeLineRate(to: 2_000_000, into: &batch)
        #expect(batch.isEmpty)
        consume(0..<12, at: 1_000_000)
        decoder.changeLineRate(to: 2_000_000, into: &batch)
        consume(12..<16, at: 2_000_000)
        decoder.changeLineRate(to: 500_000, into: &batch)
        #expect(decoder.balance.pendingBits == 0)
        consume(16..<24, at: 3_000_000)
        // 4 µs an octet, and the rate that is in force already changed nothing; then 16 µs.
        let expected: [UInt64] = [1_000_000 - 44_000, 1_000_000 - 12_000, 3_000_000 - 112_000]
        #expect(batch.packets.map(\.earthReceiveTime) == expected)
        consume(0..<4, at: 4_000_000)
        decoder.changeLineRate(to: 1_000_000, into: &batch)
        consume(4..<8, at: 5_000_000)
        #expect(batch.packets.count == 3, "the halves of a packet are no packet")
        #expect(decoder.balance.isBalanced)
    }

    @Test("the channel's rate comes first; without any, the chunk's time stands")
    func others() {
        let channel = times(bitRate: 2_000_000, lineRate: 1_000_000)
        #expect(channel == times(bitRate: 2_000_000, lineRate: nil))
        #expect(channel[0] == 956_000)
        #expect(times(bitRate: nil, lineRate: nil) == [1_000_000, 1_000_000, 3_000_000])
    }
}
