import CCSDS
import FeedhornTestKit
import LinkSecurity
import TelemetryLink
import Testing

/// Do the books balance, and do chunks not matter, whatever stands in secured frames?
struct AnyOctetsTests {
    private static let key = [UInt8](repeating: 0x33, count: 16)

    /// Records of 1 to 120 octets that begin as frames do, with one of four indexes where a
    /// security header may stand.
    private func records(_ generator: inout SeededGenerator, _ isTelemetry: Bool) -> [UInt8] {
        var octets: [UInt8] = []
        for _ in 0..<120 {
            var frame = generator.octets(generator.integer(in: 1...120))
            if generator.chance(0.9) { frame[0] = isTelemetry ? 0x02 : 0x4A }
            for place in [6, 7, 8] where frame.count > place + 1 && generator.chance(0.6) {
                frame[place] = 0
                frame[place + 1] = UInt8(generator.integer(in: 1...4))
            }
            if isTelemetry, frame.count > 4, generator.chance(0.8) { frame[4] &= 0x3F }
            octets += [0, UInt8(frame.count)] + frame
        }
        return octets
    }

    private func parameters(
        _ generator: inout SeededGenerator, _ isTelemetry: Bool
    ) -> ManagedParameters {
        var parameters = ManagedParameters(
            name: "any", framing: .lengthPrefixed(LengthPrefixParameters()))
        parameters.frame.type = isTelemetry ? .tm : .aos
        parameters.frame.ocf = isTelemetry ? .perHeader : .none
        parameters.frame.insertZone = isTelemetry ? 0 : generator.integer(in: 0...2)
        let services: [SecurityAssociation.Service] = [
            .authentication, .encryption, .authenticatedEncryption,
        ]
        let associations = (1...3).map { index in
            var association = SecurityAssociation.number(
                UInt16(index), generator.pick(services))
            association.format = SpaceDataLinkSecurityFormat(
                initializationVector: generator.pick([0, 12, 32]),
                sequenceNumber: generator.pick([0, 1, 16]), padLength: generator.integer(in: 0...2),
                code: generator.pick([0, 4, 16, 64]))
            association.authenticationMask = generator.chance(0.5) ? generator.octets(9) : nil
            association.replayWindow = generator.chance(0.5) ? 5 : nil
            return association
        }
        parameters.security = SecurityParameters(associations: associations)
        parameters.security?.unknown = generator.chance(0.5) ? .deliver : .reject
        return parameters
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func anyOctets(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let isTelemetry = seed % 2 == 0
        let octets = records(&generator, isTelemetry)
        let parameters = parameters(&generator, isTelemetry)
        var keys: [SecurityParameterIndex: SecretKey] = [:]
        for index: UInt16 in 1...2 where generator.chance(0.5) {
            keys[SecurityParameterIndex(rawValue: index)] = .test(AnyOctetsTests.key)
        }
        let security = AESGCMFrameSecurity(keys: keys)
        let whole = parameters.decode(octets, security)
        #expect(whole.balance.framesFound == 120)
        // Nobody guesses a code.
        #expect(whole.statistics.security.allSatisfy { $0.verified == 0 })
        let parts = parameters.decode(
            octets, security, chunks: generator.chunks(of: octets.count, upTo: 40))
        #expect(parts == whole, "seed \(seed)")
    }

    /// The field says how much of the data is fill: never more than there are.
    @Test(arguments: [(0, 20), (19, 1), (20, 0), (21, nil), (255, nil)] as [(UInt8, Int?)])
    func fillIsNoLongerThanTheData(fill: UInt8, left: Int?) {
        var association = SecurityAssociation.number(1, .authentication)
        association.format = SpaceDataLinkSecurityFormat(padLength: 1, code: 4)
        var parameters = ManagedParameters(name: "fill", framing: .fixedFrames)
        parameters.frame.type = .tm
        parameters.frame.length = 6 + 3 + 20 + 4
        parameters.security = SecurityParameters(associations: [association])
        let frame =
            [0, 0, 0, 0, 0x1F, 0xFE] + [0, 1, fill] + [UInt8](repeating: 7, count: 24)
        let outcome = parameters.decode(frame, nil)
        guard let left else {
            #expect(outcome.reasons == [.length])
            return
        }
        #expect(outcome.reasons.isEmpty)
        #expect(outcome.balance.otherServiceOctets == UInt64(left))
        #expect(outcome.balance.securityOctets == UInt64(27 - left))
    }
}
