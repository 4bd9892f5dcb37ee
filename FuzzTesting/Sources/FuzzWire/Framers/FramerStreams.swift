import FeedhornTestKit
import LinkFraming

/// Streams for framers: plain octets, or records as their senders make them with octets between.
///
/// Mutated octets hardly ever make a checksum that is right; such a stream does.
struct FramerStream {
    let octets: [UInt8]

    init(
        _ input: inout InputReader, _ encode: (_ data: [UInt8], inout InputReader) -> [UInt8]
    ) {
        guard input.flag() else {
            octets = Array(input.rest)
            return
        }
        var octets: [UInt8] = []
        // Each turn takes octets off the input.
        while !input.isAtEnd {
            let kind = input.octet()
            switch kind & 7 {
            case 0: octets += input.octets(Int(kind >> 3))
            case 1: octets.removeLast(min(octets.count, Int(kind >> 3)))
            default:
                let data = input.octets(Int(kind >> 3))
                octets += encode(data, &input)
            }
        }
        self.octets = octets
    }
}

/// A record of each framing as its sender makes it.
enum FuzzRecord {
    static func kiss(_ data: [UInt8], _ checksum: KISSChecksum) -> [UInt8] {
        switch checksum {
        case .smack: LinkEncoder.smack(data)
        case .exclusiveOr: LinkEncoder.kissExclusiveOr(data)
        case .none: LinkEncoder.kiss(data)
        }
    }

    static func hdlc(_ data: [UInt8], _ line: HDLCLine) -> [UInt8] {
        var sender = HDLCSender()
        // The scrambler is in step after 17 bits.
        for _ in 0..<(line.g3ruh ? 4 : 1) { sender.flag() }
        sender.frame(data)
        sender.flag()
        return sender.octets(
            nrzi: line.nrzi, g3ruh: line.g3ruh,
            mostSignificantFirst: line.bitOrder == .mostSignificantFirst)
    }

    /// - Parameter choice: its bits say which version and message, and whether it is signed.
    static func mavlink(_ data: [UInt8], _ choice: UInt8) -> [UInt8] {
        // HEARTBEAT, ATTITUDE, and one that no table has.
        let (message, extra) = [(0, 50), (30, 39), (250, 1)][Int(choice >> 2) % 3]
        let version = choice & 1 == 0 ? 2 : 1
        let isSigned = version == 2 && choice & 2 != 0
        let frame = LinkEncoder.mavlink(
            data, message: UInt32(message), extra: UInt8(extra), sequence: choice,
            version: version, options: isSigned ? 1 : 0)
        guard isSigned else { return frame }
        let time = [choice, 0, 0, 0, 0, 0] as [UInt8]
        return frame + [1] + time + [0, 0, 0, 0, 0, choice >> 7]
    }
}
