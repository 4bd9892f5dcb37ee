import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Do transfer frames and packets in records decode as they do back to back?")
struct FramesInRecordsTests {
    private struct Content: Equatable {
        var packets: [[UInt8]]
        var frames: [[UInt8]]
        var gaps: [CounterStep]

        init(_ decoded: Decoded) {
            packets = decoded.packets.map(\.octets)
            frames = decoded.frames.map(\.octets)
            gaps = decoded.records.gaps.map(\.step)
        }
    }

    @Test(arguments: SerialFraming.all)
    func transferFrames(framing: SerialFraming) {
        for seed in 1...4 {
            let code: CodeblockFormat? =
                seed % 2 == 0 ? CodeblockFormat(errorCapability: 8, interleaving: 1) : nil
            let channel = ChannelFormat.fixed(code: code, randomizer: seed > 2 ? .short : nil)
            var traffic = GeneratedTraffic(
                seed: UInt64(seed), version: seed % 2 == 0 ? .tm : .aos, channel: channel)
            let faults = FaultPlan([
                PlacedFault(5, .missing), PlacedFault(14, .badErrorControl),
                PlacedFault(25, .countReset(200)),
            ])
            let stream = traffic.records(
                frames: 120, faults: faults, framing: .bare(octetsBefore: 0))
            var parameters = traffic.parameters
            parameters.framing = .fixedFrames
            let reference = parameters.decode(stream.octets)
            #expect(reference.packets.count >= 5)
            #expect(reference.balance.framesRejected[.fecf] == 1)
            let length = parameters.frame.length + (code.map { 16 * $0.interleaving } ?? 0)
            let frames = stride(from: 0, to: stream.octets.count, by: length).map {
                Array(stream.octets[$0..<$0 + length])
            }
            parameters.framing = framing.framing
            let wire = framing.encode(frames)
            let whole = parameters.decode(wire)
            #expect(Content(whole) == Content(reference), "seed \(seed)")
            let parts = parameters.decode(wire, .random(UInt64(seed), upTo: 90), ownSlabs: true)
            #expect(parts.records == whole.records, "seed \(seed)")
        }
    }

    @Test(arguments: SerialFraming.all)
    func packets(framing: SerialFraming) {
        var generator = SeededGenerator(seed: 41)
        let packets = (0..<50).map {
            GeneratedPacket.space(
                application: UInt16($0 % 3), sequenceCount: UInt16($0 / 3),
                data: generator.octets(generator.integer(in: 1...200))
            ).octets
        }
        var parameters = ManagedParameters(name: "packets", framing: framing.framing)
        parameters.frame.type = .packets
        let decoded = parameters.decode(framing.encode(packets), .random(1, upTo: 300))
        #expect(decoded.packets.map(\.octets) == packets)
        #expect(decoded.records.gaps == [])
    }
}
