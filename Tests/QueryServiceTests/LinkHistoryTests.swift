import CCSDS
import TelemetryLink
import TelemetryPipeline
import Testing

@testable import QueryService

/// Does a link's history keep as many of the last packets as fit, with their own octets?
struct LinkHistoryTests {
    private func subject(_ length: Int) -> PacketSubject {
        PacketSubject(
            PacketRecord(
                earthReceiveTime: 0, offset: 0, length: UInt32(length), header: 0,
                channel: .none, annotation: 0, slab: 0, quality: .good, flags: []),
            annotation: nil)
    }

    /// As many of the last packets as the limits allow; one larger than the ring is not kept.
    private func expected(_ sent: [[UInt8]], packets: Int, octets: Int) -> [[UInt8]] {
        var kept: [[UInt8]] = []
        var sum = 0
        for packet in sent.reversed() where packet.count <= octets {
            sum += packet.count
            if sum > octets || kept.count == packets { break }
            kept.insert(packet, at: 0)
        }
        return kept
    }

    @Test(arguments: [1, 2, 5], [7, 10, 21, 22, 40])
    func everyStep(packets: Int, octets: Int) throws {
        let name = try #require(LinkName("a"))
        var history = LinkHistory(name, packets: packets, octets: octets)
        var sent: [[UInt8]] = []
        for step in 0..<200 {
            let length = 1 + step * 7 % 13
            let packet = [UInt8](repeating: UInt8(truncatingIfNeeded: step), count: length)
            sent.append(packet)
            history.append(
                subject(length), octets: packet.span.bytes, sequence: UInt64(step))
            var buffer: [UInt8] = []
            let kept = (0..<history.count).map { index in
                history.copy(history[index], into: &buffer)
                return buffer
            }
            #expect(kept == expected(sent, packets: packets, octets: octets), "step \(step)")
            let last = history.count > 0 ? history[history.count - 1].sequence : 0
            #expect(history.index(from: last) == max(0, history.count - 1))
        }
    }
}
