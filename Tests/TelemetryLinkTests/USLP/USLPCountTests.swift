import CCSDS
import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Do USLP frame counts of every length tell what is missing?")
struct USLPCountTests {
    private static let idle = USLPFrame(rule: 0, pointer: 0xFFFF, [0x55])
        .with { $0.protocolIdentifier = 31 }

    private func frame(_ count: UInt64, length: Int, expedited: Bool = false) -> USLPFrame {
        USLPCountTests.idle.with {
            $0.count = count
            $0.countLength = length
            $0.isExpedited = expedited
        }
    }

    /// 256^n − 1, 0: no gap; then two are missing.
    @Test(arguments: 1...7)
    func comesRound(length: Int) {
        let last = length == 8 ? UInt64.max : UInt64(1) << UInt64(8 * length) - 1
        let decoded = [last - 1, last, 0, 3].map { frame($0, length: length) }.decode()
        #expect(decoded.gaps == [.gap(missing: 2)])
        #expect(decoded.records.gaps.first?.modulus == last + 1)
        #expect(decoded.records.gaps.first?.last == 0)
        #expect(decoded.frames.map(\.annotation.frameCount) == [last - 1, last, 0, 3])
        #expect(decoded.frames.map(\.annotation.missingBefore) == [0, 0, 0, 2])
        #expect(decoded.records.statistics.channels.map(\.missing) == [2])
    }

    /// One octet: any step is a gap; more: what is over half the cycle is a reset.
    @Test func resets() {
        let short = [5, 4].map { frame($0, length: 1) }.decode()
        #expect(short.gaps == [.gap(missing: 254)])
        let long = [5, 4].map { frame($0, length: 2) }.decode()
        #expect(long.gaps == [.reset])
        let limited = [5, 16].map { frame($0, length: 7) }.decode { $0.frame.maximumGap = 9 }
        #expect(limited.gaps == [.reset])
    }

    @Test func repeats() {
        let decoded = [5, 5, 6].map { frame($0, length: 3) }.decode()
        #expect(decoded.gaps == [.duplicate])
        #expect(decoded.records.statistics.channels.map(\.duplicates) == [1])
        let other = frame(5, length: 3).with { $0.zone = [0x56] }
        #expect([frame(5, length: 3), other].decode().gaps == [.reset])
    }

    /// Sequence-controlled and expedited frames of one channel.
    @Test func countedApart() {
        let counts: [(UInt64, Bool)] = [
            (7, false), (200, true), (8, false), (201, true), (202, true), (9, false),
            (204, true), (10, false),
        ]
        let decoded = counts.map { frame($0.0, length: 1, expedited: $0.1) }.decode()
        #expect(decoded.gaps == [.gap(missing: 1)])
        #expect(decoded.records.gaps.first?.last == 202)
        #expect(decoded.records.statistics.channels.count == 1)
        #expect(decoded.records.statistics.channels.first?.frames == 8)
    }

    /// A count of another length can't be compared.
    @Test func lengthChanges() {
        let decoded = [frame(255, length: 1), frame(256, length: 2), frame(257, length: 2)].decode()
        #expect(decoded.gaps == [.reset])
    }

    /// No count: no gaps, and nothing is known of what is missing.
    @Test func noCount() {
        let decoded = [0, 0, 0].map { frame($0, length: 0) }.decode()
        #expect(decoded.records.gaps.isEmpty)
        #expect(decoded.frames.map(\.annotation.missingBefore) == [.max, .max, .max])
        #expect(decoded.records.statistics.channels.map(\.frames) == [3])
    }

    /// Without a count a packet goes on over frames as long as nothing was lost in between.
    @Test func noCountAndPackets() {
        let packet = USLPFrame.packet(30)
        let parts = [
            USLPFrame(rule: 0, pointer: 0, Array(packet[..<10])),
            USLPFrame(rule: 0, pointer: 0xFFFF, Array(packet[10..<20])),
            USLPFrame(rule: 0, pointer: 0xFFFF, Array(packet[20...])),
        ].map { part in part.with { $0.countLength = 0 } }
        #expect(parts.decode().packetOctets == [packet])

        var parameters = ManagedParameters(
            name: "uslp", framing: .lengthPrefixed(LengthPrefixParameters()))
        parameters.frame.type = .uslp
        parameters.frame.fecf = true
        var octets = parts.records
        // A bit of the second frame: its FECF fails, and the packet can't be trusted.
        octets[2 + parts[0].octets.count + 2 + 12] ^= 1
        let decoded = parameters.decodeInManyWays(octets)
        #expect(decoded.packets.isEmpty)
        #expect(decoded.balance.framesRejected[.fecf] == 1)
        #expect(decoded.discards == [.frameGap: 10, .orphanContinuation: 10])
    }

    /// After a break in the stream nothing is continued without a count.
    @Test func noCountAndInterruption() {
        let packet = USLPFrame.packet(30)
        let first = USLPFrame(rule: 0, pointer: 0, Array(packet[..<10]))
            .with { $0.countLength = 0 }
        let second = USLPFrame(rule: 0, pointer: 0xFFFF, Array(packet[10...]))
            .with { $0.countLength = 0 }
        var parameters = ManagedParameters(
            name: "uslp", framing: .lengthPrefixed(LengthPrefixParameters()))
        parameters.frame.type = .uslp
        parameters.frame.fecf = true
        for isInterrupted in [false, true] {
            var decoder = LinkDecoder(parameters)
            var batch = PacketBatch()
            let time = ReceptionTime(utc: 0, monotonic: 0)
            for (index, part) in [[first], [second]].enumerated() {
                let slab = Slab(copying: part.records)
                decoder.consume(slab, 0..<slab.capacity, receivedAt: time, into: &batch)
                if isInterrupted, index == 0 { decoder.interrupt(into: &batch) }
            }
            #expect(batch.packets.count == (isInterrupted ? 0 : 1))
            #expect(decoder.balance.isBalanced)
        }
    }
}
