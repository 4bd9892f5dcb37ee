import FeedhornExactness
import FeedhornTestKit
import Testing

@testable import TelemetryLink

/// The last bits of a frame are lost, so few that it can be corrected all the same. The next frame
/// then begins before this one's end: it is whole, and must not be lost.
@Suite("Is a frame found that begins in the corrected end of the frame before?")
struct OverlappingFrameTests {
    /// Frame 4 of 8 lost its last `bits` bits.
    private func stream(_ bits: Int, _ channel: ChannelFormat, _ format: FrameFormat, last: Bool)
        -> GeneratedStream
    {
        let source = PacketSource(
            applications: [PacketSource.Application(identifier: 9, lengths: 50...700)],
            generator: SeededGenerator(seed: 71))
        var plan = TrafficPlan(
            builder: FrameBuilder(
                format: format, spacecraft: 5, generator: SeededGenerator(seed: 72)),
            channels: [TrafficPlan.Channel(virtualChannel: 2, service: .packets(source))],
            generator: SeededGenerator(seed: 73))
        var builder = StreamBuilder(channel: channel, generator: SeededGenerator(seed: 74))
        builder.acceptedSpacecraft = [5]
        let at = channel.caduBits(frameLength: format.length) - bits
        let place = last ? 6 : 4
        return builder.build(
            plan.frames(8),
            faults: FaultPlan([PlacedFault(place, .deletedBits(at: at, count: bits))]))
    }

    private func check(_ bits: Int, _ code: CodeblockFormat, last: Bool = false) {
        let channel = ChannelFormat(code: code, randomizer: .short)
        var format = FrameFormat(.aos, length: code.dataLength)
        format.hasErrorControl = false
        let stream = stream(bits, channel, format, last: last)
        let name = "\(bits) bits, I = \(code.interleaving)"
        #expect(stream.truth.frames.allSatisfy { $0.expectation == .mustDeliver }, "\(name)")
        let parameters = ManagedParameters(channel: channel, format: format, accepts: [5])
        let decoded = parameters.decode(stream.octets)
        TruthCheck.run(decoded, stream, name)
        #expect(decoded.frames.count == 8, "\(name)")
        #expect(decoded.records.gaps == [], "\(name)")
        // Every bit has one owner: the frame before keeps what both have.
        let whole = channel.caduBits(frameLength: format.length)
        #expect(
            decoded.balance.deliveredBits + decoded.balance.markerBits == 8 * whole - bits,
            "\(name)")
        for chunking in [Chunking.fixed(1), .random(UInt64(bits), upTo: 300)] {
            let parts = parameters.decode(stream.octets, chunking, ownSlabs: true)
            #expect(parts.records == decoded.records, "\(name), \(chunking)")
        }
    }

    @Test(arguments: [1, 2, 3, 5, 7, 8, 13, 31, 32, 33, 64, 100, 120, 127])
    func oneCodeword(bits: Int) {
        check(bits, CodeblockFormat())
        check(bits, CodeblockFormat(), last: true)
    }

    /// Up to 16 octets of each of four codewords.
    @Test(arguments: [1, 9, 200, 256, 400, 511])
    func fourCodewords(bits: Int) {
        check(bits, CodeblockFormat(interleaving: 4))
    }

    /// Each frame begins in the end of the one before.
    @Test func inARow() {
        let channel = ChannelFormat(code: CodeblockFormat(), randomizer: .short)
        var format = FrameFormat(.aos, length: 223)
        format.hasErrorControl = false
        let faults = [(2, 50), (3, 9), (4, 120), (5, 1)].map { place, bits in
            PlacedFault(place, .deletedBits(at: 259 * 8 - bits, count: bits))
        }
        let builder = FrameBuilder(
            format: format, spacecraft: 5, generator: SeededGenerator(seed: 75))
        var plan = TrafficPlan(
            builder: builder, channels: [TrafficPlan.Channel(virtualChannel: 1, service: .other)],
            generator: SeededGenerator(seed: 76))
        let stream = StreamBuilder(channel: channel, generator: SeededGenerator(seed: 77))
            .build(plan.frames(9), faults: FaultPlan(faults))
        var parameters = ManagedParameters(channel: channel, format: format)
        parameters.channels.other = .opaque
        let decoded = parameters.decode(stream.octets)
        TruthCheck.run(decoded, stream, "in a row")
        #expect(decoded.frames.count == 9)
        #expect(parameters.decode(stream.octets, .fixed(1)).records == decoded.records)
    }

    /// Lost bits that the next marker's happen to equal: no code is needed to read the frame.
    @Test(arguments: 1...40)
    func byChance(seed: UInt64) {
        let channel = ChannelFormat()
        let format = FrameFormat(.tm, length: 60)
        let builder = FrameBuilder(
            format: format, spacecraft: 5, generator: SeededGenerator(seed: seed))
        var plan = TrafficPlan(
            builder: builder, channels: [TrafficPlan.Channel(virtualChannel: 0, service: .other)],
            generator: SeededGenerator(seed: 1))
        let fault = StreamFault.deletedBits(at: 64 * 8 - 1, count: 1)
        let stream = StreamBuilder(channel: channel, generator: SeededGenerator(seed: 2))
            .build(plan.frames(6), faults: FaultPlan([PlacedFault(3, fault)]))
        let parameters = ManagedParameters(channel: channel, format: format)
        let decoded = parameters.decode(stream.octets)
        TruthCheck.run(decoded, stream, "seed \(seed)")
        #expect(stream.truth.frames[4].expectation == .mustDeliver)
        #expect(parameters.decode(stream.octets, .fixed(1)).records == decoded.records)
    }

    /// The stream was broken off: what comes next does not begin in what was before.
    @Test func notOverAnInterruption() {
        let channel = ChannelFormat(code: CodeblockFormat(), randomizer: nil)
        var format = FrameFormat(.aos, length: 223)
        format.hasErrorControl = false
        let stream = stream(64, channel, format, last: false)
        let end = 5 * 259
        let parameters = ManagedParameters(channel: channel, format: format, accepts: [5])
        var decoder = LinkDecoder(parameters)
        var batch = PacketBatch()
        let slab = Slab(copying: stream.octets)
        let time = ReceptionTime(utc: 1, monotonic: 1)
        decoder.consume(slab, 0..<end, receivedAt: time, into: &batch)
        #expect(batch.frames.count == 5)
        decoder.interrupt(into: &batch)
        decoder.consume(slab, end..<stream.octets.count, receivedAt: time, into: &batch)
        decoder.finish(into: &batch)
        // The sixth frame has lost its marker and its first octets to the fifth.
        #expect(batch.frames.count == 7)
        #expect(decoder.balance.isBalanced)
    }
}
