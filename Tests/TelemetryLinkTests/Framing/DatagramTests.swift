import FeedhornExactness
import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Is each datagram one frame, its wrapper taken off?")
struct DatagramTests {
    private func decode(
        _ parameters: ManagedParameters, _ datagrams: [[UInt8]]
    ) -> Decoded {
        var chunks: [Range<Int>] = []
        var octets: [UInt8] = []
        for datagram in datagrams {
            chunks.append(octets.count..<octets.count + datagram.count)
            octets += datagram
        }
        return parameters.decode(octets, chunks: chunks, ownSlabs: true)
    }

    @Test func wrapper() {
        var parameters = ManagedParameters(name: "udp", framing: .opaque)
        parameters.wrapper = ManagedParameters.Wrapper(before: 2, after: 1)
        let decoded = decode(
            parameters, [[9, 9, 1, 2, 3, 9], [], [9], [9, 9, 9], [9, 9, 4, 9]])
        #expect(decoded.frames.map(\.octets) == [[1, 2, 3], [4]])
        #expect(decoded.balance.strippedBits[.wrapper] == 10 * 8)
        // In the stream as it was received, wrappers included.
        #expect(decoded.frames.map(\.annotation.streamOffset) == [16, 96])
    }

    @Test func managedLength() {
        var frame = FrameParameters()
        frame.length = 3
        let parameters = ManagedParameters(name: "udp", framing: .opaque, frame: frame)
        let decoded = decode(parameters, [[1, 2, 3], [4, 5, 6, 7, 8, 9], [1, 2], [1, 2, 3, 4]])
        #expect(decoded.frames.map(\.octets) == [[1, 2, 3], [4, 5, 6], [7, 8, 9], [1, 2, 3]])
        #expect(decoded.records.rejected.map(\.reason) == [.length, .length])
        #expect(decoded.records.rejected.map(\.octets) == [[1, 2], [4]])
    }

    @Test func packetPerDatagram() {
        var frame = FrameParameters()
        frame.type = .packets
        var parameters = ManagedParameters(name: "udp", framing: .opaque, frame: frame)
        let packet = GeneratedPacket.space(application: 3, sequenceCount: 1, data: [1, 2]).octets
        let datagrams: [[UInt8]] = [
            packet, packet, packet + [0], Array(packet.dropLast()), [0x40, 0, 0], [],
        ]
        let kept = decode(parameters, datagrams)
        #expect(kept.packets.map(\.octets) == [packet, packet])
        #expect(kept.records.rejected.map(\.reason) == [.length, .length, .version])
        #expect(kept.records.gaps.map(\.step) == [.duplicate])
        parameters.frame.duplicates = .drop
        let dropped = decode(parameters, datagrams)
        #expect(dropped.packets.map(\.octets) == [packet])
        #expect(dropped.balance.framesDuplicate == 1)
        #expect(dropped.balance.duplicateBits == UInt64(packet.count * 8))
    }
}
