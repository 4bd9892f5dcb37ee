import CCSDS
import FeedhornTestKit
import LinkSecurity
import TelemetryLink
import Testing

/// Are USLP frames opened, with security header between insert zone and the data field's header?
struct SecuredUSLPTests {
    private static let key = [UInt8](repeating: 0x77, count: 32)
    private static let insertZone: [UInt8] = [0xA1, 0xA2]

    /// Octets of a frame in front of the security header: 7, 2 of frame count, insert zone.
    private static let outer = 11

    private func sealing(
        _ service: SecurityAssociation.Service = .authenticatedEncryption
    ) -> Sealing {
        var association = SecurityAssociation.number(300, service)
        // Version, spacecraft, channel and stream; not the length, not the count.
        association.authenticationMask = [0xFF, 0xFF, 0xFF, 0xFF]
        association.format = SpaceDataLinkSecurityFormat(
            initializationVector: 12, sequenceNumber: 2, code: 16)
        association.replayWindow = 1
        return Sealing(association, key: SecuredUSLPTests.key)
    }

    /// A frame of spacecraft 4660, channel 5, stream 3, with OCF and FECF.
    private func frame(
        _ count: Int, rule: UInt8 = 0, pointer: [UInt8], zone: [UInt8], _ sealing: inout Sealing
    ) throws -> [UInt8] {
        let length = SecuredUSLPTests.outer + 1 + pointer.count + zone.count + sealing.overhead + 6
        let identification = UInt32(0xC) << 28 | 4_660 << 12 | 5 << 5 | 3 << 1
        var outer = (0..<4).map { UInt8(truncatingIfNeeded: identification >> UInt32(24 - 8 * $0)) }
        // Sequence controlled, OCF, frame count of 2 octets.
        outer += [UInt8((length - 1) >> 8), UInt8((length - 1) & 0xFF), 0x0A]
        outer += [UInt8(count >> 8), UInt8(count & 0xFF)] + SecuredUSLPTests.insertZone
        var octets = try sealing.seal(
            [rule << 5] + pointer + zone, behind: outer, before: [1, 2, 3, 4, 0, 0])
        octets.renewErrorControl()
        return octets
    }

    private func parameters(_ sealing: Sealing) -> ManagedParameters {
        var parameters = ManagedParameters(
            name: "uslp", framing: .lengthPrefixed(LengthPrefixParameters()))
        parameters.frame.type = .uslp
        parameters.frame.fecf = true
        parameters.frame.insertZone = 2
        parameters.security = SecurityParameters(associations: [sealing.association])
        return parameters
    }

    private func records(_ frames: [[UInt8]]) -> [UInt8] {
        frames.flatMap { [UInt8($0.count >> 8), UInt8($0.count & 0xFF)] + $0 }
    }

    /// Packets of 7 to 300 octets in zones of 100: what begins where is counted here.
    private func packetFrames(_ sealing: inout Sealing) throws -> (
        packets: [[UInt8]], frames: [[UInt8]]
    ) {
        var generator = SeededGenerator(seed: 4)
        let packets = (0..<40).map { count in
            GeneratedPacket.space(
                application: 9, sequenceCount: UInt16(count),
                data: generator.octets(generator.integer(in: 1...294))
            ).octets
        }
        var starts = [0]
        for packet in packets { starts.append((starts.last ?? 0) + packet.count) }
        let stream = Array(packets.joined())
        var frames: [[UInt8]] = []
        for begin in stride(from: 0, to: stream.count - 99, by: 100) {
            let first = starts.first { (begin..<begin + 100).contains($0) }
            let pointer = UInt16(first.map { $0 - begin } ?? 0xFFFF)
            frames.append(
                try frame(
                    frames.count, pointer: [UInt8(pointer >> 8), UInt8(pointer & 0xFF)],
                    zone: Array(stream[begin..<begin + 100]), &sealing))
        }
        let whole = starts.dropFirst().count { $0 <= frames.count * 100 }
        return (Array(packets.prefix(whole)), frames)
    }

    @Test func packetsSpanningFrames() throws {
        var sealing = sealing()
        let (packets, frames) = try packetFrames(&sealing)
        let octets = records(frames)
        let outcome = parameters(sealing).decode(octets, sealing.security)
        #expect(outcome.packets == packets)
        #expect(outcome.frames.count == frames.count && frames.count > 40)
        #expect(outcome.frames.allSatisfy { $0.mark.state == .verified })
        #expect(outcome.balance.securityOctets == UInt64(32 * frames.count))
        var generator = SeededGenerator(seed: 5)
        let parts = parameters(sealing).decode(
            octets, sealing.security, chunks: generator.chunks(of: octets.count, upTo: 60))
        #expect(parts == outcome)
    }

    @Test func withoutAKeyNothingIsReadOfTheDataField() throws {
        var sealing = sealing()
        let (_, frames) = try packetFrames(&sealing)
        let outcome = parameters(sealing).decode(records(frames), nil)
        #expect(outcome.frames.map(\.octets) == frames)
        #expect(outcome.packets.isEmpty && outcome.reasons.isEmpty)
        // The data field's header is encrypted with the zone.
        #expect(outcome.balance.encryptedOctets == UInt64(103 * frames.count))
        #expect(outcome.balance.otherServiceOctets == 0)
    }

    /// What is covered: all of the data field, and in front of it what the mask says.
    @Test func everyOctetThatIsCoveredCounts() throws {
        for service in [SecurityAssociation.Service.authentication, .authenticatedEncryption] {
            var sealing = sealing(service)
            let frame = try frame(
                7, pointer: [0xFF, 0xFF], zone: [UInt8](repeating: 1, count: 9), &sealing)
            #expect(reasons(frame, sealing) == [])
            for place in frame.indices.dropLast(6) {
                var changed = frame
                changed[place] ^= 0x02
                changed.renewErrorControl()
                let expected: [RejectionReason] =
                    switch place {
                    case 4, 5: [.length]
                    // Flags: the frame's own; the count's octets; insert zone: not covered.
                    case 6: [.security]
                    case 7..<SecuredUSLPTests.outer: []
                    default: [.security]
                    }
                #expect(reasons(changed, sealing) == expected, "octet \(place)")
            }
        }
    }

    private func reasons(_ frame: [UInt8], _ sealing: Sealing) -> [RejectionReason] {
        parameters(sealing).decode(records([frame]), sealing.security).reasons
    }

    /// Encrypted data fields down to one octet leave as frames, whatever their octets look like.
    @Test func shortEncryptedDataFields() throws {
        for first in UInt8.min...UInt8.max {
            var sealing = sealing()
            sealing.number = UInt64(first)
            let frame = try frame(0, rule: 7, pointer: [], zone: [], &sealing)
            let outcome = parameters(sealing).decode(records([frame]), nil)
            #expect(outcome.frames.count == 1, "\(outcome.reasons)")
            #expect(outcome.balance.encryptedOctets == 1)
        }
    }

    /// Truncated frames have no security header: they are read as they are.
    @Test func truncatedFramesAreNotSecured() throws {
        let sealing = sealing()
        var parameters = parameters(sealing)
        parameters.channels.otherTruncatedLength = 12
        let identification = UInt32(0xC) << 28 | 4_660 << 12 | 5 << 5 | 3 << 1 | 1
        var frame = (0..<4).map { UInt8(truncatingIfNeeded: identification >> UInt32(24 - 8 * $0)) }
        frame += [0xE5, 1, 2, 3, 4, 5, 0, 0]
        frame.renewErrorControl()
        let outcome = parameters.decode(records([frame]), sealing.security)
        #expect(outcome.frames.map(\.octets) == [frame])
        #expect(outcome.frames.first?.mark == SecurityMark.none)
    }
}
