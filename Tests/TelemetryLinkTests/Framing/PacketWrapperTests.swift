import FeedhornExactness
import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Are the status octets of each USB packet taken off, and is each octet placed and counted?")
struct PacketWrapperTests {
    /// A stream cut into transfers of random lengths, each made of packets with a wrapper.
    private struct Wrapped {
        var octets: [UInt8] = []
        var chunks: [Range<Int>] = []
        /// Where each octet of the data stands in `octets`.
        var places: [Int] = []

        init(
            _ data: [UInt8], _ wrapper: ManagedParameters.Wrapper, status: [UInt8] = [0x01, 0x60],
            seed: UInt64
        ) {
            var generator = SeededGenerator(seed: seed)
            let room = wrapper.every - wrapper.before - wrapper.after
            var index = 0
            while index < data.count {
                let start = octets.count
                // Whole packets, then a short one, which ends a transfer; sometimes nothing at all.
                var length = Int.random(in: 0...8 * room, using: &generator)
                repeat {
                    let count = min(length, room, data.count - index)
                    octets += (0..<wrapper.before).map { status[$0 % status.count] }
                    places += octets.count..<octets.count + count
                    octets += data[index..<index + count]
                    octets += [UInt8](repeating: 0xEE, count: wrapper.after)
                    index += count
                    length -= count
                } while length > 0 && index < data.count
                chunks.append(start..<octets.count)
            }
        }
    }

    private let packets: [GeneratedPacket]
    private let data: [UInt8]

    init() {
        var source = PacketSource(
            applications: [PacketSource.Application(identifier: 7, lengths: 7...300)],
            generator: SeededGenerator(seed: 51))
        packets = (0..<200).map { _ in source.next() }
        data = Array(packets.map(\.octets).joined())
    }

    private func parameters(_ wrapper: ManagedParameters.Wrapper) -> ManagedParameters {
        var parameters = ManagedParameters(name: "usb", framing: .packets)
        parameters.wrapper = wrapper
        return parameters
    }

    @Test(
        "Every packet, wherever transfers end",
        arguments: [
            (2, 0, 64), (2, 0, 512), (0, 1, 8), (4, 4, 16), (0, 0, 64), (1, 0, 1_024),
        ])
    func everyPacket(before: Int, after: Int, every: Int) {
        let wrapper = ManagedParameters.Wrapper(before: before, after: after, every: every)
        for seed in UInt64(1)...10 {
            let wrapped = Wrapped(data, wrapper, seed: seed)
            for ownSlabs in [true, false] {
                let decoded = parameters(wrapper).decode(
                    wrapped.octets, chunks: wrapped.chunks, ownSlabs: ownSlabs)
                #expect(decoded.packets.map(\.octets) == packets.map(\.octets))
                #expect(decoded.balance.bitsIn == UInt64(wrapped.octets.count * 8))
                #expect(
                    decoded.balance.strippedBits[.wrapper]
                        == UInt64((wrapped.octets.count - data.count) * 8))
                #expect(decoded.balance.isBalanced)
            }
        }
    }

    @Test("A packet stands where its first octet was received")
    func places() {
        let wrapper = ManagedParameters.Wrapper(before: 2, every: 64)
        let wrapped = Wrapped(data, wrapper, seed: 3)
        var frame = FrameParameters()
        frame.length = 100
        var parameters = ManagedParameters(name: "usb", framing: .fixedFrames, frame: frame)
        parameters.wrapper = wrapper
        let decoded = parameters.decode(wrapped.octets, chunks: wrapped.chunks, ownSlabs: true)
        let offsets =
            decoded.records.rejected.map(\.streamOffset)
            + decoded.frames.map(\.annotation.streamOffset)
        let expected = stride(from: 0, through: data.count - 100, by: 100)
            .map { UInt64(wrapped.places[$0]) * 8 }
        #expect(offsets.sorted() == expected)
    }

    @Test("Line errors are those of packets that carry data")
    func lineErrors() {
        let wrapper = ManagedParameters.Wrapper(before: 2, every: 8, status: .ftdi)
        let chunks: [[UInt8]] = [
            // Overrun and framing; parity; nothing.
            [0x01, 0x6A, 1, 2, 3, 4, 5, 6, 0x01, 0x64, 1, 2, 3, 4, 5, 6, 0x01, 0x60, 9],
            // A status alone says nothing of the line; a break; a packet that is cut off.
            [0x01, 0x7E], [0x01, 0x70, 0], [0x01],
        ]
        var decoder = LinkDecoder(parameters(wrapper))
        var batch = PacketBatch()
        for chunk in chunks {
            decoder.consume(
                Slab(copying: chunk), 0..<chunk.count,
                receivedAt: ReceptionTime(utc: 1, monotonic: 1), into: &batch)
        }
        var expected = LineErrorCounts()
        (expected.overruns, expected.framing, expected.parity, expected.breaks) = (1, 1, 1, 1)
        #expect(decoder.statistics.lineErrors == expected)
        #expect(decoder.balance.strippedBits[.status] == UInt64((6 + 2 + 2 + 1) * 8))
        #expect(decoder.balance.isBalanced)
    }
}
