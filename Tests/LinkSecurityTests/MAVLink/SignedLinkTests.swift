import LinkSecurity
import TelemetryLink
import Testing

/// Does a link take signed MAVLink frames once, and forged ones never?
struct SignedLinkTests {
    /// As pymavlink 2.4.50 signs it.
    private static let frame =
        "fd09010000010100000000000000020351040300e60315cd5b070000de9a8402a98a".hexOctets
    private static let key =
        "4104d36f8da2c254349f85836793ebe029e0c957063a34c91c2e9203187b5631".hexOctets

    private func outcome(_ octets: [UInt8], key: [UInt8]?) throws -> Outcome {
        var decoder = LinkDecoder(
            ManagedParameters(name: "rover", framing: .mavlink(MAVLinkParameters())),
            signatures: try key.map { try #require(MAVLinkSigningKey(.test($0))) })
        var outcome = Outcome()
        var batch = PacketBatch()
        let slab = Slab(copying: octets)
        decoder.consume(
            slab, 0..<octets.count, receivedAt: ReceptionTime(utc: 0, monotonic: 0), into: &batch)
        decoder.finish(into: &batch)
        outcome.note(batch)
        let isBalanced = decoder.balance.isBalanced
        #expect(isBalanced)
        return outcome
    }

    @Test func signedFramesAreTakenOnce() throws {
        let octets = SignedLinkTests.frame + SignedLinkTests.frame
        let outcome = try outcome(octets, key: SignedLinkTests.key)
        #expect(outcome.frames.map(\.octets) == [SignedLinkTests.frame])
        #expect(outcome.reasons == [.signature])
    }

    @Test func forgedFramesAreRejected() throws {
        var wrong = SignedLinkTests.key
        wrong[31] ^= 1
        #expect(try outcome(SignedLinkTests.frame, key: wrong).reasons == [.signature])
        #expect(try outcome(SignedLinkTests.frame, key: nil).frames.count == 1)
    }
}
