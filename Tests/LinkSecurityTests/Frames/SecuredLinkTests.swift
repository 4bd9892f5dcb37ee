import CCSDS
import FeedhornTestKit
import LinkSecurity
import TelemetryLink
import Testing

/// Do the packets of a secured link come out as they were put in, and do its books balance?
struct SecuredLinkTests {
    private static let key = [UInt8](0..<32)

    /// By seed: services, lengths of fields and key, masks.
    private func sealing(_ seed: UInt64) -> Sealing {
        var association = SecurityAssociation.number(
            UInt16(1 + seed * 911), seed % 3 == 0 ? .authentication : .authenticatedEncryption)
        association.format = SpaceDataLinkSecurityFormat(
            initializationVector: [12, 16, 12, 32][Int(seed % 4)], sequenceNumber: Int(seed % 5),
            padLength: Int(seed % 3), code: 16)
        if seed % 2 == 0 { association.authenticationMask = [0x00, 0x0E, 0x00, 0xFF] }
        association.replayWindow = 1
        let length = [16, 24, 32][Int(seed % 3)]
        var sealing = Sealing(association, key: Array(SecuredLinkTests.key.prefix(length)))
        sealing.fill = association.format.padLength > 0 ? Int(seed % 7) : 0
        return sealing
    }

    @Test(arguments: 1...24 as ClosedRange<UInt64>, [FrameFormat.Version.tm, .aos])
    func withKeys(seed: UInt64, version: FrameFormat.Version) throws {
        let traffic = try SecuredTraffic(seed: seed, version, sealing(seed))
        let parameters = traffic.parameters
        let whole = parameters.decode(traffic.octets, traffic.sealing.security)
        #expect(whole.packets == traffic.packets, "seed \(seed)")
        #expect(whole.frames.count == traffic.frames.count)
        #expect(whole.frames.allSatisfy { $0.mark.state == .verified && $0.quality == .good })
        #expect(whole.reasons == [] && whole.gaps == [])
        // Nothing happens but that the stream ends inside packets.
        #expect(
            whole.events.allSatisfy {
                if case .discarded(.truncated, _, _) = $0 { true } else { false }
            })
        #expect(
            whole.balance.securityOctets == UInt64(traffic.sealing.overhead * whole.frames.count))
        #expect(whole.balance.encryptedOctets == 0)
        var generator = SeededGenerator(seed: seed)
        for longest in [seed < 3 ? 1 : 20, 2_000] {
            let parts = parameters.decode(
                traffic.octets, traffic.sealing.security,
                chunks: generator.chunks(of: traffic.octets.count, upTo: longest))
            #expect(parts == whole, "seed \(seed), chunks up to \(longest)")
        }
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>, [FrameFormat.Version.tm, .aos])
    func withoutKeys(seed: UInt64, version: FrameFormat.Version) throws {
        let traffic = try SecuredTraffic(seed: seed, version, sealing(seed))
        let outcome = traffic.parameters.decode(traffic.octets, nil)
        #expect(outcome.frames.map(\.octets) == traffic.frames)
        #expect(outcome.frames.allSatisfy { $0.mark.index == traffic.sealing.association.index })
        let counts = try #require(outcome.statistics.security.first)
        if traffic.sealing.association.service == .authentication {
            #expect(outcome.packets == traffic.packets)
            #expect(outcome.frames.allSatisfy { $0.mark.state == .unverified })
            #expect(counts.unverified == 60)
        } else {
            #expect(outcome.packets == [])
            #expect(outcome.frames.allSatisfy { $0.mark.state == .encrypted })
            #expect(counts.encrypted == 60)
            // Fill can't be told from data there.
            #expect(
                outcome.balance.encryptedOctets
                    == UInt64((traffic.dataLength + traffic.sealing.fill) * 60))
        }
    }

    /// Octets changed behind the FECF's back, frames lost and repeated: no false packet.
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func damaged(seed: UInt64) throws {
        let version: FrameFormat.Version = seed % 2 == 0 ? .tm : .aos
        let traffic = try SecuredTraffic(seed: seed, version, sealing(seed))
        var generator = SeededGenerator(seed: seed)
        var octets: [UInt8] = []
        var forged = 0
        let start = traffic.format.dataFieldOffset
        for var frame in traffic.frames {
            if generator.chance(0.05) { continue }
            if generator.chance(0.1) {
                let place = generator.integer(in: start...frame.count - 7)
                frame[place] ^= generator.nonZeroOctet()
                frame.renewErrorControl()
                forged += 1
            }
            octets += frame
            if generator.chance(0.05) { octets += frame }
        }
        let outcome = traffic.parameters.decode(octets, traffic.sealing.security)
        let known = Set(traffic.packets)
        #expect(forged > 0 && outcome.packets.count < traffic.packets.count * 2)
        #expect(outcome.packets.allSatisfy(known.contains), "seed \(seed): a false packet")
        #expect(outcome.reasons.allSatisfy { $0 == .security })
        #expect(outcome.rejected.count >= forged)
        let chunks = generator.chunks(of: octets.count, upTo: 90)
        let parts = traffic.parameters.decode(octets, traffic.sealing.security, chunks: chunks)
        #expect(parts == outcome, "seed \(seed)")
    }
}
