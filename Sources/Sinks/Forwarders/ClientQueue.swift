import Glibc

/// Packets back to back, and where each ends: shared by all clients that get them.
final class PacketBlock: Sendable {
    let octets: [UInt8]
    let packets: Int

    init(octets: [UInt8], packets: Int) {
        self.octets = octets
        self.packets = packets
    }
}

/// What waits for one client of a TCP forwarder. Blocks come and go whole, so that a client
/// never sees a part of a packet.
struct ClientQueue {
    private(set) var octets = 0
    private var blocks: [PacketBlock] = []
    private var head = 0
    /// Octets of the first block that were sent.
    private var sent = 0
    private let maximumOctets: Int

    init(maximumOctets: Int) {
        self.maximumOctets = maximumOctets
    }

    var isEmpty: Bool { head == blocks.count }

    /// Packets that wait, those of a block that is partly sent too.
    var packets: Int { blocks[head...].reduce(0) { $0 + $1.packets } }

    /// - Returns: `false` when there is no room; nothing is queued then.
    mutating func append(_ block: PacketBlock) -> Bool {
        guard octets + block.octets.count <= maximumOctets else { return false }
        blocks.append(block)
        octets += block.octets.count
        return true
    }

    /// Sends as much as goes.
    ///
    /// - Parameter send: returns octets sent, or `-errno`.
    /// - Returns: packets of blocks that were sent to their end, and what went wrong.
    mutating func flush(_ send: (UnsafeRawBufferPointer) -> Int) -> (packets: Int, code: CInt) {
        var packets = 0
        while head < blocks.count {
            let block = blocks[head]
            let count = block.octets.withUnsafeBytes { octets in
                send(UnsafeRawBufferPointer(rebasing: octets[sent...]))
            }
            if count < 0 {
                if count == -Int(EINTR) { continue }
                return (packets, count == -Int(EAGAIN) ? 0 : CInt(-count))
            }
            sent += count
            octets -= count
            guard sent == block.octets.count else { continue }
            packets += block.packets
            sent = 0
            head += 1
        }
        blocks.removeAll(keepingCapacity: true)
        head = 0
        return (packets, 0)
    }
}
