public import TelemetryLink
import CCSDS

/// Writes records as lines of JSON, one object and a line feed each, with no allocation.
///
/// The objects are those of the query API, see `docs/query.md`. An encoder remembers the text of
/// the last second and of the last channel, so keep one per stream.
public struct NDJSONEncoder: Sendable {
    /// Longest line without its data: a link's name, every key, every number at its longest and
    /// every flag together stay below this.
    static let overhead = 768

    var formatter = RFC3339Formatter()
    private var prefix = ChannelPrefix()

    /// An encoder that has written nothing.
    public init() {}

    /// Octets that a line with `data` octets of packet or frame never exceeds.
    public static func maximumLength(data: Int) -> Int { overhead + 2 * data }

    /// Writes a packet's line into `memory`.
    ///
    /// - Precondition: `memory` holds ``maximumLength(data:)`` octets of the packet.
    /// - Returns: octets written.
    @inline(__always)
    public mutating func write(
        _ packet: PacketSubject, octets: RawSpan, link: LinkName,
        to memory: UnsafeMutableRawBufferPointer
    ) -> Int {
        let record = packet.record
        var line = OctetCursor(
            memory, needs: NDJSONEncoder.maximumLength(data: octets.byteCount))
        line.put(prefix.octets(link, record.channel))
        if record.isEncapsulation {
            line.put("null,\"count\":null,\"length\":")
        } else {
            line.decimal(UInt64(record.application.rawValue))
            line.put(",\"count\":")
            line.decimal(UInt64(record.sequenceCount))
            line.put(",\"length\":")
        }
        line.decimal(UInt64(record.length))
        line.put(",\"time\":\"")
        line.time(record.earthReceiveTime, &formatter)
        line.put(record.quality.member)
        line.number(packet.corrected)
        line.put(",\"missing\":")
        line.number(packet.missing)
        line.putKind(record)
        line.putFlags(record.flags)
        line.put(",\"data\":\"")
        line.hex(octets)
        line.put("\"}\n")
        return line.written
    }

    /// Writes the line of the packet at `index` of `batch` into `memory`.
    ///
    /// - Precondition: `memory` holds ``maximumLength(data:)`` octets of the packet.
    /// - Returns: octets written.
    public mutating func writePacket(
        at index: Int, of batch: borrowing PacketBatch, link: LinkName,
        to memory: UnsafeMutableRawBufferPointer
    ) -> Int {
        let record = batch.packets[index]
        return write(
            PacketSubject(record, of: batch.annotations), octets: batch.octets(of: record),
            link: link, to: memory)
    }

    /// Writes a delivered frame's line; `octets` with FECF, without marker and parity.
    ///
    /// - Precondition: `memory` holds ``maximumLength(data:)`` octets of the frame.
    public mutating func write(
        _ frame: FrameRecord, octets: RawSpan, link: LinkName,
        to memory: UnsafeMutableRawBufferPointer
    ) -> Int {
        let annotation = frame.annotation
        var line = OctetCursor(
            memory, needs: NDJSONEncoder.maximumLength(data: octets.byteCount))
        line.begin("FRAME", link)
        line.putChannel(annotation.channel)
        line.put(",\"count\":")
        line.decimal(UInt64(annotation.frameCount))
        line.put(",\"length\":")
        line.decimal(UInt64(frame.length))
        line.putReception(annotation, &formatter)
        line.putFlags(annotation.flags)
        line.putPlace(annotation)
        line.putSecurity(annotation.security)
        line.put(",\"data\":\"")
        line.hex(octets)
        line.put("\"}\n")
        return line.written
    }

    /// Writes a rejected frame's line; `octets` as far as it was decoded.
    ///
    /// - Precondition: `memory` holds ``maximumLength(data:)`` octets of the frame.
    public mutating func write(
        _ frame: RejectedFrame, octets: RawSpan, link: LinkName,
        to memory: UnsafeMutableRawBufferPointer
    ) -> Int {
        var line = OctetCursor(
            memory, needs: NDJSONEncoder.maximumLength(data: octets.byteCount))
        line.begin("REJECTED", link)
        line.put(",\"reason\":\"")
        line.put(Array(String(describing: frame.reason).utf8))
        line.put("\",\"length\":")
        line.decimal(UInt64(frame.length))
        line.put(",\"time\":\"")
        line.time(frame.earthReceiveTime, &formatter)
        line.put("\",\"streamOffset\":")
        line.decimal(frame.streamOffset)
        line.put(",\"ownedBits\":")
        line.decimal(frame.ownedBits)
        line.put(",\"data\":\"")
        line.hex(octets)
        line.put("\"}\n")
        return line.written
    }
}
