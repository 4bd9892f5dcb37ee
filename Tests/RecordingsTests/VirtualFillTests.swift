import LinkConfiguration
import TelemetryLink
import ChannelCoding
import Foundation
import Testing

/// Queqiao's encoder did not clear its virtual fill: with zeros, nothing decodes.
@Suite(.enabled(if: Recording.isPresent, "no recordings: set FEEDHORN_RECORDINGS"))
struct VirtualFillTests {
    @Test func zeroFillDecodesNoneOfTheFirstFifty() throws {
        let recording = try #require(Recording.all.first { $0.id == "queqiao-rs" })
        let truth = try #require(recording.truth["strict_zero_fill_decodable_of_first_50"] as? Int)
        var link = try LinkFile.load(recording.linkFile.path)
        let code = try #require(
            ReedSolomonCode(
                errorCapability: 16, interleavingDepth: 1, basis: .dual, fill: [0, 0, 0]))
        link.parameters.coding.reedSolomon = ReedSolomonParameters(code: code)
        let octets = try Array(recording.octets.prefix(50 * 252))
        let decoded = DecodedRecording(octets, link, chunk: { 4096 })
        #expect(decoded.balance.framesDelivered == UInt64(truth))
        #expect(decoded.balance.framesFound == 50)
    }
}
