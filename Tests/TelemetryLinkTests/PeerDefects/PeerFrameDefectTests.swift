import CCSDS
import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Are frames right that other tools are known to read wrongly?")
struct PeerFrameDefectTests {
    private func decode(
        _ type: FrameParameters.FrameType, _ frames: [[UInt8]],
        _ service: ChannelTable.Service? = nil
    ) -> Decoded {
        var parameters = ManagedParameters(name: "peer", framing: .fixedFrames)
        parameters.frame.type = type
        parameters.frame.length = frames[0].count
        parameters.channels.other = service
        return parameters.decodeInManyWays(Array(frames.joined()))
    }

    private func tm(_ count: UInt8, pointer: UInt16, _ data: [UInt8]) -> [UInt8] {
        [0x00, 0x52, count, count, 0x18 | UInt8(pointer >> 8), UInt8(pointer & 0xFF)] + data
    }

    private func aos(_ count: UInt32, cycle: UInt8 = 0, _ data: [UInt8]) -> [UInt8] {
        let octets = [16, 8, 0].map { UInt8(count >> $0 & 0xFF) }
        return [0x41, 0x42] + octets + [cycle] + data
    }

    // MARK: TM

    /// The longest TM frame has exactly 2,048 octets.
    @Test func telemetryFrameOf2048Octets() {
        let packet = USLPFrame.packet(2_042)
        let decoded = decode(.tm, [tm(0, pointer: 0, packet)])
        #expect(decoded.packetOctets == [packet])
        let tail = decode(
            .tm,
            [
                tm(0, pointer: 0, [UInt8](USLPFrame.packet(2_043).prefix(2_042))),
                tm(1, pointer: 1, [USLPFrame.packet(2_043)[2_042]] + USLPFrame.packet(2_041)),
            ])
        #expect(tail.packetOctets == [USLPFrame.packet(2_043), USLPFrame.packet(2_041)])
    }

    /// A pointer behind the data field makes no packets out of what stands there.
    @Test func telemetryPointerPastTheEnd() {
        let packet = USLPFrame.packet(20)
        let decoded = decode(.tm, [tm(0, pointer: 21, packet), tm(1, pointer: 0x7FD, packet)])
        #expect(
            decoded.records.rejected.map(\.reason) == [.firstHeaderPointer, .firstHeaderPointer])
        #expect(decoded.packets.isEmpty)
    }

    // MARK: AOS

    /// Pointer 2046: idle data, which counts, and breaks no packet.
    @Test func onlyIdleDataPointer() {
        let packet = USLPFrame.packet(30)
        let decoded = decode(
            .aos,
            [
                aos(7, [0x00, 0x00] + packet[..<20]),
                aos(8, [0x07, 0xFE] + [UInt8](repeating: 0x55, count: 20)),
                aos(9, [0x00, 0x0A] + packet[20...] + USLPFrame.packet(10)),
            ])
        #expect(decoded.packetOctets == [packet, USLPFrame.packet(10)])
        #expect(decoded.records.gaps.filter { $0.modulus == 1 << 24 }.isEmpty)
        #expect(decoded.records.statistics.channels.map(\.idleFrames) == [1])
    }

    @Test func bitstreamDataUnit() {
        let decoded = decode(.aos, [aos(0, [0x00, 0x0A, 0xFF, 0xE0])], .bitstream)
        #expect(decoded.zones.map(\.octets) == [[0xFF, 0xE0]])
        #expect(decoded.zones.map(\.record.validBits) == [11])
    }

    /// The count cycle in use: 28 bits. One revolution is no gap when the cycle goes on by one, and
    /// 2²⁴ frames are missing when it goes on by two.
    @Test func frameCountCycle() {
        let data = [0x07, 0xFF] + [UInt8](repeating: 0, count: 10)
        let next = decode(
            .aos,
            [
                aos(0xFF_FFFF, cycle: 0x4E, data), aos(0, cycle: 0x4F, data),
                aos(0xFF_FFFF, cycle: 0x4F, data), aos(0, cycle: 0x40, data),
            ])
        #expect(next.gaps == [.gap(missing: 0xFF_FFFE)])
        #expect(
            next.frames.map(\.annotation.frameCount) == [0xEFF_FFFF, 0xF00_0000, 0xFFF_FFFF, 0])
        let far = decode(
            .aos, [aos(0xFF_FFFF, cycle: 0x41, data), aos(0, cycle: 0x43, data)])
        #expect(far.gaps == [.gap(missing: 1 << 24)])
    }

    /// The symbols of the header's error control are in the book's order, and not the other way
    /// round. (Two other tools computed these.)
    @Test(
        arguments: [
            (0x695C, 0x08, 0x5E37), (0x4FC9, 0x33, 0x165A), (0x5987, 0x7D, 0xBC8A),
            (0x709D, 0x71, 0x1D62),
        ] as [(UInt16, UInt8, UInt16)])
    func headerErrorControl(_ identifiers: UInt16, _ signaling: UInt8, _ parity: UInt16) {
        func frame(_ parity: UInt16) -> [UInt8] {
            [UInt8(identifiers >> 8), UInt8(identifiers & 0xFF), 0, 0, 9, signaling]
                + [UInt8(parity >> 8), UInt8(parity & 0xFF)] + USLPFrame.packet(20)
        }
        var parameters = ManagedParameters(name: "peer", framing: .fixedFrames)
        parameters.frame.type = .aos
        parameters.frame.length = 28
        parameters.frame.fhec = true
        parameters.channels.other = .virtualChannelAccess
        let right = parameters.decodeInManyWays(frame(parity))
        #expect(right.frames.map(\.octets) == [frame(parity)])
        let mirror = [12, 8, 4, 0].reduce(UInt16(0)) { sum, place in
            sum | (parity >> place & 15) << (12 - place)
        }
        let wrong = parameters.decodeInManyWays(frame(mirror))
        #expect(wrong.records.rejected.map(\.reason) == [.fhec])
    }

    // MARK: USLP

    /// FHP 0xFFFF: no packet starts; it is not −1.
    @Test func noPacketStart() {
        let packet = USLPFrame.packet(30)
        let frames = [
            USLPFrame(rule: 0, pointer: 0, Array(packet[..<10])),
            USLPFrame(rule: 0, pointer: 0xFFFF, Array(packet[10..<20])),
            USLPFrame(rule: 0, pointer: 10, Array(packet[20...])),
            USLPFrame(rule: 0, pointer: 0xFFFF, USLPFrame.packet(10)),
        ].counted()
        let decoded = frames.decode()
        #expect(decoded.packetOctets == [packet])
        #expect(decoded.discards == [.orphanContinuation: 10])
    }

    /// Every construction rule is taken on a channel of packets: as segments where they are, else
    /// as zones.
    @Test(arguments: 0...7 as ClosedRange<UInt8>)
    func everyConstructionRule(_ rule: UInt8) {
        let packet = USLPFrame.packet(20)
        let frame = USLPFrame(rule: rule, pointer: rule == 0 ? 0 : rule < 3 ? 0xFFFF : nil, packet)
        let decoded = [frame].decode()
        #expect(decoded.balance.framesDelivered == 1)
        #expect(decoded.packets.count == ([0, 4, 7].contains(rule) ? 1 : 0))
        #expect(decoded.zones.count == ([1, 2, 3].contains(rule) ? 1 : 0))
        #expect(decoded.balance.discardedOctets.total == ([5, 6].contains(rule) ? 20 : 0))
    }
}
