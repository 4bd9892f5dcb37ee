import CCSDS
import Testing

/// Are packets that are no PUS packets of the mission refused, with the right reason?
@Suite struct PUSErrorTests {
    func error(_ hex: String, _ parameters: PUSTelemetryParameters) throws -> WireError? {
        let octets = hex.hexOctets
        let packet = try SpacePacketView(checking: octets.span.bytes)
        return wireError { () throws(WireError) in
            _ = try PUSTelemetryPacketView(checking: packet, parameters: parameters)
        }
    }

    let parameters = PUSTelemetryParameters(issue: .c, timeOctets: 0, errorControl: .none)

    @Test func noSecondaryHeader() throws {
        #expect(
            try error("0002c000000620050100010000", parameters)
                == WireError(.field, expected: 8, found: 0, offset: 0))
    }

    @Test func telecommand() throws {
        #expect(
            try error("1802c000000620050100010000", parameters)
                == WireError(.field, expected: 8, found: 0x18, offset: 0))
    }

    @Test func otherVersion() throws {
        #expect(
            try error("0802c000000610050100010000", parameters)
                == WireError(.version, expected: 2, found: 1, offset: 6))
        let issueA = PUSTelemetryParameters(
            issue: .a(hasSubcounter: false, destinationOctets: 0), timeOctets: 0,
            errorControl: .none)
        #expect(
            try error("0802c000000620050100010000", issueA)
                == WireError(.version, expected: 1, found: 2, offset: 6))
        // The spare bit before the version of PUS-A does not matter.
        #expect(try error("0802c000000690050100010000", issueA) == nil)
    }

    @Test func destinationOfTwoOctets() throws {
        let octets = "0802c000000710050307beef0099".hexOctets
        let packet = try SpacePacketView(checking: octets.span.bytes)
        let view = try PUSTelemetryPacketView(
            checking: packet,
            parameters: PUSTelemetryParameters(
                issue: .a(hasSubcounter: true, destinationOctets: 2), timeOctets: 0,
                spareOctets: 1, errorControl: .none))
        let header = view.secondaryHeader
        #expect(header.messageCounter == 7)
        #expect(header.destination == 0xBEEF)
        let data = copy(view.sourceData)
        #expect(data == [0x99])
    }
}
