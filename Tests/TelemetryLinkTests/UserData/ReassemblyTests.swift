import CCSDS
import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Is segmented user data put together only of segments that follow each other?")
struct ReassemblyTests {
    private enum Segment: UInt8 {
        case middle = 0
        case first
        case last
        case whole
    }

    /// A packet with ten octets of user data, all of them its count.
    private func packet(
        _ segment: Segment, _ count: UInt16, application: UInt16 = 1, header: [UInt8] = []
    ) -> [UInt8] {
        let data = header + [UInt8](repeating: UInt8(truncatingIfNeeded: count), count: 10)
        return [
            UInt8(application >> 8) | (header.isEmpty ? 0 : 8), UInt8(application & 0xFF),
            segment.rawValue << 6 | UInt8(count >> 8), UInt8(count & 0xFF), 0,
            UInt8(data.count - 1),
        ] + data
    }

    private func decode(
        _ packets: [[UInt8]], _ change: (inout ReassemblyParameters) -> Void = { _ in }
    ) -> Decoded {
        var parameters = ManagedParameters(name: "packets", framing: .packets)
        var reassembly = ReassemblyParameters()
        change(&reassembly)
        parameters.packets.reassembly = reassembly
        let decoded = parameters.decodeInManyWays(Array(packets.joined()))
        // In addition to the packets, not in their place.
        #expect(decoded.packetOctets == packets)
        return decoded
    }

    private func data(_ counts: UInt8...) -> [UInt8] {
        counts.flatMap { [UInt8](repeating: $0, count: 10) }
    }

    private func dropped(_ decoded: Decoded) -> [UserDataDropReason: UInt64] {
        Dictionary(
            uniqueKeysWithValues: decoded.records.statistics.userData.dropped.nonZero.map {
                ($0.reason, $0.count)
            })
    }

    private func events(_ decoded: Decoded) -> [LinkEvent.Kind] {
        decoded.records.events.map(\.kind).filter {
            if case .userDataDropped = $0 { true } else { false }
        }
    }

    @Test func segmentsInOrder() {
        let decoded = decode([
            packet(.first, 5), packet(.middle, 6), packet(.middle, 7), packet(.last, 8),
            packet(.whole, 9), packet(.first, 10), packet(.last, 11),
        ])
        #expect(decoded.userData.map(\.octets) == [data(5, 6, 7, 8), data(10, 11)])
        #expect(decoded.userData.map(\.record.packets) == [4, 2])
        #expect(decoded.userData.map(\.record.firstSequenceCount) == [5, 10])
        #expect(decoded.records.statistics.userData.delivered == 2)
        #expect(decoded.records.statistics.userData.octets == 60)
        #expect(dropped(decoded).isEmpty)
    }

    /// 16,383 is followed by 0.
    @Test func countComesRound() {
        let decoded = decode([packet(.first, 16_383), packet(.last, 0)])
        #expect(decoded.userData.map(\.octets) == [data(255, 0)])
    }

    @Test func applicationsApart() {
        let decoded = decode([
            packet(.first, 1, application: 7), packet(.first, 1, application: 8),
            packet(.last, 2, application: 8), packet(.last, 2, application: 7),
        ])
        #expect(decoded.userData.map(\.record.application.rawValue) == [8, 7])
        let chosen = decode([
            packet(.first, 1, application: 7), packet(.last, 2, application: 7),
            packet(.first, 1, application: 8), packet(.last, 2, application: 8),
        ]) { $0.applications = [ApplicationProcessIdentifier(rawValue: 8)] }
        #expect(chosen.userData.map(\.record.application.rawValue) == [8])
    }

    @Test func drops() {
        let gap = decode([packet(.first, 1), packet(.middle, 3), packet(.last, 4)])
        #expect(gap.userData.isEmpty)
        #expect(dropped(gap) == [.gap: 1])
        #expect(gap.records.statistics.userData.orphanSegments == 1)
        let other = decode([packet(.first, 1), packet(.first, 2), packet(.last, 3)])
        #expect(other.userData.map(\.octets) == [data(2, 3)])
        #expect(dropped(other) == [.newFirst: 1])
        let whole = decode([packet(.first, 1), packet(.whole, 2), packet(.last, 3)])
        #expect(whole.userData.isEmpty)
        #expect(dropped(whole) == [.unsegmented: 1])
        #expect(whole.records.statistics.userData.orphanSegments == 1)
        let end = decode([packet(.first, 1), packet(.middle, 2)])
        #expect(dropped(end) == [.truncated: 1])
        #expect(
            events(end) == [
                .userDataDropped(
                    .truncated, octets: 20, ApplicationProcessIdentifier(rawValue: 1), .none)
            ])
    }

    /// The same packet twice, octet for octet: the second is no other segment.
    @Test func repeats() {
        let decoded = decode([
            packet(.first, 1), packet(.first, 1), packet(.middle, 2), packet(.middle, 2),
            packet(.last, 3), packet(.last, 3),
        ])
        #expect(decoded.userData.map(\.octets) == [data(1, 2, 3)])
        #expect(dropped(decoded).isEmpty)
    }

    @Test func maximumLength() {
        let packets = [packet(.first, 1), packet(.middle, 2), packet(.last, 3)]
        #expect(decode(packets) { $0.maximumLength = 30 }.userData.count == 1)
        let long = decode(packets) { $0.maximumLength = 29 }
        #expect(long.userData.isEmpty)
        #expect(dropped(long) == [.length: 1])
        let first = decode(packets) { $0.maximumLength = 9 }
        #expect(dropped(first) == [.length: 1])
        #expect(first.records.statistics.userData.orphanSegments == 2)
    }

    /// Secondary headers are no user data; a packet without the flag has none.
    @Test func secondaryHeaders() {
        let packets = [
            packet(.first, 1, header: [9, 9, 9]), packet(.middle, 2),
            packet(.last, 3, header: [8, 8, 8]),
        ]
        let decoded = decode(packets) { $0.secondaryHeaderLength = 3 }
        #expect(decoded.userData.map(\.octets) == [data(1, 2, 3)])
        let kept = decode(packets)
        #expect(kept.userData.map(\.octets.count) == [36])
        // Longer than the packet: nothing of it is user data.
        let none = decode(packets) { $0.secondaryHeaderLength = 100 }
        #expect(none.userData.map(\.octets) == [data(2)])
    }

    @Test func idleAndEncapsulationPacketsAreNotLookedAt() {
        let decoded = decode([
            packet(.first, 1), packet(.whole, 0, application: 2047), [0xE0], [0xE5, 3, 1],
            packet(.last, 2),
        ])
        #expect(decoded.userData.map(\.octets) == [data(1, 2)])
    }

    /// More user data begun than there is room for.
    @Test func boundedRoom() {
        var reassembler = UserDataReassembler(ReassemblyParameters())
        let octets = packet(.first, 0)
        let slab = Slab(copying: octets)
        var begun = 0
        for spacecraft in 0..<10 {
            for application in 0..<2_047 {
                let record = PacketRecord(
                    earthReceiveTime: 0, offset: 0, length: UInt32(octets.count),
                    header: UInt32(application) << 16 | 1 << 14,
                    channel: GlobalVirtualChannelIdentifier(
                        version: .tm,
                        spacecraft: SpacecraftIdentifier(rawValue: UInt16(spacecraft)),
                        virtualChannel: VirtualChannelIdentifier(rawValue: 0)),
                    annotation: 0, slab: 0, quality: .good, flags: [])
                switch reassembler.take(record, in: slab) {
                case .none: begun += 1
                case .dropped(let groups): #expect(groups.map(\.reason) == [.room])
                default: Issue.record("neither begun nor dropped")
                }
            }
        }
        #expect(begun == UserDataReassembler.maximumOpenOctets / (4_096 + 10))
        #expect(reassembler.finish().count == begun)
    }
}
