import FeedhornExactness
import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Does the decoder let go of what it received?")
struct HeldSlabTests {
    private struct Held {
        weak var slab: Slab?
    }

    /// Slabs that the decoder still holds, when every batch was let go: at most so many at any
    /// time.
    private func heldSlabs(_ parameters: ManagedParameters, _ octets: [UInt8], chunk: Int) -> Int {
        var decoder = LinkDecoder(parameters)
        var slabs: [Held] = []
        var most = 0
        for range in Chunking.fixed(chunk).ranges(of: octets.count) {
            do {
                let slab = Slab(copying: octets[range])
                var batch = PacketBatch()
                slabs.append(Held(slab: slab))
                decoder.consume(
                    slab, 0..<range.count, receivedAt: ReceptionTime(utc: 0, monotonic: 0),
                    into: &batch)
            }
            slabs.removeAll { $0.slab == nil }
            most = max(most, slabs.count)
        }
        return most
    }

    @Test(arguments: [DuplicateTreatment.keepAndContinue, .drop], [100, 1_000])
    func framesInPlace(duplicates: DuplicateTreatment, chunk: Int) {
        // Neither code nor randomizer: frames stay where they were received.
        let channel = ChannelFormat.fixed()
        var traffic = GeneratedTraffic(seed: 41, version: .tm, channel: channel)
        traffic.duplicates = duplicates
        let stream = traffic.records(frames: 100, framing: .bare(octetsBefore: 0))
        let most = heldSlabs(traffic.parameters, stream.octets, chunk: chunk)
        #expect(most <= (duplicates == .drop ? 1 : 0))
    }

    @Test func records() {
        let channel = ChannelFormat.fixed()
        var traffic = GeneratedTraffic(seed: 42, version: .aos, channel: channel)
        let stream = traffic.records(
            frames: 100, framing: .kiss(RecordFraming.KISSForm()))
        var parameters = traffic.parameters
        parameters.framing = .kiss(KISSParameters())
        #expect(heldSlabs(parameters, stream.octets, chunk: 300) == 0)
    }

    /// Many applications, each of which is heard once: the last packet of each is remembered.
    @Test func manyApplications() {
        let packets = (0..<500).map {
            GeneratedPacket.space(
                application: UInt16($0), sequenceCount: 0, data: [UInt8](repeating: 1, count: 50)
            ).octets
        }
        let parameters = ManagedParameters(name: "packets", framing: .packets)
        #expect(heldSlabs(parameters, Array(packets.joined()), chunk: 200) == 0)
    }

    /// A packet that begins and takes its time.
    @Test func openPacket() {
        var link = SmallLink()
        link.queue(60_000)
        link.packetFrames(2_000)
        let octets = Array(link.frames.map(\.octets).joined())
        let parameters = ManagedParameters(
            channel: .fixed(), format: FrameFormat(.tm, length: 32))
        #expect(heldSlabs(parameters, octets, chunk: 64) == 0)
    }
}
