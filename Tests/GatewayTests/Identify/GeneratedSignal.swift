import FeedhornTestKit
import Foundation

/// Streams whose link is known, for those who have to find it out.
enum GeneratedSignal {
    /// Frames with packets, for any framing.
    static func frames(_ format: FrameFormat, _ count: Int, seed: UInt64 = 7) -> [GeneratedFrame] {
        var generator = SeededGenerator(seed: seed)
        let source = PacketSource(
            applications: [.init(identifier: 100, lengths: 20...format.zoneLength)],
            generator: generator.fork())
        let builder = FrameBuilder(
            format: format, spacecraft: 85, generator: generator.fork())
        var plan = TrafficPlan(
            builder: builder, channels: [.init(virtualChannel: 1, service: .packets(source))],
            generator: generator.fork())
        return plan.frames(count)
    }

    static func stream(
        _ format: FrameFormat, _ channel: ChannelFormat, _ count: Int, seed: UInt64 = 7
    ) -> [UInt8] {
        let builder = StreamBuilder(channel: channel, generator: SeededGenerator(seed: seed))
        return builder.build(frames(format, count, seed: seed)).octets
    }

    /// Space packets that count on, of random octets.
    static func packets(_ count: Int, seed: UInt64 = 9) -> [[UInt8]] {
        var generator = SeededGenerator(seed: seed)
        var source = PacketSource(
            applications: [.init(identifier: 77, lengths: 20...200)], generator: generator.fork())
        return (0..<count).map { _ in source.next().octets }
    }

    static func noise(_ count: Int, seed: UInt64) -> [UInt8] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    }
}

extension [UInt8] {
    /// The same bits, so many bits later.
    func later(by bits: Int) -> [UInt8] {
        var carry: UInt8 = 0
        var result = map { octet -> UInt8 in
            defer { carry = octet << UInt8(8 - bits) }
            return bits == 0 ? octet : carry | octet >> UInt8(bits)
        }
        if bits > 0 { result.append(carry) }
        return result
    }

    /// Bits as octets, the first one most significant.
    var packed: [UInt8] {
        stride(from: 0, to: count / 8 * 8, by: 8).map { start in
            self[start..<start + 8].reduce(0) { $0 << 1 | $1 }
        }
    }
}
