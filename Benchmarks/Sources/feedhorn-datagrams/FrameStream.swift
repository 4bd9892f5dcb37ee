import ChannelCoding

/// AOS frames of 1,024 octets, one after the other, that are made without an allocation: 13 packets
/// of 78 octets lie whole in each, and all counters go on.
struct FrameStream {
    static let frameLength = 1_024
    static let packetLength = 78
    static let packetsInFrame = 13

    private(set) var frames: UInt64 = 0
    private var packets: UInt64 = 0

    /// The next frame, with its FECF.
    mutating func write(into octets: UnsafeMutableRawBufferPointer) {
        precondition(octets.count == Self.frameLength)
        // AOS, spacecraft 181, virtual channel 3; no replay, no count cycle (CCSDS 732.0-B-4
        // §4.1.2).
        octets[0] = 0x40 | 181 >> 2
        octets[1] = 181 << 6 & 0xFF | 3
        octets[2] = UInt8(truncatingIfNeeded: frames >> 16)
        octets[3] = UInt8(truncatingIfNeeded: frames >> 8)
        octets[4] = UInt8(truncatingIfNeeded: frames)
        octets[5] = 0
        // The first packet begins at the first octet.
        (octets[6], octets[7]) = (0, 0)
        for number in 0..<Self.packetsInFrame {
            writePacket(into: octets, at: 8 + number * Self.packetLength)
        }
        let body = UnsafeRawBufferPointer(rebasing: octets[..<(Self.frameLength - 2)])
        let check = CRC16.checksum(body.bytes)
        octets[Self.frameLength - 2] = UInt8(check >> 8)
        octets[Self.frameLength - 1] = UInt8(check & 0xFF)
        frames += 1
    }

    /// A space packet of application 100; its data is what the place had before, and its number.
    private mutating func writePacket(into octets: UnsafeMutableRawBufferPointer, at start: Int) {
        let length = Self.packetLength - 7
        octets[start] = 0
        octets[start + 1] = 100
        octets[start + 2] = 0xC0 | UInt8(truncatingIfNeeded: packets >> 8 & 0x3F)
        octets[start + 3] = UInt8(truncatingIfNeeded: packets)
        octets[start + 4] = UInt8(length >> 8)
        octets[start + 5] = UInt8(length & 0xFF)
        octets.storeBytes(of: packets.bigEndian, toByteOffset: start + 6, as: UInt64.self)
        packets += 1
    }
}
