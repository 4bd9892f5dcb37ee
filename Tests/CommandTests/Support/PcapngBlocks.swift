import Foundation

/// Reads the packets of a pcapng file, by the format's own description (draft-ietf-opsawg-pcapng)
/// and not by ours.
enum PcapngBlocks {
    private static let enhancedPacket: UInt32 = 6
    /// Octets of an enhanced packet block in front of the packet.
    private static let header = 28

    /// Data of the enhanced packet blocks of interface 0, in order.
    static func chunks(in file: Data) throws -> [[UInt8]] {
        let octets = [UInt8](file)
        func word(_ offset: Int) -> Int {
            guard offset + 4 <= octets.count else { return 0 }
            return octets[offset..<offset + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
        }
        var chunks: [[UInt8]] = []
        var offset = 0
        while offset + 12 <= octets.count {
            let length = word(offset + 4)
            guard length >= 12, offset + length <= octets.count else { break }
            if word(offset) == Int(enhancedPacket), word(offset + 8) == 0 {
                let count = word(offset + 20)
                chunks.append(Array(octets[offset + header..<offset + header + count]))
            }
            offset += length
        }
        return chunks
    }
}
