import Testing

@testable import FeedhornTestKit

@Suite(
    "Do packets run on from frame to frame as in other people's streams?",
    .enabled(if: SharedFiles.hasVectors, SharedFiles.absent))
struct PacketSpanningVectorTests {
    @Test func framesAndPackets() throws {
        for vector in try Vector.load("tm_stream", kinds: "tm_stream") {
            let (frames, sources) = try rebuilt(vector)
            let faults = sources.indices.filter { !sources[$0] }.map {
                PlacedFault($0, .missing)
            }
            let builder = StreamBuilder(channel: .fixed(), generator: SeededGenerator(seed: 0))
            let stream = builder.build(frames, faults: FaultPlan(faults))
            let octets = try vector.list("frames").flatMap { $0 }
            #expect(Hexadecimal.text(stream.octets) == Hexadecimal.text(octets), "\(vector.name)")
            let packets = stream.truth.expected.packets.map(\.packet)
            #expect(
                packets.filter { $0.kind == .space }.map(\.octets)
                    == (try vector.list("packets")), "\(vector.name)")
            if vector.has("gap") {
                let gap = try vector.part("gap")
                let missing = UInt64(try gap.number("missing"))
                #expect(
                    stream.truth.expected.channelSteps.map(\.kind) == [.gap(missing: missing)])
            }
        }
    }

    /// The four frames of the whole stream, and which of them `vector` has.
    private func rebuilt(_ vector: Vector) throws -> (frames: [GeneratedFrame], has: [Bool]) {
        let whole = try #require(
            try Vector.load("tm_stream", kinds: "tm_stream").first { !$0.has("gap") })
        let wanted = try whole.list("frames")
        var builder = FrameBuilder(
            format: FrameFormat(.tm, length: 64), spacecraft: 0x123,
            generator: SeededGenerator(seed: 0))
        for octets in try whole.list("packets") {
            builder.enqueue(packet(octets), on: 0)
        }
        // The last frame's fill: an idle packet up to the FECF.
        let last = try #require(wanted.last)
        let idle = builder.waitingOctets(on: 0) - 3 * builder.format.zoneLength
        builder.enqueue(packet(Array(last[(6 + idle)..<62])), on: 0)
        let frames = wanted.map { _ in builder.packetFrame(on: 0) }
        #expect(frames.map { Hexadecimal.text($0.octets) } == wanted.map(Hexadecimal.text))
        let present = try vector.list("frames")
        return (frames, wanted.map(present.contains))
    }

    private func packet(_ octets: [UInt8]) -> GeneratedPacket {
        .space(
            application: UInt16(octets[0] & 7) << 8 | UInt16(octets[1]),
            sequenceCount: UInt16(octets[2] & 0x3F) << 8 | UInt16(octets[3]),
            data: Array(octets.dropFirst(6)))
    }
}
