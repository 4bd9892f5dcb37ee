import CCSDS
import FeedhornTestKit
import Testing

@testable import TelemetryLink

/// All that a decoder made of a stream. What chunks may change (times, slabs) stands apart from
/// what they may not: two decodings of the same octets have equal `records`.
struct Decoded {
    struct Frame: Hashable {
        var octets: [UInt8]
        /// With a time of 0.
        var annotation: ReceptionAnnotation
    }

    struct Packet: Hashable {
        var octets: [UInt8]
        /// With place, slab, annotation and time of 0.
        var record: PacketRecord
        var frameNumber: UInt64
    }

    struct Zone: Hashable {
        var octets: [UInt8]
        /// With place, slab and frame of 0.
        var record: FrameZoneRecord
        var frameNumber: UInt64
    }

    struct UserData: Hashable {
        var octets: [UInt8]
        /// With place, slab and time of 0.
        var record: UserDataRecord
    }

    struct Rejected: Hashable {
        var octets: [UInt8]
        var reason: RejectionReason
        var streamOffset: UInt64
        var ownedBits: UInt64
    }

    struct Records: Equatable {
        var frames: [Frame] = []
        var packets: [Packet] = []
        var zones: [Zone] = []
        var userData: [UserData] = []
        var rejected: [Rejected] = []
        var gaps: [CounterGap] = []
        var events: [LinkEvent] = []
        var balance = LinkBalance()
        var statistics = LinkStatistics()
    }

    var records = Records()
    var frameTimes: [UInt64] = []
    var packetTimes: [UInt64] = []
    /// The books were right after each chunk and at the end.
    var isBalanced = true
    /// States that the decoder had after each chunk.
    var states: Set<SynchronizerState> = []

    var frames: [Frame] { records.frames }
    var packets: [Packet] { records.packets }
    var zones: [Zone] { records.zones }
    var userData: [UserData] { records.userData }
    var balance: LinkBalance { records.balance }

    mutating func note(_ batch: borrowing PacketBatch) {
        for frame in batch.frames {
            var annotation = frame.annotation
            frameTimes.append(annotation.earthReceiveTime)
            annotation.earthReceiveTime = 0
            records.frames.append(
                Frame(octets: Array(batch.octets(of: frame)), annotation: annotation))
        }
        for packet in batch.packets { note(packet, batch) }
        for zone in batch.zones { note(zone, batch) }
        for data in batch.userData {
            var record = data
            record.earthReceiveTime = 0
            record.offset = 0
            record.slab = 0
            records.userData.append(
                UserData(octets: Array(batch.octets(of: data)), record: record))
        }
        for frame in batch.rejected {
            records.rejected.append(
                Rejected(
                    octets: Array(batch.octets(of: frame)), reason: frame.reason,
                    streamOffset: frame.streamOffset, ownedBits: frame.ownedBits))
        }
        records.gaps += batch.gaps.map {
            var gap = $0
            gap.earthReceiveTime = 0
            return gap
        }
        records.events += batch.events.map {
            LinkEvent(kind: $0.kind, streamOffset: $0.streamOffset, earthReceiveTime: 0)
        }
    }

    private mutating func note(_ packet: PacketRecord, _ batch: borrowing PacketBatch) {
        let annotation = batch.annotations[Int(packet.annotation)]
        if annotation.earthReceiveTime != packet.earthReceiveTime {
            Issue.record("a packet's time is not its frame's")
        }
        packetTimes.append(packet.earthReceiveTime)
        var record = packet
        record.earthReceiveTime = 0
        record.offset = 0
        record.slab = 0
        record.annotation = 0
        records.packets.append(
            Packet(
                octets: Array(batch.octets(of: packet)), record: record,
                frameNumber: annotation.frameNumber))
    }

    private mutating func note(_ zone: FrameZoneRecord, _ batch: borrowing PacketBatch) {
        let frame = batch.frames[Int(zone.frame)]
        let isInside =
            zone.slab == frame.slab && zone.offset >= frame.offset
            && zone.offset + zone.length <= frame.offset + frame.length
            && zone.validBits <= zone.length * 8
        if !isInside || zone.channel != frame.annotation.channel {
            Issue.record("a zone is not its frame's: \(zone) \(frame)")
        }
        var record = zone
        record.frame = 0
        record.offset = 0
        record.slab = 0
        records.zones.append(
            Zone(
                octets: Array(batch.octets(of: zone)), record: record,
                frameNumber: frame.annotation.frameNumber))
    }

    mutating func close(_ decoder: borrowing LinkDecoder) {
        records.balance = decoder.balance
        records.statistics = decoder.statistics
        records.statistics.lastReception = 0
        for index in records.statistics.channels.indices {
            records.statistics.channels[index].lastReception = 0
        }
        for index in records.statistics.applications.indices {
            records.statistics.applications[index].lastReception = 0
        }
    }
}

extension [UInt8] {
    init(_ span: borrowing RawSpan) {
        self = span.withUnsafeBytes { Array($0) }
    }
}
