import CCSDS
import FeedhornTestKit
import LinkSecurity
import TelemetryLink
import Testing

/// Whose association is a frame of, and what becomes of it when it is nobody's?
struct AssociationTests {
    private static let key = [UInt8](repeating: 0x5A, count: 32)

    private func traffic(
        _ index: UInt16 = 7, _ change: (inout SecurityAssociation) -> Void = { _ in }
    ) throws -> SecuredTraffic {
        var association = SecurityAssociation.number(index)
        change(&association)
        return try SecuredTraffic(
            seed: 3, .tm, Sealing(association, key: AssociationTests.key)
        ) {
            $0 = FrameFormat(.tm, length: 120)
        }
    }

    @Test func unknownIndexesAreRejected() throws {
        let traffic = try traffic()
        var parameters = traffic.parameters
        parameters.security = SecurityParameters(associations: [.number(8)])
        let outcome = parameters.decode(traffic.octets, traffic.sealing.security)
        #expect(outcome.frames.isEmpty)
        #expect(outcome.reasons == Array(repeating: .security, count: 60))
        #expect(outcome.statistics.unknownAssociations == 60)
        #expect(outcome.statistics.security.map(\.failed) == [0])
    }

    /// Nothing is known of such a frame but its index: everything else counts as encrypted.
    @Test func unknownIndexesLeaveAsFramesWhereTheLinkSaysSo() throws {
        let traffic = try traffic()
        var parameters = traffic.parameters
        parameters.security = SecurityParameters(associations: [])
        parameters.security?.unknown = .deliver
        let outcome = parameters.decode(traffic.octets, traffic.sealing.security)
        #expect(outcome.frames.map(\.octets) == traffic.frames)
        #expect(outcome.frames.allSatisfy { $0.mark.index.rawValue == 7 })
        #expect(outcome.frames.allSatisfy { $0.mark.state == .encrypted })
        #expect(outcome.packets.isEmpty)
        #expect(outcome.statistics.unknownAssociations == 60)
        #expect(outcome.balance.securityOctets == 120)
        #expect(outcome.balance.encryptedOctets == UInt64((traffic.dataLength + 28) * 60))
    }

    @Test(arguments: [UInt16(0), 0xFFFF])
    func reservedIndexesAreAlwaysRejected(index: UInt16) throws {
        let traffic = try traffic(index)
        var parameters = traffic.parameters
        parameters.security = SecurityParameters(associations: [])
        parameters.security?.unknown = .deliver
        let outcome = parameters.decode(traffic.octets, nil)
        #expect(outcome.frames.isEmpty && outcome.rejected.count == 60)
    }

    /// Channels 0 and 5 use the association; channel 1 has no security header.
    @Test func channelsWithoutAssociationHaveNoHeader() throws {
        let secured = try traffic { association in
            association.channels = [0, 5].map { VirtualChannelIdentifier(rawValue: $0) }
        }
        let channels = secured.frames.map { $0[1] >> 1 & 7 }
        #expect(Set(channels) == [0, 1, 5])
        let outcome = secured.parameters.decode(secured.octets, secured.sealing.security)
        for (frame, channel) in zip(outcome.frames, channels) {
            #expect((frame.mark == .none) == (channel == 1))
        }
        #expect(outcome.frames.count == 60)
        let clear = UInt64(channels.count { $0 == 1 })
        #expect(outcome.balance.securityOctets == 30 * (60 - clear))
    }

    /// Another channel's association, right code and all.
    @Test func anAssociationOfAnotherChannelIsRefused() throws {
        let traffic = try traffic()
        var parameters = traffic.parameters
        var own = traffic.sealing.association
        own.channels = [VirtualChannelIdentifier(rawValue: 0)]
        parameters.security = SecurityParameters(associations: [own, .number(9)])
        let outcome = parameters.decode(traffic.octets, traffic.sealing.security)
        let channels = traffic.frames.map { $0[1] >> 1 & 7 }
        #expect(outcome.frames.count == channels.count { $0 == 0 })
        #expect(outcome.rejected.count == channels.count { $0 != 0 })
        #expect(outcome.statistics.unknownAssociations == UInt64(outcome.rejected.count))
    }

    /// Channels of only idle data have no security header unless an association names them.
    @Test func idleChannelsAreNotSecured() throws {
        let traffic = try traffic()
        var parameters = traffic.parameters
        parameters.channels.services = [VirtualChannelIdentifier(rawValue: 5): .onlyIdleData]
        let outcome = parameters.decode(traffic.octets, traffic.sealing.security)
        let channels = traffic.frames.map { $0[1] >> 1 & 7 }
        #expect(outcome.frames.count == 60)
        for (frame, channel) in zip(outcome.frames, channels) {
            #expect((frame.mark == .none) == (channel == 5))
        }
    }

    /// With the mask of a TM frame, its counts may change and its channel may not.
    @Test func theMaskSaysWhatIsCovered() throws {
        let traffic = try traffic { $0.authenticationMask = [0x00, 0x0E, 0x00, 0x00, 0x00, 0x00] }
        // A packet starts in its first 256 octets.
        let sample = try #require(traffic.frames.first { $0[4] == 0x18 && $0[5] < 90 })
        func reasons(_ place: Int, _ change: UInt8) -> [RejectionReason] {
            var frame = sample
            frame[place] ^= change
            frame.renewErrorControl()
            return traffic.parameters.decode(frame, traffic.sealing.security).reasons
        }
        #expect(reasons(1, 0x02) == [.security])
        #expect(reasons(0, 0x01) == [])
        #expect(reasons(2, 0xFF) == [])
        #expect(reasons(3, 0xFF) == [])
        #expect(reasons(8, 0x01) == [.security])
        // The pointer is not covered, and is judged after the code.
        #expect(reasons(4, 0x04) == [.firstHeaderPointer])
    }

    /// A packet that began in clear does not go on behind a frame that nobody can read.
    @Test func packetsDoNotGoOnAcrossEncryptedFrames() throws {
        var link = SmallFrames()
        var clear = Sealing(.number(1, .authentication), key: AssociationTests.key)
        var encrypted = Sealing(.number(2), key: AssociationTests.key)
        let frames = link.frames(of: 200, count: 5)
        var octets: [UInt8] = []
        for (place, frame) in frames.enumerated() {
            octets += place == 1 ? try encrypted.seal(frame) : try clear.seal(frame)
        }
        var parameters = ManagedParameters(name: "mixed", framing: .fixedFrames)
        parameters.frame.type = .tm
        parameters.frame.length = 64 + 30
        parameters.frame.fecf = true
        parameters.security = SecurityParameters(
            associations: [clear.association, encrypted.association])
        let outcome = parameters.decode(octets, nil)
        #expect(outcome.frames.count == 5)
        // Frame 0 holds the first 56 octets of 200; 2 and 3 continue what was dropped.
        #expect(outcome.balance.discardedOctets[.encrypted] == 56)
        #expect(outcome.balance.discardedOctets[.orphanContinuation] == 56)
        #expect(outcome.packets.allSatisfy { $0.count != 200 || $0[3] != 0 })
        let opened = parameters.decode(
            octets,
            AESGCMFrameSecurity(keys: [
                clear.association.index: .test(AssociationTests.key),
                encrypted.association.index: .test(AssociationTests.key),
            ]))
        #expect(opened.packets.first?.count == 200)
    }
}

/// TM frames of 64 octets with 56 octets of packets, all of one length, on channel 0.
private struct SmallFrames {
    private var builder = FrameBuilder(
        format: FrameFormat(.tm, length: 64), spacecraft: 5, generator: SeededGenerator(seed: 1))

    mutating func frames(of length: Int, count: Int) -> [GeneratedFrame] {
        for number in 0..<UInt16(count) {
            builder.enqueue(
                .space(
                    application: 1, sequenceCount: number,
                    data: [UInt8](repeating: 0xAA, count: length - 6)), on: 0)
        }
        return (0..<count).map { _ in builder.packetFrame(on: 0) }
    }
}
