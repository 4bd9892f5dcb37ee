import CCSDS
import ChannelCoding
import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Are units that are shorter than the end of a frame, where the next may begin, taken once?")
struct ShortUnitTests {
    /// Two octets and their checksum behind a marker of one octet.
    private func unit(_ octet: UInt8) -> [UInt8] {
        let data = [octet, octet ^ 0xFF]
        let checksum = CRC16.checksum(data.span.bytes)
        return [0x47] + data + [UInt8(checksum >> 8), UInt8(truncatingIfNeeded: checksum)]
    }

    private func parameters() throws -> ManagedParameters {
        var frame = FrameParameters()
        frame.length = 4
        frame.fecf = true
        let marker = try #require(AttachedSyncMarker(octets: [0x47]))
        return ManagedParameters(
            name: "short", framing: .synchronized(SyncParameters(marker: marker)), frame: frame)
    }

    /// Where no marker stands behind a frame, the next one is looked for in that frame's end, where
    /// this one was found once more, and again.
    @Test(.timeLimit(.minutes(15)), arguments: [Chunking.whole, .fixed(1), .fixed(7)])
    func framesThenSomethingElse(chunking: Chunking) throws {
        let frames = (UInt8(1)...8).map(unit)
        let noise = [UInt8](repeating: 0, count: 23)
        let octets = Array(frames[..<4].joined()) + noise + Array(frames[4...].joined())
        let decoded = try parameters().decode(octets, chunking)
        #expect(decoded.isBalanced)
        #expect(decoded.frames.map(\.octets) == frames.map { Array($0.dropFirst()) })
        #expect(decoded.balance.framesRejected.total == 0)
        #expect(decoded.balance.skippedBits.total == UInt64(noise.count * 8))
    }

    /// The stream ends behind a frame, or in the next one.
    @Test(.timeLimit(.minutes(15)), arguments: 0..<5)
    func cutAtTheEnd(count: Int) throws {
        let octets = Array((unit(3) + unit(9)).prefix(5 + count))
        let decoded = try parameters().decode(octets)
        #expect(decoded.isBalanced)
        #expect(decoded.frames.count == 1)
    }
}
