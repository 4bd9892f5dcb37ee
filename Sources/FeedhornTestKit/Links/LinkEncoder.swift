/// Puts octets into the framings of serial and rover links, as their senders do.
public enum LinkEncoder {
    /// SLIP (RFC 1055), an END on either side.
    public static func slip(_ data: [UInt8]) -> [UInt8] {
        [0xC0] + RecordWriter.escaped(data) + [0xC0]
    }

    /// KISS: the type octet and the data, a FEND on either side.
    public static func kiss(_ data: [UInt8], type: UInt8 = 0) -> [UInt8] {
        slip([type] + data)
    }

    /// KISS with the checksum of SMACK.
    public static func smack(_ data: [UInt8], port: UInt8 = 0) -> [UInt8] {
        let record = [0x80 | port << 4] + data
        let checksum = BitwiseChecksum.smack(record)
        return slip(record + [UInt8(checksum & 0xFF), UInt8(checksum >> 8)])
    }

    /// KISS with an octet that makes the exclusive or of all zero.
    public static func kissExclusiveOr(_ data: [UInt8], port: UInt8 = 0) -> [UInt8] {
        let record = [port << 4] + data
        return slip(record + [record.reduce(0, ^)])
    }

    /// COBS (Cheshire & Baker), with the zero behind it.
    public static func cobs(_ data: [UInt8]) -> [UInt8] {
        var encoded: [UInt8] = []
        var group: [UInt8] = []
        var isOpen = true
        for (index, octet) in data.enumerated() {
            isOpen = true
            if octet != 0 { group.append(octet) }
            if octet == 0 || group.count == 254 {
                encoded += [UInt8(group.count + 1)] + group
                isOpen = octet == 0 || index + 1 < data.count
                group = []
            }
        }
        if isOpen { encoded += [UInt8(group.count + 1)] + group }
        return encoded + [0]
    }

    /// COBS/R: as COBS, but the last code gives way to the last octet where that is the larger one.
    public static func cobsReduced(_ data: [UInt8]) -> [UInt8] {
        var encoded = Array(cobs(data).dropLast())
        var last = 0
        // Each turn goes to the next code.
        while last + Int(encoded[last]) < encoded.count { last += Int(encoded[last]) }
        if let octet = data.last, last + 1 < encoded.count, octet >= encoded[last] {
            encoded[last] = octet
            encoded.removeLast()
        }
        return encoded + [0]
    }

    /// An F´ frame.
    public static func fprime(_ data: [UInt8]) -> [UInt8] {
        var frame: [UInt8] = []
        frame.appendBigEndian(0xDEAD_BEEF, width: 4)
        frame.appendBigEndian(UInt64(data.count), width: 4)
        frame += data
        frame.appendBigEndian(UInt64(BitwiseChecksum.crc32(frame)), width: 4)
        return frame
    }

    /// A CSP packet of version 1 with a checksum over its data, or over header and data.
    public static func csp(
        _ data: [UInt8], source: UInt8, destination: UInt8, port: UInt8,
        coversHeader: Bool = false
    ) -> [UInt8] {
        var packet: [UInt8] = []
        let header =
            UInt32(2) << 30 | UInt32(source) << 25 | UInt32(destination) << 20
            | UInt32(port) << 14 | 1
        packet.appendBigEndian(UInt64(header), width: 4)
        let covered = coversHeader ? packet + data : data
        packet += data
        packet.appendBigEndian(UInt64(BitwiseChecksum.crc32c(covered)), width: 4)
        return packet
    }

    /// A MAVLink frame; `extra` stands for the message's definition.
    public static func mavlink(
        _ payload: [UInt8], message: UInt32, extra: UInt8, sequence: UInt8, version: Int = 2,
        options: UInt8 = 0
    ) -> [UInt8] {
        var frame: [UInt8] = []
        let number = [message, message >> 8, message >> 16].map {
            UInt8(truncatingIfNeeded: $0)
        }
        if version == 1 {
            frame = [0xFE, UInt8(payload.count), sequence, 1, 1, number[0]]
        } else {
            frame = [0xFD, UInt8(payload.count), options, 0, sequence, 1, 1] + number
        }
        frame += payload
        let checksum = BitwiseChecksum.mavlink(frame.dropFirst() + [extra])
        return frame + [UInt8(checksum & 0xFF), UInt8(checksum >> 8)]
    }
}
