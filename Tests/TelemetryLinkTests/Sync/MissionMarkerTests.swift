import ChannelCoding
import FeedhornExactness
import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Are frames found that begin before their sync word?")
struct MissionMarkerTests {
    @Test(arguments: [16, 40], [0, 3])
    func frameStartsBefore(before: Int, shift: Int) throws {
        var channel = ChannelFormat()
        channel.marker = [0xFA, 0xF3, 0x20, 0x55, 0x0F]
        channel.frameStartsBefore = before
        channel.maximumMarkerErrors = 2
        let builder = FrameBuilder(
            format: FrameFormat(.tm, length: 100), spacecraft: 5,
            generator: SeededGenerator(seed: 3))
        var plan = TrafficPlan(
            builder: builder, channels: [TrafficPlan.Channel(virtualChannel: 1, service: .other)],
            generator: SeededGenerator(seed: 4))
        let frames = plan.frames(20)
        var faults = FaultPlan([
            PlacedFault(4, .markerErrors(2)), PlacedFault(8, .deletedBits(at: 500, count: 77)),
            PlacedFault(12, .insertedBits(at: 0, count: 501)),
            PlacedFault(16, .symbolErrors(1, codeword: nil, place: .anywhere)),
        ])
        faults.leadingBits = 64 + shift
        let stream = StreamBuilder(channel: channel, generator: SeededGenerator(seed: 5))
            .build(frames, faults: faults)
        let parameters = ManagedParameters(channel: channel, format: FrameFormat(.tm, length: 100))
        let whole = parameters.decode(stream.octets)
        TruthCheck.run(whole, stream, "\(before) before")
        // The marker is a part of the frame: one with wrong bits is found, its FECF is wrong.
        #expect(whole.records.rejected.map(\.ownedBits) == [800, 723, 800])
        #expect(whole.frames.count == 17)
        #expect(whole.balance.markerBits == 0)
        for chunking in [Chunking.fixed(1), .random(7, upTo: 90)] {
            let parts = parameters.decode(stream.octets, chunking)
            #expect(parts.records == whole.records, "\(chunking)")
        }
    }

    /// Markers of any number of bits, of frames that only the marker speaks for.
    @Test(arguments: [8, 13, 24, 64, 192])
    func markerLengths(bits: Int) throws {
        var generator = SeededGenerator(seed: UInt64(bits))
        let octets = generator.octets((bits + 7) / 8)
        let marker = try #require(AttachedSyncMarker(octets: octets, bitCount: bits))
        var stream = BitSequence()
        stream.appendBits(3, of: 0x2A)
        let frames = (0..<12).map { _ in generator.octets(50) }
        for frame in frames {
            for bit in 0..<bits {
                stream.appendBits(1, of: marker.octets[bit / 8] << UInt8(bit % 8))
            }
            stream.append(contentsOf: frame)
        }
        var frame = FrameParameters()
        frame.length = 50
        var sync = SyncParameters(marker: marker)
        sync.maximumErrors = 0
        sync.polarity = .normal
        let parameters = ManagedParameters(
            name: "bits", framing: .synchronized(sync), frame: frame)
        let whole = parameters.decode(stream.octets)
        #expect(whole.frames.map(\.octets) == frames)
        #expect(parameters.decode(stream.octets, .fixed(1)).records == whole.records)
    }
}

extension BitSequence {
    /// Appends the highest `count` bits of `octet`.
    mutating func appendBits(_ count: Int, of octet: UInt8) { append(octet, bits: count) }
}
