import CCSDS
import ChannelCoding
import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Are packets put together on each stream (MAP channel) of a USLP channel by itself?")
struct USLPStreamTests {
    private func frame(_ stream: UInt8, _ pointer: UInt16, _ zone: [UInt8]) -> USLPFrame {
        USLPFrame(rule: 0, pointer: pointer, zone).with { $0.stream = stream }
    }

    private func streams(of decoded: Decoded) -> [UInt8?] {
        decoded.packets.map { $0.record.channel.multiplexerAccessPoint?.rawValue }
    }

    @Test func interleaved() {
        let long = (0..<16).map { USLPFrame.packet(40, application: 100 + $0, count: $0) }
        let first = long.indices.map { frame(UInt8($0), 0, Array(long[$0][..<25])) }
        let second = long.indices.reversed().map { index in
            frame(UInt8(index), 15, Array(long[index][25...]) + long[index])
        }
        let decoded = (first + second).counted().decode()
        #expect(decoded.packetOctets == long.reversed().flatMap { [$0, $0] })
        #expect(streams(of: decoded) == (0..<16).reversed().flatMap { [$0, $0] })
        #expect(decoded.records.statistics.channels.map(\.frames) == [32])
        #expect(decoded.records.statistics.applications.count == 16)
        #expect(decoded.records.gaps.isEmpty || decoded.gaps.isEmpty)
    }

    /// A missing frame of the channel may have been of any stream: all its packets are dropped.
    @Test func gapDropsAllStreams() {
        let packet = USLPFrame.packet(40)
        var frames = [
            frame(3, 0, Array(packet[..<25])), frame(4, 0, Array(packet[..<20])),
            frame(3, 15, Array(packet[25...])), frame(4, 20, Array(packet[20...])),
            frame(4, 0, packet),
        ].counted()
        frames.insert(frame(3, 0, packet).with { $0.channel = 2 }, at: 0)
        // The last but two is missing.
        frames.remove(at: 3)
        let decoded = frames.decode()
        #expect(decoded.gaps == [.gap(missing: 1)])
        #expect(decoded.packetOctets == [packet, packet])
        #expect(decoded.discards == [.frameGap: 45, .orphanContinuation: 20])
    }

    /// An expedited frame between the halves of a sequence-controlled packet, and the other way.
    @Test func expeditedApart() {
        let (one, two) = (
            USLPFrame.packet(40, application: 1), USLPFrame.packet(40, application: 2)
        )
        let frames = [
            frame(1, 0, Array(one[..<25])),
            frame(1, 0, Array(two[..<10])).with { $0.isExpedited = true },
            frame(1, 15, Array(one[25...])),
            frame(1, 30, Array(two[10...])).with { $0.isExpedited = true },
        ]
        #expect(frames.counted().decode().packetOctets == [one, two])
    }

    @Test func operationalControlField() {
        let packet = USLPFrame.packet(40)
        let frames = [
            frame(0, 0, Array(packet[..<25])).with { $0.word = 0x0114_0C4D },
            frame(0, 15, Array(packet[25...])),
        ]
        #expect(frames.counted().decode().packetOctets == [packet])
    }

    @Test func insertZone() {
        let packet = USLPFrame.packet(40)
        // The octets of the insert zone stand where the data field would.
        let octets = frame(0, 0, packet).octets
        var body = Array(octets.dropLast(2))
        body.insert(contentsOf: [1, 2, 3, 4, 5], at: 8)
        body[5] += 5
        let check = FrameCheckSequence.compute(body)
        body += [UInt8(check >> 8), UInt8(check & 0xFF)]
        var parameters = ManagedParameters(name: "uslp", framing: .fixedFrames)
        parameters.frame.type = .uslp
        parameters.frame.fecf = true
        parameters.frame.length = body.count
        parameters.frame.insertZone = 5
        #expect(parameters.decodeInManyWays(body).packetOctets == [packet])
    }

    /// Frames of fixed length behind sync markers.
    @Test func channelAccessDataUnits() {
        let packet = USLPFrame.packet(90)
        let frames = (0..<9).map { index in
            frame(2, index == 0 ? 0 : 0xFFFF, Array(packet[index * 10..<index * 10 + 10]))
        }.counted()
        var parameters = ManagedParameters(
            name: "uslp", framing: .synchronized(SyncParameters(marker: .standard)))
        parameters.frame.type = .uslp
        parameters.frame.fecf = true
        parameters.frame.length = frames[0].octets.count
        parameters.acceptedSpacecraft = [SpacecraftIdentifier(rawValue: USLPFrame.spacecraft)]
        let marker: [UInt8] = [0x1A, 0xCF, 0xFC, 0x1D]
        let stream = frames.flatMap { marker + $0.octets }
        for shift in 0..<8 {
            let decoded = parameters.decodeInManyWays(stream.shifted(by: shift))
            #expect(decoded.packetOctets == [packet], "shift \(shift)")
            #expect(decoded.balance.framesDelivered == 9)
        }
    }

    @Test func onlyIdleData() {
        let oid = USLPFrame(rule: 0, pointer: 0xFFFF, [1, 2, 3, 4]).with { $0.channel = 63 }
        let fill = USLPFrame(rule: 0, pointer: 0xFFFF, [1, 2, 3]).with {
            $0.protocolIdentifier = 31
        }
        let packet = USLPFrame.packet(40)
        let frames = [
            frame(0, 0, Array(packet[..<25])), oid.with { $0.countLength = 0 }, fill,
            frame(0, 15, Array(packet[25...])),
        ].counted()
        let decoded = frames.decode()
        // Fill of a channel counts, and does not break a packet.
        #expect(decoded.packetOctets == [packet])
        #expect(decoded.records.gaps.isEmpty)
        #expect(decoded.balance.otherServiceOctets == 7)
        #expect(decoded.records.statistics.channels.map(\.idleFrames) == [1, 1])
    }

    /// Junk that looks like frames of every channel and stream.
    @Test func boundedStreams() {
        var frames: [USLPFrame] = []
        for channel in 0..<60 {
            for stream in 0..<16 {
                for expedited in [false, true] {
                    frames.append(
                        frame(UInt8(stream), 0xFFFF, [0]).with {
                            $0.channel = UInt8(channel)
                            $0.isExpedited = expedited
                        })
                }
            }
        }
        var parameters = ManagedParameters(
            name: "uslp", framing: .lengthPrefixed(LengthPrefixParameters()))
        parameters.frame.type = .uslp
        parameters.frame.fecf = true
        let decoded = parameters.decode(frames.counted().records)
        #expect(decoded.balance.framesDelivered == UInt64(AccessPointBank.maximumAccessPoints))
        #expect(
            decoded.balance.framesRejected[.virtualChannel]
                == UInt64(60 * 32 - AccessPointBank.maximumAccessPoints))
    }
}
