import CCSDS
import LinkSecurity
import TelemetryLink
import Testing

/// Does the decoder open the vectors' frames, and no frame that differs in one octet?
@Suite(.enabled(if: SecurityVector.areThere, SecurityVector.absent))
struct VectorTests {
    private func parameters(_ vector: SecurityVector) -> ManagedParameters {
        var frame = FrameParameters()
        frame.type = .tm
        frame.length = 64
        frame.fecf = true
        var parameters = ManagedParameters(name: "sdls", framing: .fixedFrames, frame: frame)
        // As the frame itself says: the damaged vector has no fields.
        let index = UInt16(vector.octets[6]) << 8 | UInt16(vector.octets[7])
        parameters.security = SecurityParameters(associations: [
            .number(index, vector.isAuthenticationOnly ? .authentication : .authenticatedEncryption)
        ])
        return parameters
    }

    private func security(_ vector: SecurityVector, key: [UInt8]? = nil) -> AESGCMFrameSecurity {
        let index = UInt16(vector.octets[6]) << 8 | UInt16(vector.octets[7])
        return AESGCMFrameSecurity(keys: [
            SecurityParameterIndex(rawValue: index): .test(key ?? vector.key.hexOctets)
        ])
    }

    @Test(arguments: SecurityVector.all)
    func opens(_ vector: SecurityVector) throws {
        let outcome = parameters(vector).decode(vector.octets, security(vector))
        guard vector.expect == "ok" else {
            #expect(vector.expect == "mac_error (FECF ok)")
            #expect(outcome.reasons == [.security])
            #expect(outcome.rejected.first?.octets == vector.octets)
            #expect(outcome.statistics.security.first?.failed == 1)
            #expect(outcome.frames.isEmpty && outcome.gaps.isEmpty && outcome.packets.isEmpty)
            return
        }
        let fields = try #require(vector.fields)
        let plaintext = fields.plaintext.hexOctets
        // The data field in clear, everything else as received.
        let clear = vector.octets[..<20] + plaintext + vector.octets[46...]
        #expect(outcome.frames.map(\.octets) == [Array(clear)])
        #expect(outcome.frames.first?.mark.index.rawValue == fields.spi)
        #expect(outcome.frames.first?.mark.state == .verified)
        #expect(outcome.packets == [plaintext])
        #expect(outcome.balance.dataOctets == 56)
        #expect(outcome.balance.securityOctets == 30)
        #expect(outcome.balance.packetOctets == 26)
        #expect(outcome.statistics.security.first?.verified == 1)
    }

    /// FECF made right again, so that only the code tells.
    @Test(arguments: SecurityVector.all.filter { $0.expect == "ok" })
    func everyOctetCounts(_ vector: SecurityVector) {
        for place in 0..<62 {
            for change in [UInt8(0x01), 0x80, 0xFF] {
                var octets = vector.octets
                octets[place] ^= change
                octets.renewErrorControl()
                let outcome = parameters(vector).decode(octets, security(vector))
                #expect(outcome.frames.isEmpty && outcome.packets.isEmpty, "octet \(place)")
                // The version is judged before; with a secondary header the index is elsewhere,
                // or the header does not fit.
                let expected: [RejectionReason] =
                    switch place {
                    case 0 where change & 0xC0 != 0: [.version]
                    case 4 where change & 0x80 != 0: [.security, .length]
                    default: [.security]
                    }
                #expect(outcome.reasons.count == 1)
                #expect(outcome.reasons.allSatisfy(expected.contains), "octet \(place)")
            }
        }
    }

    @Test(arguments: SecurityVector.all.filter { $0.expect == "ok" })
    func aWrongKeyOpensNothing(_ vector: SecurityVector) {
        for place in vector.key.hexOctets.indices {
            var key = vector.key.hexOctets
            key[place] ^= 0x01
            let outcome = parameters(vector).decode(
                vector.octets, security(vector, key: key))
            #expect(outcome.reasons == [.security])
            #expect(outcome.frames.isEmpty)
        }
    }

    @Test(arguments: SecurityVector.all)
    func withoutAKeyTheIndexIsShown(_ vector: SecurityVector) {
        let outcome = parameters(vector).decode(vector.octets, nil)
        #expect(outcome.reasons.isEmpty)
        #expect(outcome.frames.map(\.octets) == [vector.octets])
        let mark = outcome.frames.first?.mark
        #expect(mark?.index.rawValue == UInt16(vector.octets[7]))
        #expect(outcome.balance.securityOctets == 30)
        if vector.isAuthenticationOnly {
            #expect(mark?.state == .unverified)
            #expect(outcome.packets == [vector.fields?.plaintext.hexOctets])
            #expect(outcome.balance.encryptedOctets == 0)
        } else {
            #expect(mark?.state == .encrypted)
            #expect(outcome.packets.isEmpty)
            #expect(outcome.balance.encryptedOctets == 26)
            #expect(outcome.statistics.security.first?.encrypted == 1)
        }
    }

    /// Records of every length: refused for what they lack.
    @Test(arguments: SecurityVector.all.filter { $0.expect == "ok" })
    func everyPrefixIsRefused(_ vector: SecurityVector) {
        var parameters = parameters(vector)
        parameters.framing = .lengthPrefixed(LengthPrefixParameters())
        parameters.frame.fecf = false
        parameters.frame.length = 0
        for count in 1..<62 {
            let octets = [0, UInt8(count)] + vector.octets.prefix(count)
            let outcome = parameters.decode(octets, security(vector))
            // 6 of header, 14 and 16 of security.
            #expect(outcome.reasons == [count < 36 ? .length : .security], "\(count)")
            #expect(outcome.frames.isEmpty)
        }
        let whole = parameters.decode([0, 62] + vector.octets.prefix(62), security(vector))
        #expect(whole.reasons.isEmpty && whole.packets.count == 1)
        // Without a FECF, the code proves the frame good.
        #expect(whole.frames.first?.quality == .good)
    }
}
