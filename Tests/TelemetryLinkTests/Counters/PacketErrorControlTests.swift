import CCSDS
import ChannelCoding
import Testing

@testable import TelemetryLink

@Suite("Is the error control of packets checked and counted, where there is one?")
struct PacketErrorControlTests {
    /// A space packet of APID `application` whose last two octets are its CRC-16, or not quite.
    private func packet(
        _ application: UInt8, isGood: Bool, hasSecondaryHeader: Bool = false
    ) -> [UInt8] {
        let first: UInt8 = application == 0xFF ? 0x07 : hasSecondaryHeader ? 0x08 : 0x00
        var octets: [UInt8] = [first, application, 0xC0, 0x00, 0x00, 0x04, 1, 2, 3]
        let checksum = CRC16.checksum(octets.span.bytes) ^ (isGood ? 0 : 1)
        octets += [UInt8(checksum >> 8), UInt8(truncatingIfNeeded: checksum)]
        return octets
    }

    private func counts(
        _ packets: [[UInt8]], needsSecondaryHeader: Bool = false
    ) -> [[UInt64]] {
        var parameters = ManagedParameters(name: "packets", framing: .packets)
        parameters.packets.errorControl = true
        parameters.packets.errorControlNeedsSecondaryHeader = needsSecondaryHeader
        let decoded = parameters.decode(packets.flatMap { $0 })
        #expect(decoded.packets.count == packets.count, "none is held back")
        return decoded.records.statistics.applications.map {
            [UInt64($0.application.rawValue), $0.errorControlGood, $0.errorControlBad]
        }
    }

    @Test func goodAndBad() {
        let packets = [
            packet(1, isGood: true), packet(1, isGood: false), packet(1, isGood: false),
            packet(2, isGood: true),
        ]
        #expect(counts(packets) == [[1, 1, 2], [2, 1, 0]])
    }

    /// Idle packets have none, whatever their last octets are.
    @Test func idlePackets() {
        #expect(counts([packet(0xFF, isGood: false)]) == [[0x7FF, 0, 0]])
    }

    /// ECSS-E-ST-70-41C: packets without a secondary header have none.
    @Test func onlyBehindASecondaryHeader() {
        let packets = [
            packet(1, isGood: false), packet(2, isGood: false, hasSecondaryHeader: true),
            packet(2, isGood: true, hasSecondaryHeader: true),
        ]
        #expect(counts(packets, needsSecondaryHeader: true) == [[1, 0, 0], [2, 1, 1]])
    }
}
