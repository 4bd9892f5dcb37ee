import CCSDS
import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Do services that are not packets leave as zones, with every octet in the books?")
struct FrameZoneTests {
    private struct Zone: Equatable {
        var octets: [UInt8]
        var bits: UInt32
        var service: FrameZoneService
        var flags: FrameZoneFlags
    }

    private func zones(_ decoded: Decoded) -> [Zone] {
        decoded.zones.map {
            Zone(
                octets: $0.octets, bits: $0.record.validBits, service: $0.record.service,
                flags: $0.record.flags)
        }
    }

    // MARK: AOS

    /// Version 1, spacecraft 5, channel 2.
    private func aos(_ count: UInt8, signaling: UInt8 = 0, _ data: [UInt8]) -> [UInt8] {
        [0x41, 0x42, 0, 0, count, signaling] + data
    }

    private func decodeAOS(
        _ frames: [[UInt8]], _ service: ChannelTable.Service
    ) -> Decoded {
        var parameters = ManagedParameters(name: "aos", framing: .fixedFrames)
        parameters.frame.type = .aos
        parameters.frame.length = frames[0].count
        parameters.channels.services = [VirtualChannelIdentifier(rawValue: 2): service]
        return parameters.decodeInManyWays(Array(frames.joined()))
    }

    @Test func bitstream() {
        let frames = [
            aos(0, [0x3F, 0xFF, 1, 2, 3]),  // all valid
            aos(1, [0x00, 0x00, 4, 5, 6]),  // the first bit
            aos(2, [0x00, 0x16, 7, 8, 9]),  // all but the last bit
            aos(3, [0x3F, 0xFE, 0, 0, 0]),  // only idle data
            aos(5, [0x00, 0x07, 1, 1, 1]),  // one missing before
            aos(6, [0x00, 0x18, 1, 1, 1]),  // a pointer behind the zone
        ]
        let decoded = decodeAOS(frames, .bitstream)
        #expect(
            zones(decoded) == [
                Zone(octets: [1, 2, 3], bits: 24, service: .bitstream, flags: []),
                Zone(octets: [4, 5, 6], bits: 1, service: .bitstream, flags: []),
                Zone(octets: [7, 8, 9], bits: 23, service: .bitstream, flags: []),
                Zone(octets: [1, 1, 1], bits: 8, service: .bitstream, flags: .gapBefore),
            ])
        #expect(decoded.zones.map(\.record.validOctets) == [3, 1, 3, 1])
        #expect(decoded.zones.map(\.frameNumber) == [0, 1, 2, 4])
        #expect(decoded.records.rejected.map(\.reason) == [.dataField])
        // Five zones of three octets; the headers of the B_PDUs are not data.
        #expect(decoded.balance.dataOctets == 15)
        #expect(decoded.balance.otherServiceOctets == 15)
        #expect(decoded.records.statistics.channels.map(\.zones) == [4])
        #expect(decoded.records.statistics.channels.map(\.idleFrames) == [1])
    }

    @Test func virtualChannelAccess() {
        let frames = [
            aos(0, [1, 2, 3]), aos(0, [1, 2, 3]), aos(1, [4, 5, 6]), aos(0x20, [7, 8, 9]),
            aos(0x10, [7, 8, 9]),
        ]
        let decoded = decodeAOS(frames, .virtualChannelAccess)
        let whole: FrameZoneFlags = [.begins, .ends]
        #expect(
            zones(decoded).map(\.flags) == [
                whole, whole.union(.duplicate), whole, whole.union(.gapBefore),
                whole.union(.gapBefore),
            ])
        #expect(zones(decoded).map(\.octets) == frames.map { Array($0.dropFirst(6)) })
        #expect(decoded.zones.allSatisfy { $0.record.validBits == 24 })
        #expect(decoded.balance.otherServiceOctets == 15)
    }

    /// The replay flag marks frames, zones and packets.
    @Test func replay() {
        let zones = decodeAOS([aos(0, signaling: 0x80, [1, 2, 3])], .virtualChannelAccess)
        #expect(zones.zones.map(\.record.flags) == [[.begins, .ends, .replay]])
        #expect(zones.frames.map { $0.annotation.flags.contains(.replay) } == [true])
        let packet = USLPFrame.packet(20)
        let packets = decodeAOS(
            [
                aos(0, signaling: 0x80, [0, 0] + packet[..<10]),
                aos(1, signaling: 0x80, [0x07, 0xFF] + packet[10...]),
                aos(2, signaling: 0x00, [0, 0] + USLPFrame.packet(10)),
            ], .packets)
        #expect(packets.packets.map { $0.record.flags.contains(.replay) } == [true, false])
    }

    @Test func opaqueLeavesNothing() {
        for service in [ChannelTable.Service.opaque, .onlyIdleData] {
            let decoded = decodeAOS([aos(0, [1, 2, 3])], service)
            #expect(decoded.zones.isEmpty)
            #expect(decoded.balance.otherServiceOctets == 3)
        }
    }

    // MARK: TM

    /// Version 0, spacecraft 5, channel 1.
    private func tm(_ count: UInt8, status: UInt16, _ data: [UInt8]) -> [UInt8] {
        [0x00, 0x52, count, count, UInt8(status >> 8), UInt8(status & 0xFF)] + data
    }

    @Test func synchronousData() {
        let packet = USLPFrame.packet(10)
        let frames = [
            tm(0, status: 0x4000, Array(0..<10)),
            tm(1, status: 0x7FFF, Array(10..<20)),
            tm(2, status: 0x1800, packet),
            tm(3, status: 0x1FFE, packet),
        ]
        for service in [ChannelTable.Service.packets, .virtualChannelAccess] {
            var parameters = ManagedParameters(name: "tm", framing: .fixedFrames)
            parameters.frame.type = .tm
            parameters.frame.length = 16
            parameters.channels.other = service
            let decoded = parameters.decodeInManyWays(Array(frames.joined()))
            let zones = zones(decoded)
            #expect(zones.prefix(2).map(\.octets) == [Array(0..<10), Array(10..<20)])
            #expect(zones.allSatisfy { $0.service == .virtualChannelAccess && $0.bits == 80 })
            #expect(zones.allSatisfy { $0.flags == [.begins, .ends] })
            // Without the flag: what the link file says that the channel carries.
            #expect(zones.count == (service == .packets ? 2 : 3))
            #expect(decoded.packetOctets == (service == .packets ? [packet] : []))
            #expect(decoded.records.statistics.channels.map(\.idleFrames) == [1])
            #expect(decoded.balance.dataOctets == 40)
        }
    }

    // MARK: USLP

    private func uslp(
        _ rule: UInt8, _ protocolIdentifier: UInt8, pointer: UInt16? = nil, _ zone: [UInt8]
    ) -> USLPFrame {
        USLPFrame(rule: rule, pointer: pointer, zone)
            .with { $0.protocolIdentifier = protocolIdentifier }
    }

    @Test func accessPointUnits() {
        let zone: [UInt8] = [1, 2, 3, 4]
        let frames = [
            uslp(1, 5, pointer: 0xFFFF, zone), uslp(2, 5, pointer: 0xFFFF, zone),
            uslp(2, 5, pointer: 1, zone), uslp(1, 5, pointer: 3, zone), uslp(4, 5, zone),
            uslp(5, 5, zone), uslp(6, 5, zone), uslp(7, 5, zone), uslp(0, 7, pointer: 2, zone),
        ].counted()
        let decoded = frames.decode()
        #expect(
            zones(decoded).map(\.flags) == [
                .begins, [], .ends, [.begins, .ends], .begins, [], .ends, [.begins, .ends], [],
            ])
        #expect(zones(decoded).map(\.bits) == [32, 32, 16, 32, 32, 32, 32, 32, 32])
        #expect(zones(decoded).allSatisfy { $0.service == .accessPoint && $0.octets == zone })
        #expect(
            decoded.zones.map(\.record.protocolIdentifier.rawValue) == [5, 5, 5, 5, 5, 5, 5, 5, 7])
        #expect(decoded.balance.otherServiceOctets == 36)
        #expect(decoded.balance.dataOctets == 36)
    }

    @Test func otherStreams() {
        let frames = [
            uslp(3, 4, [1]), uslp(3, 5, [2]), uslp(7, 1, [3]), uslp(7, 2, [4]), uslp(7, 3, [5]),
            uslp(7, 0, [6]).with { $0.isControl = true }, uslp(3, 0, [7]),
            uslp(1, 0, pointer: 0, [8]),
        ].counted()
        let decoded = frames.decode()
        #expect(
            zones(decoded).map(\.service) == [
                .octetStream, .octetStream, .protocolControl, .protocolControl, .protocolControl,
                .protocolControl, .octetStream, .accessPoint,
            ])
        #expect(zones(decoded).map(\.octets) == (1...8).map { [$0] })
    }

    /// A channel of data units: nobody looks for packets in it.
    @Test func unitsThatLookLikePackets() {
        let packet = USLPFrame.packet(20)
        let frames = [uslp(7, 0, packet), uslp(0, 0, pointer: 0, packet)].counted()
        let decoded = frames.decode { $0.channels.other = .virtualChannelAccess }
        #expect(decoded.packets.isEmpty)
        #expect(zones(decoded).map(\.octets) == [packet, packet])
        let opaque = frames.decode { $0.channels.other = .opaque }
        #expect(opaque.packets.isEmpty && opaque.zones.isEmpty)
        #expect(opaque.balance.otherServiceOctets == 40)
    }
}
