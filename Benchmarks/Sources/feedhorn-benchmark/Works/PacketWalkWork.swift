import CCSDS

/// Walks space packets of 64 octets that lie back to back.
final class PacketWalkWork: Work {
    let name: String
    let title: String
    let octets: Int
    let items: Items?

    private let packets: [UInt8]
    private let turns: Int
    private var found = 0
    private var lengths = 0

    private static let length = 64

    /// - Parameters:
    ///   - size: octets walked in one run.
    ///   - memory: octets that they lie in, walked again and again.
    init(_ name: String, size: Int, memory: Int) {
        self.name = name
        title = "packet walk, 64 octets each, in \(memory >> 10) KiB"
        let count = memory / PacketWalkWork.length
        let packet: [UInt8] =
            [0x08, 0x64, 0xC0, 0x00, 0x00, UInt8(PacketWalkWork.length - 7)]
            + [UInt8](repeating: 0xA5, count: PacketWalkWork.length - 6)
        packets = (0..<count).flatMap { _ in packet }
        turns = max(1, size / packets.count)
        octets = turns * packets.count
        items = Items(count: turns * count, unit: .packet)
    }

    func prepare() { found = 0 }

    func run() {
        for _ in 0..<turns { walk() }
        keep(lengths)
    }

    /// Out of line, and its sums in memory of its own, so that a turn can't be left out.
    @inline(never)
    private func walk() {
        let packets = packets
        var count = 0
        var sum = 0
        var walker = PacketWalker(packets.span.bytes)
        while case .packet(_, let length, _) = walker.next() {
            count &+= 1
            sum &+= length
        }
        found &+= count
        lengths &+= sum
    }

    func fault() -> String? {
        found == octets / PacketWalkWork.length ? nil : "\(found) packets found"
    }
}
