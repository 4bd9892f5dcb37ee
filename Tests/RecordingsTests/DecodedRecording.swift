import CCSDS
import Crypto
import Foundation
import Gateway
import LinkConfiguration
import OrderedJSON
import TelemetryLink

/// A recording after decoding: the summary that users see, and what it does not show.
struct DecodedRecording {
    var summary: [String: Any] = [:]
    var balance = LinkBalance()
    var frameDigests: [String] = []
    /// The first frames themselves.
    var frameOctets: [[UInt8]] = []
    var frameBits: [UInt64] = []
    var nonIdleMD5 = ""
    /// Rejected records that begin as a space packet does.
    var rejectedSpacePackets = 0
    /// Discarded pieces, by channel and reason.
    var discards: [String: [String: Int]] = [:]
    /// Every record of each kind, in order, without its time: what chunking must not change.
    var records: [String: [String]] = [:]

    /// - Parameter chunks: sizes of the pieces in which the octets arrive; asked until they are
    ///   used up.
    init(
        _ octets: [UInt8], _ link: LinkFile, chunk: () -> Int, hasDigests: Bool = true
    ) {
        var decoder = LinkDecoder(link.parameters)
        var summary = DecodeSummary(link, hasDigests: hasDigests)
        var batch = PacketBatch()
        var md5 = Insecure.MD5()
        let slab = Slab(copying: octets)
        var start = 0
        while start < octets.count {
            let end = min(octets.count, start + max(1, chunk()))
            decoder.consume(
                slab, start..<end, receivedAt: ReceptionTime(utc: UInt64(end), monotonic: 0),
                into: &batch)
            precondition(decoder.balance.isBalanced, "\(decoder.balance)")
            note(batch, &summary, &md5)
            batch.removeAll()
            start = end
        }
        decoder.finish(into: &batch)
        note(batch, &summary, &md5)
        balance = decoder.balance
        nonIdleMD5 = Hexadecimal.text(md5.finalize())
        let text = summary.json(balance, decoder.statistics).encoded()
        self.summary =
            (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any] ?? [:]
    }

    private mutating func note(
        _ batch: PacketBatch, _ summary: inout DecodeSummary, _ md5: inout Insecure.MD5
    ) {
        summary.add(batch)
        for frame in batch.frames {
            let octets = batch.octets(of: frame)
            if frameDigests.count < 64 {
                frameDigests.append(
                    octets.withUnsafeBytes { Hexadecimal.text(SHA256.hash(data: Data($0))) })
                frameOctets.append(octets.withUnsafeBytes { Array($0) })
            }
            frameBits.append(frame.annotation.streamOffset)
            records["frames", default: []].append(
                "\(frame.annotation.frameNumber) \(frame.annotation.frameCount)")
        }
        for packet in batch.packets {
            let octets = batch.octets(of: packet)
            if !packet.isEncapsulation, packet.application != .idle {
                octets.withUnsafeBytes { md5.update(bufferPointer: $0) }
            }
            records["packets", default: []].append(
                "\(packet.channel) \(packet.header) \(packet.length) \(packet.flags)")
        }
        for gap in batch.gaps {
            records["gaps", default: []].append(
                "\(gap.scope) \(gap.step) \(gap.last) \(gap.found)")
        }
        for frame in batch.rejected {
            records["rejected", default: []].append(
                "\(frame.reason) \(frame.ownedBits) \(frame.streamOffset)")
        }
        for frame in batch.rejected {
            let octets = batch.octets(of: frame)
            let first: UInt8? = octets.withUnsafeBytes { $0.first }
            if let first, first >> 5 == 0 { rejectedSpacePackets += 1 }
        }
        for event in batch.events {
            records["events", default: []].append("\(event.kind) \(event.streamOffset)")
            if case .discarded(let reason, _, let channel) = event.kind {
                discards[channel.description, default: [:]]["\(reason)", default: 0] += 1
            }
        }
    }
}
