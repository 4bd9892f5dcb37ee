import CCSDS
import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Are packets in USLP frames of any length whole, in segments, or dropped?")
struct USLPSegmentTests {
    private let packet = USLPFrame.packet(40)

    private func frame(_ rule: UInt8, _ zone: some Sequence<UInt8>) -> USLPFrame {
        USLPFrame(rule: rule, Array(zone))
    }

    private func check(
        _ frames: [USLPFrame], packets: Int, _ discards: [DiscardReason: UInt64] = [:],
        line: Int = #line
    ) {
        let decoded = frames.counted().decode()
        #expect(decoded.packetOctets == [[UInt8]](repeating: packet, count: packets), "\(line)")
        #expect(decoded.discards == discards, "\(line)")
        #expect(decoded.zones.isEmpty, "\(line)")
    }

    @Test func wholePackets() {
        check([frame(7, packet)], packets: 1)
        check([frame(7, packet + packet + packet)], packets: 3)
        check(
            [frame(7, packet + packet[..<39]), frame(7, packet)], packets: 2, [.segmentation: 39])
        check([frame(7, packet + [0x40, 1, 2])], packets: 1, [.packetVersion: 3])
    }

    @Test func segments() {
        let (a, b, c) = (packet[..<9], packet[9..<30], packet[30...])
        check([frame(4, a), frame(5, b), frame(6, c)], packets: 1)
        check([frame(4, packet[..<3]), frame(6, packet[3...])], packets: 1)
        // A header in three pieces.
        check(
            [frame(4, packet[..<1]), frame(5, packet[1..<2]), frame(6, packet[2...])], packets: 1)
        // Segments and whole packets in turn.
        check([frame(4, a), frame(5, b), frame(6, c), frame(7, packet)], packets: 2)
        // The packet ends before a last segment says so.
        check([frame(4, packet), frame(7, packet)], packets: 2)
        check([frame(4, a), frame(5, packet[9...]), frame(6, c)], packets: 1, [.orphanTail: 10])
    }

    @Test func segmentsWithoutTheirPacket() {
        let (a, b, c) = (packet[..<9], packet[9..<30], packet[30...])
        check(
            [frame(5, b), frame(6, c), frame(7, packet)], packets: 1,
            [
                .orphanContinuation: 21, .orphanTail: 10,
            ])
        check([frame(4, a), frame(4, a), frame(5, b), frame(6, c)], packets: 1, [.segmentation: 9])
        check([frame(4, a), frame(7, packet)], packets: 1, [.segmentation: 9])
        // Too short, too long.
        check([frame(4, a), frame(6, c)], packets: 0, [.segmentation: 19])
        check([frame(4, a), frame(5, b), frame(6, c + [0])], packets: 0, [.segmentation: 41])
        check([frame(4, packet[..<3]), frame(6, packet[3..<5])], packets: 0, [.segmentation: 5])
        check([frame(4, packet + [0])], packets: 0, [.segmentation: 41])
        check([frame(4, [0x40, 1, 2])], packets: 0, [.packetVersion: 3])
        // Never ended.
        check([frame(4, a)], packets: 0, [.truncated: 9])
    }

    @Test func gapInSegments() {
        let frames = [
            frame(4, packet[..<9]), frame(5, packet[9..<30]), frame(6, packet[30...]),
            frame(7, packet),
        ].counted()
        let decoded = [frames[0], frames[2], frames[3]].decode()
        #expect(decoded.packetOctets == [packet])
        #expect(decoded.discards == [.frameGap: 9, .orphanTail: 10])
    }

    @Test func repeatedSegments() {
        let frames = [frame(4, packet[..<9]), frame(6, packet[9...]), frame(7, packet)].counted()
        let decoded = frames.flatMap { [$0, $0] }.decode()
        #expect(decoded.packetOctets == [packet, packet, packet])
        #expect(
            decoded.packets.map { $0.record.flags.contains(.duplicate) } == [false, false, true])
        #expect(decoded.discards == [.duplicate: 40])
    }

    @Test func longerThanTheMaximum() {
        let decoded = [frame(4, packet[..<20]), frame(6, packet[20...])].counted()
            .decode { $0.packets.maximumLength = 39 }
        #expect(decoded.packets.isEmpty)
        #expect(decoded.discards == [.packetLength: 20, .orphanTail: 20])
    }

    @Test func truncatedFrames() {
        let short = frame(7, USLPFrame.packet(8)).with {
            $0.isTruncated = true
            $0.channel = 4
        }
        let length = short.octets.count
        #expect(length == 4 + 1 + 8 + 2)
        let managed = VirtualChannelIdentifier(rawValue: 4)
        let frames = [short, frame(7, packet).with { $0.channel = 4 }, short, short]
        let decoded = frames.decode {
            $0.channels.services[managed] = .packets
            $0.channels.truncatedLengths[managed] = length
        }
        #expect(decoded.packets.count == 4)
        #expect(decoded.records.gaps.filter { $0.modulus == 256 }.isEmpty)
        #expect(decoded.frames.map(\.annotation.missingBefore) == [.max, 0, .max, .max])
        // Another length, or none managed.
        for other in [length + 1, nil] {
            let refused = frames.decode {
                $0.channels.services[managed] = .packets
                $0.channels.truncatedLengths[managed] = other
            }
            #expect(refused.balance.framesRejected[.length] == 3)
            #expect(refused.packetOctets == [packet])
        }
        // Whole frames have one length; truncated ones have their own.
        let fixed = frames.decode {
            $0.frame.length = frames[1].octets.count
            $0.channels.otherTruncatedLength = length
        }
        #expect(fixed.packets.count == 4)
    }

    @Test func rejections() {
        func reason(
            _ frame: USLPFrame, _ change: (inout ManagedParameters) -> Void = { _ in }
        ) -> RejectionReason? {
            [frame].decode(change).records.rejected.first?.reason
        }
        let good = frame(7, packet)
        let spacecraft = SpacecraftIdentifier(rawValue: 6)
        #expect(reason(good) == nil)
        #expect(reason(good) { $0.frame.type = .tm } == .version)
        #expect(reason(good) { $0.frame.fecfCode = .crc32 } == .fecf)
        #expect(reason(good) { $0.acceptedSpacecraft = [spacecraft] } == .spacecraft)
        #expect(reason(good) { $0.channels.rejectOthers = true } == .virtualChannel)
        #expect(reason(good) { $0.frame.length = 99 } == .length)
        #expect(reason(USLPFrame(rule: 0, pointer: 41, packet)) == .firstHeaderPointer)
        #expect(reason(USLPFrame(rule: 0, pointer: 0x7FE, packet)) == .firstHeaderPointer)
        let unit = USLPFrame(rule: 1, pointer: 40, packet).with { $0.protocolIdentifier = 5 }
        #expect(reason(unit) == .dataField)
        #expect(reason(USLPFrame(rule: 7, [])) == nil)
        #expect(reason(good) { $0.frame.insertZone = 42 } == .length)
    }
}
