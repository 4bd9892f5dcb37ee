import FeedhornExactness
import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("When was a frame received?")
struct EarthReceiveTimeTests {
    /// 1 ms an octet.
    private static let bitRate: UInt64 = 8_000
    private static let octetTime: UInt64 = 1_000_000
    private static let start: UInt64 = 1_700_000_000_000_000_000

    private func traffic() -> (GeneratedStream, ManagedParameters) {
        var traffic = GeneratedTraffic(round: 3)
        var plan = FaultPlan()
        plan.leadingBits = 1_003
        let stream = traffic.stream(frames: 30, faults: plan)
        return (stream, traffic.parameters)
    }

    /// Octet of a frame's first bit, of its marker.
    private func firstOctets(_ stream: GeneratedStream) -> [Int] {
        stream.truth.frames.compactMap { $0.bits.map { $0.lowerBound / 8 } }
    }

    @Test("Without a bit rate: when the chunk that holds its first bit was read")
    func chunkStamps() {
        let (stream, parameters) = traffic()
        for chunking in [
            Chunking.fixed(1), .fixed(97), .random(5, upTo: 600), .whole,
        ] {
            let chunks = chunking.ranges(of: stream.octets.count)
            let decoded = parameters.decode(stream.octets, chunks: chunks) {
                EarthReceiveTimeTests.start + UInt64($0) * 77
            }
            let wanted = firstOctets(stream).map { octet in
                let end = chunks.first { $0.contains(octet) }?.upperBound ?? 0
                return EarthReceiveTimeTests.start + UInt64(end) * 77
            }
            #expect(decoded.frameTimes == wanted, "\(chunking)")
        }
    }

    @Test("With a bit rate: the same time, wherever the chunks begin")
    func bitRate() {
        var (stream, parameters) = traffic()
        parameters.bitRate = EarthReceiveTimeTests.bitRate
        let wanted = firstOctets(stream).map {
            EarthReceiveTimeTests.start + UInt64($0 + 1) * EarthReceiveTimeTests.octetTime
        }
        for chunking in [
            Chunking.fixed(1), .fixed(97), .random(6, upTo: 600), .whole,
        ] {
            // Each chunk is stamped when its last octet is here.
            let decoded = parameters.decode(stream.octets, chunking) {
                EarthReceiveTimeTests.start + UInt64($0) * EarthReceiveTimeTests.octetTime
            }
            #expect(decoded.frameTimes == wanted, "\(chunking)")
        }
    }

    @Test("A packet has the time of the frame in which it starts")
    func packets() {
        let (stream, parameters) = traffic()
        for chunking in [Chunking.fixed(1), .random(7, upTo: 600)] {
            let decoded = parameters.decode(stream.octets, chunking)
            let times = Dictionary(
                uniqueKeysWithValues: zip(
                    decoded.frames.map(\.annotation.frameNumber), decoded.frameTimes))
            let truth = stream.truth.expected.packets
            #expect(decoded.packets.count == truth.count)
            for (place, packet) in decoded.packets.enumerated() {
                #expect(times[packet.frameNumber] == decoded.packetTimes[place])
                let bits = stream.truth.frames[truth[place].firstFrame].bits
                let frame = decoded.frames[Int(packet.frameNumber)]
                #expect(frame.annotation.streamOffset == UInt64(bits?.lowerBound ?? 0))
            }
        }
    }

    @Test("A replay of the same chunks has the same times, the clock stepped or not")
    func replay() {
        let (stream, parameters) = traffic()
        let chunks = Chunking.random(8, upTo: 300).ranges(of: stream.octets.count)
        func time(_ octets: Int) -> UInt64 {
            let step: UInt64 = octets > 3_000 ? 5_000_000_000 : 9_000_000_000
            return EarthReceiveTimeTests.start + step + UInt64(octets)
        }
        let live = parameters.decode(stream.octets, chunks: chunks, ownSlabs: true, time: time)
        let replay = parameters.decode(stream.octets, chunks: chunks, time: time)
        #expect(live.frameTimes == replay.frameTimes)
        #expect(live.packetTimes == replay.packetTimes)
        #expect(live.records == replay.records)
    }

    @Test("Records have the time of their first octet, escaped or not")
    func records() {
        let stream: [UInt8] = [0xC0, 0, 1, 2, 0xC0, 0, 0xDB, 0xDC, 3, 0xC0]
        var parameters = ManagedParameters(name: "kiss", framing: .kiss(KISSParameters()))
        let octetByOctet = parameters.decode(stream, .fixed(1))
        #expect(octetByOctet.frameTimes == [2, 6])
        parameters.bitRate = 8_000_000_000
        let whole = parameters.decode(stream)
        #expect(whole.frameTimes == [2, 6])
    }

    @Test("A time before the epoch is no time")
    func noUnderflow() {
        var frame = FrameParameters()
        frame.length = 10
        var parameters = ManagedParameters(name: "slow", framing: .fixedFrames, frame: frame)
        parameters.bitRate = 1
        let decoded = parameters.decode([UInt8](repeating: 0, count: 100)) { _ in 1_000 }
        #expect(decoded.frameTimes.allSatisfy { $0 <= 1_000 })
        #expect(decoded.frames.count == 10)
    }
}
