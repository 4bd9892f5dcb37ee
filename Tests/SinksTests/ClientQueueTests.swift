import Glibc
import Testing

@testable import Sinks

/// Do blocks wait for a client up to the limit, and leave whole and in order?
struct ClientQueueTests {
    private func block(_ octets: [UInt8]) -> PacketBlock {
        PacketBlock(octets: octets, packets: octets.count)
    }

    @Test func theLimitIsIncluded() {
        var queue = ClientQueue(maximumOctets: 5)
        let isTaken = [[1, 2, 3], [4, 5, 6], [4, 5], [6]].map { queue.append(block($0)) }
        #expect(isTaken == [true, false, true, false])
        #expect(queue.octets == 5 && queue.packets == 5)
    }

    /// A socket that takes `room` octets at a time, is interrupted in between, and is then full.
    @Test(arguments: 1...6)
    func sentInPieces(room: Int) {
        var queue = ClientQueue(maximumOctets: 100)
        for octets in [[1, 2, 3], [4], [5, 6]] as [[UInt8]] { _ = queue.append(block(octets)) }
        var sent: [UInt8] = []
        var packets = 0
        var turn = 0
        // Each turn but every third sends at least one octet.
        for _ in 0..<20 where !queue.isEmpty {
            let result = queue.flush { octets in
                turn += 1
                if turn % 3 == 0 { return -Int(EINTR) }
                if turn % 3 == 1, turn > 1 { return -Int(EAGAIN) }
                sent += octets.prefix(room)
                return min(room, octets.count)
            }
            #expect(result.code == 0)
            packets += result.packets
            #expect(queue.octets == 6 - sent.count)
        }
        #expect(sent == [1, 2, 3, 4, 5, 6])
        #expect(packets == 6 && queue.isEmpty && queue.packets == 0)
    }

    @Test func aBrokenConnectionIsTold() {
        var queue = ClientQueue(maximumOctets: 100)
        _ = queue.append(block([1]))
        let result = queue.flush { _ in -Int(EPIPE) }
        #expect(result.code == EPIPE && result.packets == 0)
        #expect(!queue.isEmpty)
    }
}
