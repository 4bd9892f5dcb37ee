import ChannelCoding
import Testing

@testable import TelemetryLink

@Suite("Are codewords counted by the symbols that were wrong in them?")
struct CorrectedSymbolTests {
    /// One codeblock of two codewords with so many wrong symbols each.
    private func decode(_ wrong: [Int]) throws -> Decoded {
        let code = try #require(ReedSolomonCode(errorCapability: 16, interleavingDepth: 2))
        let data = (0..<code.dataLength).map { UInt8(truncatingIfNeeded: $0 / 3) }
        var block = try #require(ReedSolomonEncoder(code: code).encode(data))
        for (codeword, count) in wrong.enumerated() {
            for symbol in 0..<count { block[2 * 7 * symbol + codeword] ^= 0xA5 }
        }
        var frame = FrameParameters()
        frame.length = code.dataLength
        var parameters = ManagedParameters(name: "code", framing: .fixedFrames, frame: frame)
        parameters.coding.reedSolomon = ReedSolomonParameters(code: code)
        return parameters.decode(block)
    }

    @Test(arguments: [[0, 0], [1, 0], [3, 8], [15, 16], [16, 16]])
    func corrected(wrong: [Int]) throws {
        let statistics = try decode(wrong).records.statistics
        for symbols in 0...16 {
            let codewords = wrong.count { $0 == symbols }
            #expect(statistics.correctedSymbols[symbols] == UInt64(codewords), "\(symbols)")
        }
        #expect(statistics.uncorrectableCodewords == 0)
    }

    /// What was corrected in a block that is rejected as a whole is not counted.
    @Test(arguments: [[17, 0], [17, 17], [3, 20]])
    func uncorrectable(wrong: [Int]) throws {
        let decoded = try decode(wrong)
        #expect(decoded.balance.framesRejected[.code] == 1)
        let statistics = decoded.records.statistics
        #expect(statistics.uncorrectableCodewords == UInt64(wrong.count { $0 > 16 }))
        #expect(statistics.correctedSymbols.allSatisfy { $0 == 0 })
    }
}
