import ChannelCoding
import FeedhornExactness
import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Does every CADU vector give its frames: at any bit, in both polarities, in any chunks?")
struct CaduVectorTests {
    struct Vector: Decodable {
        struct Config: Decodable {
            let frame: String
            let frame_length: Int
            let rs_E: Int?
            let interleave: Int
            let randomizer: String
        }
        let id: String
        let stream: String
        let config: Config
        let first_asm_bit_offset: Int
        let inverted: Bool
        let symbol_errors_per_block: Int
        let frames: [String]
    }

    private func parameters(_ config: Vector.Config) throws -> ManagedParameters {
        var frame = FrameParameters()
        frame.type = config.frame == "tm" ? .tm : .aos
        frame.length = config.frame_length
        var parameters = ManagedParameters(
            name: "vector", framing: .synchronized(SyncParameters(marker: .standard)),
            frame: frame)
        parameters.coding.randomizer =
            ["255": .period255, "131071": .period131071][config.randomizer]
        if let capability = config.rs_E {
            let code = try #require(
                ReedSolomonCode(
                    errorCapability: capability, interleavingDepth: config.interleave))
            parameters.coding.reedSolomon = ReedSolomonParameters(code: code)
        }
        return parameters
    }

    @Test(.enabled(if: SharedFiles.hasVectors, SharedFiles.absent))
    func asTheyAre() throws {
        let vectors = try SharedFiles.vectors("cadu_stream", Vector.self)
        #expect(vectors.count == 10)
        for vector in vectors {
            let octets = try #require(Hexadecimal.octets(vector.stream))
            let parameters = try parameters(vector.config)
            let decoded = parameters.decode(octets)
            #expect(
                decoded.frames.map { Hexadecimal.text($0.octets) } == vector.frames,
                "\(vector.id)")
            let first = try #require(decoded.frames.first)
            #expect(
                first.annotation.streamOffset == UInt64(vector.first_asm_bit_offset),
                "\(vector.id)")
            let isCoded = vector.config.rs_E != nil
            for frame in decoded.frames {
                #expect(
                    Int(frame.annotation.correctedSymbols)
                        == (isCoded ? vector.symbol_errors_per_block : 0), "\(vector.id)")
                #expect(frame.annotation.quality == (isCoded ? .good : .undetermined))
            }
            let polarities = decoded.records.events.compactMap { event in
                if case .polarity(let inverted) = event.kind { inverted } else { nil }
            }
            #expect(polarities == (vector.inverted ? [true] : []), "\(vector.id)")
        }
    }

    @Test(.enabled(if: SharedFiles.hasVectors, SharedFiles.absent), arguments: 0..<8)
    func shiftedAndInverted(shift: Int) throws {
        for vector in try SharedFiles.vectors("cadu_stream", Vector.self) {
            let plain = try #require(Hexadecimal.octets(vector.stream)).shifted(by: shift)
            let parameters = try parameters(vector.config)
            for octets in [plain, plain.inverted] {
                let whole = parameters.decode(octets)
                let name = "\(vector.id), shift \(shift)"
                #expect(
                    whole.frames.map { Hexadecimal.text($0.octets) } == vector.frames, "\(name)")
                #expect(
                    whole.frames.first?.annotation.streamOffset
                        == UInt64(vector.first_asm_bit_offset + shift), "\(name)")
                let seed = UInt64(shift) + 1
                for chunking in [Chunking.fixed(1), .random(seed, upTo: 400)] {
                    let parts = parameters.decode(octets, chunking, ownSlabs: shift % 2 == 0)
                    #expect(parts.records == whole.records, "\(name), \(chunking)")
                }
            }
        }
    }
}
