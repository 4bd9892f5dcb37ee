import CCSDS
import ChannelCoding
import FeedhornExactness
import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Do the TM stream vectors give their packets?")
struct TMStreamVectorTests {
    struct Vector: Decodable {
        struct Gap: Decodable {
            let vcid: Int
            let missing: UInt64
        }
        let id: String
        let frames: [String]
        let packets: [String]
        let gap: Gap?
    }

    private func parameters(_ framing: Framing) -> ManagedParameters {
        var frame = FrameParameters()
        frame.type = .tm
        frame.length = 64
        frame.fecf = true
        return ManagedParameters(name: "vector", framing: framing, frame: frame)
    }

    private func check(_ decoded: Decoded, _ vector: Vector, _ name: String) {
        let packets = decoded.packets.filter { !$0.record.flags.contains(.idle) }
        #expect(packets.map { Hexadecimal.text($0.octets) } == vector.packets, "\(name)")
        #expect(decoded.frames.map { Hexadecimal.text($0.octets) } == vector.frames, "\(name)")
        #expect(
            decoded.records.statistics.channels.map(\.missing) == [vector.gap?.missing ?? 0],
            "\(name)")
        let channels = decoded.records.gaps.compactMap { gap in
            if case .virtualChannel(let channel) = gap.scope { channel.virtualChannel } else { nil }
        }
        #expect(
            channels.map { Int($0.rawValue) } == (vector.gap.map { [$0.vcid] } ?? []), "\(name)")
    }

    @Test(.enabled(if: SharedFiles.hasVectors, SharedFiles.absent))
    func fixedFramesAndCadus() throws {
        let vectors = try SharedFiles.vectors("tm_stream", Vector.self)
        #expect(vectors.count == 2)
        for vector in vectors {
            let frames: [[UInt8]] = try vector.frames.map {
                try #require(Hexadecimal.octets($0))
            }
            for chunking in [Chunking.whole, .fixed(1), .random(5, upTo: 90)] {
                check(
                    parameters(.fixedFrames).decode(Array(frames.joined()), chunking), vector,
                    "\(vector.id) fixed \(chunking)")
            }
            let marker: [UInt8] = [0x1A, 0xCF, 0xFC, 0x1D]
            let cadus = Array(frames.map { marker + $0 }.joined())
            let cadu = parameters(.synchronized(SyncParameters(marker: .standard)))
            for shift in 0..<8 {
                for octets in [cadus.shifted(by: shift), cadus.shifted(by: shift).inverted] {
                    for chunking in [Chunking.whole, .fixed(1), .random(6, upTo: 90)] {
                        check(
                            cadu.decode(octets, chunking), vector,
                            "\(vector.id) shift \(shift) \(chunking)")
                    }
                }
            }
        }
    }
}
